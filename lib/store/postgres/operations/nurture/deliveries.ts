import type {
	Delivery,
	DeliveryState,
	Enrolment,
	Suppression,
} from '../../../../core/nurture/types';
import { toMs } from '../../../rows/instants';
import type { MoveOfDelivery, TouchpointRow } from '../../../rows/types';
import { moved, uncertain } from '../../../rules/deliveries';
import { isOpen } from '../../../rules/enrolments';
import { blockingReason, receiversOf } from '../../../rules/suppression';
import { int, text, type Row, type Session, type Value } from '../../session';
import { recordTouchpoints } from '../touchpoints';
import { DeliverySet } from './deliverySet';
import { writeEnrolments, type EnrolmentWrite } from './enrolments';
import { suppress, suppressed } from './suppression';

/** Most deliveries that one sweep settles. */
const sweepRows = 1000;

/** The enrolments of deliveries and those that are named, locked; by one array, which an index finds however many others there are. */
export const enrolmentsOfMoves = `SELECT id, enrolment_id, sequence, state, fence FROM lm.enrolments WHERE enrolment_id = ANY(
	ARRAY(SELECT enrolment_id FROM lm.deliveries WHERE delivery_id = ANY($1)) || $2::text[]) ORDER BY id FOR UPDATE`;

/**
 * Moves deliveries, each guarded by its fence and by the states it may come from. The enrolments are locked first, as a claim
 * and a stop do, so that neither can come between the look at them and the move to the dot.
 */
export async function moveDeliveries(
	session: Session,
	moves: MoveOfDelivery[],
): Promise<Array<'done' | 'stale' | 'suppressed'>> {
	const ids = moves.map(({ deliveryId }) => deliveryId);
	const rows = await session.rows(enrolmentsOfMoves, [
		ids,
		moves.flatMap(({ enrolment }) => (enrolment ? [enrolment.enrolmentId] : [])),
	]);
	const enrolments = new Map(rows.map((row) => [text(row.enrolment_id), row]));
	const set = await DeliverySet.ofIds(session, ids);
	const reasons = await blocked(session, moves, set);
	const touchpoints: TouchpointRow[] = [];
	const suppressions: Suppression[] = [];
	const writes = new Map<number, EnrolmentWrite>();
	const answers = moves.map((move) => {
		const held = set.find(move.deliveryId);
		if (held === undefined || held.delivery.fence !== move.fence) return 'stale';
		const { delivery } = held;
		if (!move.from.includes(delivery.state)) {
			return move.to === 'dotPending' && delivery.state === 'cancelled' ? 'suppressed' : 'stale';
		}
		const why =
			move.to === 'dotPending'
				? whyNot(delivery, enrolments.get(delivery.enrolmentId), reasons)
				: undefined;
		if (why !== undefined) {
			set.write(held, { ...delivery, state: 'cancelled', detail: why });
			return 'suppressed';
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

/** Suppressions of all receivers that are about to get a message, by 'kind value'. */
async function blocked(
	session: Session,
	moves: readonly MoveOfDelivery[],
	set: DeliverySet,
): Promise<Map<string, Suppression[]>> {
	const who = moves
		.filter(({ to }) => to === 'dotPending')
		.flatMap(({ deliveryId }) => {
			const held = set.find(deliveryId);
			return held === undefined ? [] : receiversOf(held.delivery);
		});
	const reasons = new Map<string, Suppression[]>();
	for (const entry of await suppressed(session, who)) {
		const key = `${entry.kind} ${entry.value}`;
		reasons.set(key, [...(reasons.get(key) ?? []), entry]);
	}
	return reasons;
}

/** The last look before the final dot: after it nothing can be taken back. */
function whyNot(
	delivery: Delivery,
	enrolment: Row | undefined,
	reasons: ReadonlyMap<string, Suppression[]>,
): string | undefined {
	if (enrolment !== undefined && !isOpen({ state: text(enrolment.state) })) {
		return 'The enrolment was stopped.';
	}
	const found = receiversOf(delivery).flatMap(
		({ kind, value }) => reasons.get(`${kind} ${value}`) ?? [],
	);
	const reason = blockingReason(found, delivery.channel, text(enrolment?.sequence));
	return reason === undefined ? undefined : `Suppressed: ${reason}`;
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
