import type { MailboxHold, SentCounts } from '../../../types';
import { toInstant } from '../../../rows/instants';
import { holdOf, mailboxCounts } from '../../../rules/deliveries';
import { int, text, type Session } from '../../session';

/** When messages went out, for caps. Of one mailbox at most the newest 10,000. */
export async function sentCounts(
	session: Session,
	query: { leadIds: string[]; mailbox: string; since: number; mailboxSince: number },
): Promise<SentCounts> {
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
	return { byLead, ...mailboxCounts(ofMailbox, first?.at, hold) };
}

/** Keeps or forgets that a mailbox is refused by its server. */
export async function holdMailbox(
	session: Session,
	{ mailbox, hold }: { mailbox: string; hold?: MailboxHold },
): Promise<void> {
	if (hold !== undefined) await session.keep(holdOf(mailbox), JSON.stringify(hold));
	else await session.rows('DELETE FROM lm.kept WHERE name = $1', [holdOf(mailbox)]);
}
