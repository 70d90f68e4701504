import type { MailboxHold, SentCounts } from '../../../port';
import { toInstant } from '../../../rows/instants';
import { holdOf, mailboxCounts, planTurn, turnOf } from '../../../rules/deliveries';
import type { MoveRow } from '../../../rows/types';
import { int } from '../../rows';
import type { Session } from '../../session';

/** When messages went out, for caps. Of one mailbox at most the newest 10,000. */
export function sentCounts(
	session: Session,
	query: { leadIds: string[]; mailbox: string; since: number; mailboxSince: number },
): SentCounts {
	const ofLead = session.sql(
		'SELECT counted_at FROM deliveries WHERE lead_id = ? AND counted_at >= ? ORDER BY counted_at',
	);
	const ofMailbox = session.sql(
		"SELECT counted_at, doc ->> 'to' AS address FROM deliveries WHERE mailbox = ? AND counted_at >= ? ORDER BY counted_at DESC LIMIT 10000",
	);
	const first = session
		.sql(
			'SELECT min(counted_at) AS at FROM deliveries WHERE mailbox = ? AND counted_at IS NOT NULL',
		)
		.get(query.mailbox);
	const hold = session.kept(holdOf(query.mailbox));
	const turn = session.kept(planTurn);
	const byLead: SentCounts['byLead'] = {};
	for (const leadId of query.leadIds) {
		byLead[leadId] = ofLead.all(leadId, query.since).map((row) => toInstant(int(row.counted_at)));
	}
	return {
		byLead,
		...mailboxCounts(ofMailbox.all(query.mailbox, query.mailboxSince), first?.at, hold),
		...(turn === undefined ? {} : { turn }),
	};
}

/** Whether messages may be planned: nobody planned any since their limits were counted. From now on this plan is the newest. */
export function takeTurn(session: Session, moves: readonly MoveRow[]): boolean {
	const turn = turnOf(moves);
	if (turn === undefined) return true;
	const newest = session.kept(planTurn);
	if (newest !== turn.after && newest !== turn.own) return false;
	session.keep(planTurn, turn.own);
	return true;
}

/** Keeps or forgets that a mailbox is refused by its server. */
export function holdMailbox(
	session: Session,
	{ mailbox, hold }: { mailbox: string; hold?: MailboxHold },
): void {
	if (hold !== undefined) session.keep(holdOf(mailbox), JSON.stringify(hold));
	else session.sql('DELETE FROM kept WHERE name = ?').run(holdOf(mailbox));
}
