import type { Timestamp } from '../../../core/lead/lead';
import type { Confirmation, LimitWish } from '../../forms';
import { toMs } from '../../rows/instants';
import { limitHash, onceKey } from '../../rules/limits';
import { hashOf, type Who } from '../../rules/suppression';
import { int, text, type Session } from '../session';
import { saveSecrets } from './settings';

/** Rows that have run out and go with one request: more than one request can add. */
const swept = 200;

/**
 * Counts one more for each key that is still below all its limits; what is refused is not counted. The keys are locked in one
 * order, so that two requests never count past each other.
 */
export async function take(session: Session, wishes: LimitWish[]): Promise<boolean[]> {
	const { hashSalt } = await saveSecrets(session);
	await session.rows(
		`DELETE FROM lm.taken WHERE id IN (SELECT id FROM lm.taken WHERE until <= $1 LIMIT ${swept} FOR UPDATE SKIP LOCKED)`,
		[session.now],
	);
	const asked = wishes.map(({ key, limits, once }) => ({
		hash: limitHash(hashSalt, key),
		limits,
		...(once === undefined ? {} : { once: limitHash(hashSalt, onceKey(key, once)) }),
	}));
	const hashes = [...new Set(asked.map(({ hash }) => hash))].sort();
	for (const hash of hashes)
		await session.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [hash]);
	const longest = Math.max(0, ...wishes.flatMap(({ limits }) => limits.map((one) => one.withinMs)));
	const rows = await session.rows(
		'SELECT hash, at FROM lm.taken WHERE hash = ANY($1) AND at > $2',
		[[...hashes, ...asked.flatMap(({ once }) => once ?? [])], session.now - longest],
	);
	const times = Map.groupBy(
		rows.map((row) => ({ hash: text(row.hash), at: int(row.at) })),
		({ hash }) => hash,
	);
	const made: Array<{ hash: string; at: number; until: number }> = [];
	const answers = asked.map(({ hash, limits, once }) => {
		if (once !== undefined && (times.has(once) || made.some((one) => one.hash === once)))
			return true;
		const known = [...(times.get(hash) ?? []), ...made.filter((one) => one.hash === hash)];
		const free = limits.every(
			({ most, withinMs }) => known.filter(({ at }) => at > session.now - withinMs).length < most,
		);
		const last = Math.max(0, ...limits.map(({ withinMs }) => withinMs));
		for (const one of free ? [hash, once] : [])
			if (one !== undefined) made.push({ hash: one, at: session.now, until: session.now + last });
		return free;
	});
	await session.rows(
		'INSERT INTO lm.taken (hash, at, until) SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[])',
		[made.map(({ hash }) => hash), made.map(({ at }) => at), made.map(({ until }) => until)],
	);
	return answers;
}

/** Remembers that mails are owed; one that is known already stays as it is. */
export async function keepConfirmations(session: Session, rows: Confirmation[]): Promise<void> {
	if (rows.length === 0) return;
	await session.rows(
		`INSERT INTO lm.confirmations (receipt_id, lead_id, form, address, due_at)
		SELECT u.*, $5::bigint FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS u ON CONFLICT DO NOTHING`,
		[
			rows.map(({ receiptId }) => receiptId),
			rows.map(({ leadId }) => leadId),
			rows.map(({ form }) => form),
			rows.map(({ address }) => address),
			session.now,
		],
	);
}

/** Mails of a form that are due, for one sender until the lease is over. */
export async function claimConfirmations(
	session: Session,
	{ form, leaseMs, limit }: { form: string; leaseMs: number; limit: number },
): Promise<Array<Confirmation & { attempts: number }>> {
	const rows = await session.rows(
		`UPDATE lm.confirmations SET due_at = $1, attempts = attempts + 1 WHERE receipt_id IN
		(SELECT receipt_id FROM lm.confirmations WHERE form = $2 AND due_at <= $3 ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED)
		RETURNING receipt_id, lead_id, address, attempts`,
		[session.now + leaseMs, form, session.now, limit],
	);
	return rows.map((row) => ({
		receiptId: text(row.receipt_id),
		leadId: text(row.lead_id),
		form,
		address: text(row.address),
		attempts: int(row.attempts),
	}));
}

/** Ends mails that were sent or need not be, or puts them off. */
export async function settleConfirmations(
	session: Session,
	rows: Array<{ receiptId: string; retryInMs: number | null }>,
): Promise<void> {
	const over = rows.filter(({ retryInMs }) => retryInMs === null);
	await session.rows('DELETE FROM lm.confirmations WHERE receipt_id = ANY($1)', [
		over.map(({ receiptId }) => receiptId),
	]);
	await session.rows(
		`UPDATE lm.confirmations c SET due_at = $1 + u.ms FROM unnest($2::text[], $3::bigint[]) AS u (receipt_id, ms)
		WHERE c.receipt_id = u.receipt_id AND u.ms IS NOT NULL`,
		[session.now, rows.map(({ receiptId }) => receiptId), rows.map(({ retryInMs }) => retryInMs)],
	);
}

/** Takes back what somebody said by unsubscribing, and nothing else; who had asked for no contact at all stays so elsewhere. */
export async function resubscribe(
	session: Session,
	who: Array<Who & { confirmedAt: Timestamp }>,
): Promise<void> {
	const { hashSalt } = await saveSecrets(session);
	const asked = who.map((one) => [hashOf(hashSalt, one), toMs(one.confirmedAt) ?? 0] as const);
	const last = [...new Map(asked.toSorted(([, a], [, b]) => a - b))].toSorted(([a], [b]) =>
		a < b ? -1 : 1,
	);
	const values = [last.map(([hash]) => hash), last.map(([, at]) => at)];
	await session.rows(
		`INSERT INTO lm.suppression (hash, scope, kind, reason, at)
		SELECT s.hash, u.scope, kind, reason, s.at FROM lm.suppression s
		JOIN unnest($1::text[], $2::bigint[]) AS c (hash, at) ON c.hash = s.hash AND s.at <= c.at,
		unnest(ARRAY['phone', 'sms', 'postal', 'social']) AS u (scope)
		WHERE s.scope = 'all' AND reason = 'unsubscribed' ON CONFLICT (hash, scope) DO NOTHING`,
		values,
	);
	await session.rows(
		`DELETE FROM lm.suppression s USING unnest($1::text[], $2::bigint[]) AS c (hash, at)
		WHERE c.hash = s.hash AND s.at <= c.at AND scope IN ('all', 'email') AND reason = 'unsubscribed'`,
		values,
	);
}
