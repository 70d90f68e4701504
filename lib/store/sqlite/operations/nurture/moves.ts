import type { Enrolment } from '../../../../core/nurture/types';
import { toMs } from '../../../rows/instants';
import type { MoveOfDelivery } from '../../../rows/types';
import type { MoveAnswer } from '../../../types';
import { moved, takenBack, type FoundDelivery } from '../../../rules/deliveries';
import { isOpen } from '../../../rules/enrolments';
import { int, text } from '../../rows';
import type { Session } from '../../session';
import { findDelivery, writeDelivery } from './deliveries';
import { writeEnrolment } from './enrolments';
import { gate } from './gate';
import { suppress } from './suppression';
import { insertTouchpoint } from '../touchpoints';

/** Moves deliveries, each guarded by its fence and by the states it may come from. */
export function moveDeliveries(session: Session, moves: MoveOfDelivery[]): MoveAnswer[] {
	const lastLook = gate(session);
	return moves.map((move) => {
		const found = findDelivery(session, move.deliveryId);
		if (found === undefined || found.delivery.fence !== move.fence) return 'stale';
		const { delivery } = found;
		if (!move.from.includes(delivery.state)) {
			if (move.to !== 'dotPending' || delivery.state !== 'cancelled') return 'stale';
			// Only an erased one has lost its words.
			return { kind: 'exit', reason: delivery.detail ?? 'erased' };
		}
		if (move.to === 'dotPending') {
			const why = lastLook(delivery);
			if (why !== undefined) {
				writeDelivery(session, found, takenBack(delivery, why));
				return why;
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

/**
 * Moves the enrolment on with its delivery, unless it was stopped. It is taken from whoever claimed it meanwhile: with a message past
 * the dot they could only put it off, and what is known now would be lost with that.
 */
function moveOn(session: Session, enrolment: Enrolment, fence: number): void {
	const row = session
		.sql('SELECT id, state, fence FROM enrolments WHERE enrolment_id = ?')
		.get(enrolment.enrolmentId);
	if (row === undefined || (row.state !== 'active' && row.state !== 'waitingTask')) return;
	writeEnrolment(session, { id: int(row.id), state: text(row.state) }, enrolment, {
		claimAt: isOpen(enrolment) ? (toMs(enrolment.dueAt) ?? session.now) : 0,
		leased: false,
		raiseFence: int(row.fence) !== fence,
	});
}
