import type { MailboxHold, SentCounts } from '../../../types';
import { toInstant } from '../../../rows/instants';
import { holdOf, mailboxCounts, planTurn, turnOf } from '../../../rules/deliveries';
import type { MoveRow } from '../../../rows/types';
import { int, text, type Session } from '../../session';

/** When messages went out, for caps. Of one mailbox at most the newest 10,000. */
export async function sentCounts(
	session: Session,
	query: { leadIds: string[]; mailbox: string; since: number; mailboxSince: number },
): Promise<SentCounts> {
	// First: what is planned while the rest is read makes the counts too old, and never too new.
	const turn = await session.kept(planTurn);
	const ofLeads = await session.rows(
		'SELECT lead_id, counted_at FROM lm.deliveries WHERE lead_id = ANY($1) AND counted_at >= $2 ORDER BY counted_at',
		[query.leadIds, query.since],
	);
	const ofMailbox = await session.rows(
		`SELECT counted_at, doc::json ->> 'to' AS address FROM lm.deliveries WHERE mailbox = $1 AND counted_at >= $2
		ORDER BY counted_at DESC LIMIT 10000`,
		[query.mailbox, query.mailboxSince],
	);
	const [first] = await session.rows(
		'SELECT min(counted_at) AS at FROM lm.deliveries WHERE mailbox = $1 AND counted_at IS NOT NULL',
		[query.mailbox],
	);
	const hold = await session.kept(holdOf(query.mailbox));
	const byLead: SentCounts['byLead'] = Object.fromEntries(
		query.leadIds.map((leadId) => [leadId, []]),
	);
	for (const row of ofLeads) byLead[text(row.lead_id)]?.push(toInstant(int(row.counted_at)));
	return {
		byLead,
		...mailboxCounts(ofMailbox, first?.at, hold),
		...(turn === undefined ? {} : { turn }),
	};
}

/**
 * Whether messages may be planned: nobody planned any since their limits were counted. From now on this plan is the newest; the lock on
 * its row makes others wait until it is committed.
 */
export async function takeTurn(session: Session, moves: readonly MoveRow[]): Promise<boolean> {
	const turn = turnOf(moves);
	if (turn === undefined) return true;
	const taken = await session.rows(
		`INSERT INTO lm.kept (name, doc) SELECT $1, $2 WHERE $3::text IS NULL OR EXISTS (SELECT 1 FROM lm.kept WHERE name = $1)
		ON CONFLICT (name) DO UPDATE SET doc = excluded.doc WHERE lm.kept.doc IN (excluded.doc, $3) RETURNING name`,
		[planTurn, turn.own, turn.after ?? null],
	);
	return taken.length > 0;
}

/** Keeps or forgets that a mailbox is refused by its server. */
export async function holdMailbox(
	session: Session,
	{ mailbox, hold }: { mailbox: string; hold?: MailboxHold },
): Promise<void> {
	if (hold !== undefined) await session.keep(holdOf(mailbox), JSON.stringify(hold));
	else await session.rows('DELETE FROM lm.kept WHERE name = $1', [holdOf(mailbox)]);
}
