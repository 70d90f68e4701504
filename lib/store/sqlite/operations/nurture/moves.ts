import type { Delivery, Enrolment } from '../../../../core/nurture/types';
import type { SentCounts } from '../../../port';
import { toInstant, toMs } from '../../../rows/instants';
import type { MoveOfDelivery } from '../../../rows/types';
import { moved, type FoundDelivery } from '../../../rules/deliveries';
import { isOpen } from '../../../rules/enrolments';
import { int, text } from '../../rows';
import type { Session } from '../../session';
import { findDelivery, writeDelivery } from './deliveries';
import { writeEnrolment } from './enrolments';
import { blockedBy, suppress } from './suppression';
import { insertTouchpoint } from '../touchpoints';

/** Moves deliveries, each guarded by its fence and by the states it may come from. */
export function moveDeliveries(
	session: Session,
	moves: MoveOfDelivery[],
): Array<'done' | 'stale' | 'suppressed'> {
	return moves.map((move) => {
		const found = findDelivery(session, move.deliveryId);
		if (found === undefined || found.delivery.fence !== move.fence) return 'stale';
		const { delivery } = found;
		if (!move.from.includes(delivery.state)) {
			return move.to === 'dotPending' && delivery.state === 'cancelled' ? 'suppressed' : 'stale';
		}
		if (move.to === 'dotPending') {
			const why = whyNot(session, delivery);
			if (why !== undefined) {
				writeDelivery(session, found, { ...delivery, state: 'cancelled', detail: why });
				return 'suppressed';
			}
		}
		write(session, found, move);
		return 'done';
	});
}

function write(session: Session, found: FoundDelivery, move: MoveOfDelivery): void {
	writeDelivery(session, found, moved(found.delivery, move));
	if (move.enrolment !== undefined) moveOn(session, move.enrolment, move.fence);
	for (const touchpoint of move.touchpoints) insertTouchpoint(session, touchpoint);
	if (move.suppress !== undefined) suppress(session, move.suppress);
}

/** The last look before the final dot: after it nothing can be taken back. */
function whyNot(session: Session, delivery: Delivery): string | undefined {
	const row = session
		.sql('SELECT state, sequence FROM enrolments WHERE enrolment_id = ?')
		.get(delivery.enrolmentId);
	if (row !== undefined && row.state !== 'active' && row.state !== 'waitingTask') {
		return 'The enrolment was stopped.';
	}
	const reason = blockedBy(session, delivery, text(row?.sequence));
	return reason === undefined ? undefined : `Suppressed: ${reason}`;
}

/** Moves the enrolment on with its delivery, unless it was stopped or is in somebody else's hands. */
function moveOn(session: Session, enrolment: Enrolment, fence: number): void {
	const row = session
		.sql('SELECT id, state, fence, leased, claim_at FROM enrolments WHERE enrolment_id = ?')
		.get(enrolment.enrolmentId);
	if (row === undefined || (row.state !== 'active' && row.state !== 'waitingTask')) return;
	const mine = int(row.fence) === fence;
	if (!mine && row.leased === 1 && int(row.claim_at) > session.now) return;
	writeEnrolment(session, { id: int(row.id), state: text(row.state) }, enrolment, {
		claimAt: isOpen(enrolment) ? (toMs(enrolment.dueAt) ?? session.now) : 0,
		leased: false,
		raiseFence: !mine,
	});
}

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
	const byLead: SentCounts['byLead'] = {};
	for (const leadId of query.leadIds) {
		byLead[leadId] = ofLead.all(leadId, query.since).map((row) => toInstant(int(row.counted_at)));
	}
	const byMailbox = ofMailbox
		.all(query.mailbox, query.mailboxSince)
		.map((row) => ({
			at: toInstant(int(row.counted_at)),
			domain: text(row.address).split('@').at(-1)?.toLowerCase() ?? '',
		}))
		.reverse();
	return {
		byLead,
		byMailbox,
		...(typeof first?.at === 'number' ? { firstByMailbox: toInstant(first.at) } : {}),
	};
}
