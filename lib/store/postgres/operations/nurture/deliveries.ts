import type {
	Delivery,
	DeliveryState,
	Enrolment,
	Suppression,
} from '../../../../core/nurture/types';
import { toMs } from '../../../rows/instants';
import type { MoveOfDelivery, TouchpointRow } from '../../../rows/types';
import { moved, takenBack, uncertain } from '../../../rules/deliveries';
import { isOpen } from '../../../rules/enrolments';
import type { MoveAnswer } from '../../../types';
import { int, text, type Row, type Session, type Value } from '../../session';
import { recordTouchpoints } from '../touchpoints';
import { DeliverySet } from './deliverySet';
import { writeEnrolments, type EnrolmentWrite } from './enrolments';
import { gate } from './gate';
import { suppress } from './suppression';

/** Most deliveries that one sweep settles. */
const sweepRows = 1000;

/** The enrolments of deliveries and those that are named, locked; by one array, which an index finds however many others there are. */
export const enrolmentsOfMoves = `SELECT id, enrolment_id, state, fence, doc FROM lm.enrolments WHERE enrolment_id = ANY(
	ARRAY(SELECT enrolment_id FROM lm.deliveries WHERE delivery_id = ANY($1)) || $2::text[]) ORDER BY id FOR UPDATE`;

/**
 * Moves deliveries, each guarded by its fence and by the states it may come from. The enrolments are locked first, as a claim
 * and a stop do, so that neither can come between the look at them and the move to the dot.
 */
export async function moveDeliveries(
	session: Session,
	moves: MoveOfDelivery[],
): Promise<MoveAnswer[]> {
	const ids = moves.map(({ deliveryId }) => deliveryId);
	const rows = await session.rows(enrolmentsOfMoves, [
		ids,
		moves.flatMap(({ enrolment }) => (enrolment ? [enrolment.enrolmentId] : [])),
	]);
	const enrolments = new Map(rows.map((row) => [text(row.enrolment_id), row]));
	const set = await DeliverySet.ofIds(session, ids);
	const atDot = moves.flatMap(({ to, deliveryId }) =>
		to === 'dotPending' ? (set.find(deliveryId)?.delivery ?? []) : [],
	);
	const lastLook = await gate(session, atDot, documentsOf(rows));
	const touchpoints: TouchpointRow[] = [];
	const suppressions: Suppression[] = [];
	const writes = new Map<number, EnrolmentWrite>();
	const answers = moves.map((move): MoveAnswer => {
		const held = set.find(move.deliveryId);
		if (held === undefined || held.delivery.fence !== move.fence) return 'stale';
		const { delivery } = held;
		if (!move.from.includes(delivery.state)) {
			if (move.to !== 'dotPending' || delivery.state !== 'cancelled') return 'stale';
			// Only an erased one has lost its words.
			return { kind: 'exit', reason: delivery.detail ?? 'erased' };
		}
		const why = move.to === 'dotPending' ? lastLook(delivery) : undefined;
		if (why !== undefined) {
			set.write(held, takenBack(delivery, why));
			return why;
		}
		set.write(held, moved(delivery, move));
		if (move.enrolment !== undefined) {
			const row = enrolments.get(move.enrolment.enrolmentId);
			const next = row && moveOn(session, row, move.enrolment, move.fence);
			if (next !== undefined) writes.set(next.id, next);
		}
		touchpoints.push(...move.touchpoints);
		suppressions.push(...(move.suppress ?? []));
		return 'done';
	});
	await set.flush();
	await writeEnrolments(session, [...writes.values()]);
	await recordTouchpoints(session, touchpoints);
	await suppress(session, suppressions);
	return answers;
}

function documentsOf(rows: readonly Row[]): Map<string, Enrolment> {
	return new Map(
		rows.map((row): [string, Enrolment] => [text(row.enrolment_id), JSON.parse(text(row.doc))]),
	);
}

/**
 * Moves the enrolment on with its delivery, unless it was stopped. It is taken from whoever claimed it meanwhile: with a message past
 * the dot they could only put it off, and what is known now would be lost with that.
 */
function moveOn(
	session: Session,
	row: Row,
	enrolment: Enrolment,
	fence: number,
): EnrolmentWrite | undefined {
	if (!isOpen({ state: text(row.state) })) return undefined;
	return {
		id: int(row.id),
		was: text(row.state),
		enrolment,
		claimAt: toMs(enrolment.dueAt) ?? session.now,
		leased: false,
		raiseFence: int(row.fence) !== fence,
	};
}

/** Past the dot with the lease run out: nobody can say whether the server has it. */
export async function sweepDeliveries(session: Session): Promise<Delivery[]> {
	const set = await DeliverySet.abandoned(session, sweepRows);
	for (const held of set.all) set.write(held, uncertain(held.delivery, session.now));
	await set.flush();
	return set.all.map(({ delivery }) => delivery);
}

export async function deliveries(
	session: Session,
	query: { leadIds?: string[]; states?: DeliveryState[]; messageIds?: string[]; limit: number },
): Promise<Delivery[]> {
	const values: Value[] = [query.limit];
	const parts: string[] = [];
	if (query.leadIds !== undefined) parts.push(`lead_id = ANY($${values.push(query.leadIds)})`);
	if (query.states !== undefined) parts.push(`state = ANY($${values.push(query.states)})`);
	if (query.messageIds !== undefined)
		parts.push(`message_id = ANY($${values.push(query.messageIds)})`);
	const where = parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`;
	const rows = await session.rows(
		`SELECT doc FROM lm.deliveries ${where} ORDER BY id DESC LIMIT $1`,
		values,
	);
	return rows.map((row) => JSON.parse(text(row.doc)));
}
