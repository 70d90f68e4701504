import type { Timestamp } from '../../../core/lead/lead';
import type { Confirmation, LimitWish } from '../../forms';
import { toMs } from '../../rows/instants';
import { limitHash, onceKey } from '../../rules/limits';
import { hashOf, type Who } from '../../rules/suppression';
import { int, text } from '../rows';
import type { Session } from '../session';
import { saveSecrets } from './settings';

/** Rows that have run out and go with one request: more than one request can add. */
const swept = 200;

/** Counts one more for each key that is still below all its limits; what is refused is not counted. */
export function take(session: Session, wishes: LimitWish[]): boolean[] {
	const salt = saveSecrets(session).hashSalt;
	session
		.sql('DELETE FROM taken WHERE id IN (SELECT id FROM taken WHERE until <= ? LIMIT ?)')
		.run(session.now, swept);
	const count = session.sql('SELECT count(*) AS n FROM taken WHERE hash = ? AND at > ?');
	const insert = session.sql('INSERT INTO taken (hash, at, until) VALUES (?, ?, ?)');
	return wishes.map(({ key, limits, once }) => {
		const hash = limitHash(salt, key);
		const mark = once === undefined ? undefined : limitHash(salt, onceKey(key, once));
		if (mark !== undefined && int(count.get(mark, 0)?.n) > 0) return true;
		const free = limits.every(
			({ most, withinMs }) => int(count.get(hash, session.now - withinMs)?.n) < most,
		);
		const longest = Math.max(0, ...limits.map(({ withinMs }) => withinMs));
		for (const one of free ? [hash, mark] : [])
			if (one !== undefined) insert.run(one, session.now, session.now + longest);
		return free;
	});
}

/** Remembers that mails are owed; one that is known already stays as it is. */
export function keepConfirmations(session: Session, rows: Confirmation[]): void {
	const insert = session.sql(
		`INSERT INTO confirmations (receipt_id, lead_id, form, address, due_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (receipt_id) DO NOTHING`,
	);
	for (const { receiptId, leadId, form, address } of rows)
		insert.run(receiptId, leadId, form, address, session.now);
}

/** Mails of a form that are due, for one sender until the lease is over. */
export function claimConfirmations(
	session: Session,
	{ form, leaseMs, limit }: { form: string; leaseMs: number; limit: number },
): Array<Confirmation & { attempts: number }> {
	return session
		.sql(
			`UPDATE confirmations SET due_at = ?, attempts = attempts + 1 WHERE receipt_id IN
			(SELECT receipt_id FROM confirmations WHERE form = ? AND due_at <= ? ORDER BY due_at LIMIT ?)
			RETURNING receipt_id, lead_id, address, attempts`,
		)
		.all(session.now + leaseMs, form, session.now, limit)
		.map((row) => ({
			receiptId: text(row.receipt_id),
			leadId: text(row.lead_id),
			form,
			address: text(row.address),
			attempts: int(row.attempts),
		}));
}

/** Ends mails that were sent or need not be, or puts them off. */
export function settleConfirmations(
	session: Session,
	rows: Array<{ receiptId: string; retryInMs: number | null }>,
): void {
	const end = session.sql('DELETE FROM confirmations WHERE receipt_id = ?');
	const later = session.sql('UPDATE confirmations SET due_at = ? WHERE receipt_id = ?');
	for (const { receiptId, retryInMs } of rows) {
		if (retryInMs === null) end.run(receiptId);
		else later.run(session.now + retryInMs, receiptId);
	}
}

/** Takes back what somebody said by unsubscribing, and nothing else; who had asked for no contact at all stays so elsewhere. */
export function resubscribe(session: Session, who: Array<Who & { confirmedAt: Timestamp }>): void {
	const salt = saveSecrets(session).hashSalt;
	const narrow = session.sql(
		`INSERT INTO suppression (hash, scope, kind, reason, at)
		SELECT hash, value, kind, reason, at FROM suppression, json_each('["phone","sms","postal","social"]')
		WHERE hash = ? AND at <= ? AND scope = 'all' AND reason = 'unsubscribed' ON CONFLICT (hash, scope) DO NOTHING`,
	);
	const lift = session.sql(
		`DELETE FROM suppression WHERE hash = ? AND at <= ? AND scope IN ('all', 'email') AND reason = 'unsubscribed'`,
	);
	for (const one of who) {
		const of = [hashOf(salt, one), toMs(one.confirmedAt) ?? 0] as const;
		narrow.run(...of);
		lift.run(...of);
	}
}
