import type { Delivery, DeliveryState } from '../../../../core/nurture/types';
import {
	asWritten,
	beforeDot,
	countedFrom,
	type StepKey,
	uncertain,
	under,
	type FoundDelivery,
} from '../../../rules/deliveries';
import { int, text, type Row } from '../../rows';
import type { Session } from '../../session';

/** The delivery with this id, or undefined. */
export function findDelivery(session: Session, deliveryId: string): FoundDelivery | undefined {
	const row = session
		.sql('SELECT id, counted_at, doc FROM deliveries WHERE delivery_id = ?')
		.get(deliveryId);
	return row === undefined ? undefined : found(row);
}

/** The delivery of a step, or undefined. */
export function deliveryOf(session: Session, step: StepKey): Delivery | undefined {
	const row = session
		.sql(
			'SELECT doc FROM deliveries WHERE enrolment_id = ? AND step_id = ? AND generation = ? AND repeat = ?',
		)
		.get(step.enrolmentId, step.stepId, step.generation, step.repeat);
	return row === undefined ? undefined : JSON.parse(text(row.doc));
}

/** Whether the step's delivery is not there yet, or is this one and before the dot. */
export function canStillBeStopped(session: Session, delivery: Delivery): boolean {
	const known = deliveryOf(session, delivery);
	if (known === undefined) return findDelivery(session, delivery.deliveryId) === undefined;
	return known.deliveryId === delivery.deliveryId && beforeDot.includes(known.state);
}

/** Makes or replaces a delivery that is before the dot, under the fence and the lease of its claim. */
export function saveDelivery(
	session: Session,
	delivery: Delivery,
	fence: number,
	leaseEnd: number,
): void {
	const before = findDelivery(session, delivery.deliveryId);
	if (before !== undefined) {
		writeDelivery(session, before, under(delivery, fence, leaseEnd));
		return;
	}
	const doc = under(delivery, fence, leaseEnd);
	session
		.sql(
			`INSERT INTO deliveries (delivery_id, enrolment_id, step_id, generation, repeat, lead_id, mailbox, message_id, state, fence,
			lease_until, counted_at, doc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		)
		.run(
			doc.deliveryId,
			doc.enrolmentId,
			doc.stepId,
			doc.generation,
			doc.repeat,
			doc.leadId,
			doc.mailbox,
			doc.messageId,
			doc.state,
			fence,
			leaseEnd,
			countedFrom(doc.state, session.now),
			JSON.stringify(doc),
		);
	session.count('deliveries', doc.state, 1);
}

/** Overwrites a delivery that was read in this transaction; stamps it when its fate is known. */
export function writeDelivery(session: Session, before: FoundDelivery, delivery: Delivery): void {
	const was = before.delivery.state;
	const now = delivery.state;
	const { doc, countedAt } = asWritten(before, delivery, session.now);
	session
		.sql(
			'UPDATE deliveries SET state = ?, fence = ?, lease_until = ?, counted_at = ?, doc = ? WHERE id = ?',
		)
		.run(
			now,
			doc.fence,
			doc.leaseUntil === undefined ? null : Date.parse(doc.leaseUntil),
			countedAt,
			JSON.stringify(doc),
			before.id,
		);
	if (was === now) return;
	session.count('deliveries', was, -1);
	session.count('deliveries', now, 1);
}

/** Gives the open delivery of a claimed enrolment the fence of the new claim, so that its earlier sender cannot pass the dot. */
export function takeOver(
	session: Session,
	enrolmentId: string,
	fence: number,
	leaseEnd: number,
): Delivery | undefined {
	const row = session
		.sql(
			"SELECT id, counted_at, doc FROM deliveries WHERE enrolment_id = ? AND state NOT IN ('accepted', 'refused', 'cancelled', 'handedOver') ORDER BY id DESC LIMIT 1",
		)
		.get(enrolmentId);
	if (row === undefined) return undefined;
	const open = found(row);
	if (!beforeDot.includes(open.delivery.state)) return open.delivery;
	const taken = under(open.delivery, fence, leaseEnd);
	writeDelivery(session, open, taken);
	return taken;
}

/** Cancels what of an enrolment is before the dot. */
export function cancelDeliveries(session: Session, enrolmentId: string, why: string): void {
	const rows = session
		.sql(
			"SELECT id, counted_at, doc FROM deliveries WHERE enrolment_id = ? AND state IN ('planned', 'claimed', 'offering', 'deferred')",
		)
		.all(enrolmentId);
	for (const row of rows) {
		const open = found(row);
		writeDelivery(session, open, { ...open.delivery, state: 'cancelled', detail: why });
	}
}

/** Past the dot with the lease run out: nobody can say whether the server has it. */
export function sweepDeliveries(session: Session): Delivery[] {
	const rows = session
		.sql(
			"SELECT id, counted_at, doc FROM deliveries WHERE state = 'dotPending' AND coalesce(lease_until, 0) <= ? LIMIT 1000",
		)
		.all(session.now);
	return rows.map((row) => {
		const open = found(row);
		const delivery = uncertain(open.delivery, session.now);
		writeDelivery(session, open, delivery);
		return delivery;
	});
}

export function deliveries(
	session: Session,
	query: { leadIds?: string[]; states?: DeliveryState[]; messageIds?: string[]; limit: number },
): Delivery[] {
	const list = (values: string[] | undefined) =>
		values === undefined ? null : JSON.stringify(values);
	const parts = [
		query.leadIds === undefined ? '' : 'lead_id IN (SELECT value FROM json_each(?1))',
		query.states === undefined ? '' : 'state IN (SELECT value FROM json_each(?2))',
		query.messageIds === undefined ? '' : 'message_id IN (SELECT value FROM json_each(?3))',
	].filter((part) => part !== '');
	const where = parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`;
	return session
		.sql(`SELECT doc, ?1, ?2, ?3 FROM deliveries ${where} ORDER BY id DESC LIMIT ?4`)
		.all(list(query.leadIds), list(query.states), list(query.messageIds), query.limit)
		.map((row) => JSON.parse(text(row.doc)));
}

function found(row: Row): FoundDelivery {
	return {
		id: int(row.id),
		countedAt: typeof row.counted_at === 'number' ? row.counted_at : null,
		delivery: JSON.parse(text(row.doc)),
	};
}
