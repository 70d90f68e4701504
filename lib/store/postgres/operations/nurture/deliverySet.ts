import type { Delivery } from '../../../../core/nurture/types';
import { toMs } from '../../../rows/instants';
import {
	asWritten,
	beforeDot,
	countedFrom,
	under,
	type FoundDelivery,
	type StepKey,
} from '../../../rules/deliveries';
import { cleanDoc, int, maybeInt, text, type Row, type Session, type Value } from '../../session';

interface Held extends FoundDelivery {
	changed: boolean;
	/** Without a row yet. */
	made: boolean;
}

const stepOf = ({ enrolmentId, stepId, generation, repeat }: StepKey) =>
	JSON.stringify([enrolmentId, stepId, generation, repeat]);

/** Steps as four arrays, for `unnest`. */
const stepColumns = (steps: readonly StepKey[]): Value[] => [
	steps.map(({ enrolmentId }) => enrolmentId),
	steps.map(({ stepId }) => stepId),
	steps.map(({ generation }) => generation),
	steps.map(({ repeat }) => repeat),
];

/** Deliveries by their ids and by their steps, as one array that an index finds: an OR of both would read the whole table. */
export const ofIdsAndSteps = `id = ANY(ARRAY(SELECT id FROM lm.deliveries WHERE delivery_id = ANY($1)
	UNION ALL SELECT d.id FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS u (enrolment_id, step_id, generation, repeat)
	JOIN lm.deliveries d USING (enrolment_id, step_id, generation, repeat)))`;

/** The deliveries of steps, by enrolment; they are only read. */
export async function deliveriesOf(
	session: Session,
	steps: readonly StepKey[],
): Promise<Map<string, Delivery>> {
	if (steps.length === 0) return new Map();
	const rows = await session.rows(
		`SELECT d.doc FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS u (enrolment_id, step_id, generation, repeat)
		JOIN lm.deliveries d USING (enrolment_id, step_id, generation, repeat)`,
		stepColumns(steps),
	);
	const found = rows.map((row): Delivery => JSON.parse(text(row.doc)));
	return new Map(found.map((delivery) => [delivery.enrolmentId, delivery]));
}

/** The deliveries a request works on: locked, changed in memory, written together. Their enrolments are locked before them. */
export class DeliverySet {
	private readonly byId = new Map<string, Held>();
	private readonly byStep = new Map<string, Held>();

	private constructor(private readonly session: Session) {}

	static async ofIds(session: Session, deliveryIds: readonly string[]): Promise<DeliverySet> {
		return await this.load(session, 'delivery_id = ANY($1)', [deliveryIds]);
	}

	/** What is not settled of enrolments. */
	static async ofEnrolments(
		session: Session,
		enrolmentIds: readonly string[],
	): Promise<DeliverySet> {
		const open = "state NOT IN ('accepted', 'refused', 'cancelled', 'handedOver')";
		return await this.load(session, `enrolment_id = ANY($1) AND ${open}`, [enrolmentIds]);
	}

	/** Deliveries by their ids and whatever there is of their steps. */
	static async ofSteps(session: Session, deliveries: readonly Delivery[]): Promise<DeliverySet> {
		return await this.load(session, ofIdsAndSteps, [
			deliveries.map(({ deliveryId }) => deliveryId),
			...stepColumns(deliveries),
		]);
	}

	/** Past the dot with the lease run out; those that are being moved are left to their movers. */
	static async abandoned(session: Session, limit: number): Promise<DeliverySet> {
		return await this.load(
			session,
			"state = 'dotPending' AND coalesce(lease_until, 0) <= $1",
			[session.now],
			`LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
		);
	}

	private static async load(
		session: Session,
		where: string,
		values: readonly Value[],
		lock = 'FOR UPDATE',
	): Promise<DeliverySet> {
		const set = new DeliverySet(session);
		const [first] = values;
		if (Array.isArray(first) && first.length === 0) return set;
		const rows = await session.rows(
			`SELECT id, counted_at, doc FROM lm.deliveries WHERE ${where} ORDER BY id ${lock}`,
			values,
		);
		for (const row of rows) set.hold({ ...found(row), changed: false, made: false });
		return set;
	}

	private hold(held: Held): void {
		this.byId.set(held.delivery.deliveryId, held);
		this.byStep.set(stepOf(held.delivery), held);
	}

	get all(): Held[] {
		return [...this.byId.values()];
	}

	find(deliveryId: string): Held | undefined {
		return this.byId.get(deliveryId);
	}

	/** The newest delivery of each enrolment. */
	newest(): Map<string, Held> {
		return new Map(this.all.map((held) => [held.delivery.enrolmentId, held]));
	}

	beforeDot(): Held[] {
		return this.all.filter(({ delivery }) => beforeDot.includes(delivery.state));
	}

	/** Whether the step's delivery is not there yet, or is this one and before the dot. */
	canStillBeStopped(delivery: Delivery): boolean {
		const known = this.byStep.get(stepOf(delivery));
		if (known === undefined) return !this.byId.has(delivery.deliveryId);
		return (
			known.delivery.deliveryId === delivery.deliveryId && beforeDot.includes(known.delivery.state)
		);
	}

	/** Makes or replaces a delivery that is before the dot, under the fence and the lease of its claim. */
	save(delivery: Delivery, fence: number, leaseEnd: number): void {
		const doc = under(delivery, fence, leaseEnd);
		const known = this.byId.get(delivery.deliveryId);
		if (known !== undefined) {
			this.write(known, doc);
			return;
		}
		const countedAt = countedFrom(doc.state, this.session.now);
		this.hold({ id: 0, countedAt, delivery: doc, changed: true, made: true });
		this.session.count('deliveries', doc.state, 1);
	}

	/** Overwrites a delivery of the set; stamps it when its fate is known. */
	write(held: Held, delivery: Delivery): void {
		const was = held.delivery.state;
		const { doc, countedAt } = asWritten(held, delivery, this.session.now);
		held.delivery = doc;
		held.countedAt = countedAt;
		held.changed = true;
		if (was === doc.state) return;
		this.session.count('deliveries', was, -1);
		this.session.count('deliveries', doc.state, 1);
	}

	async flush(): Promise<void> {
		const changed = this.all.filter((held) => held.changed);
		const updated = changed.filter((held) => !held.made);
		const made = changed.filter((held) => held.made);
		const states = (list: Held[]): Value[] => [
			list.map(({ delivery }) => delivery.state),
			list.map(({ delivery }) => delivery.fence),
			list.map(({ delivery }) => toMs(delivery.leaseUntil) ?? null),
			list.map(({ countedAt }) => countedAt),
			list.map(({ delivery }) => cleanDoc(JSON.stringify(delivery))),
		];
		if (updated.length > 0) {
			await this.session.rows(
				`UPDATE lm.deliveries d SET state = u.state, fence = u.fence, lease_until = u.lease_until, counted_at = u.counted_at, doc = u.doc
				FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::bigint[])
				AS u (state, fence, lease_until, counted_at, doc, id) WHERE d.id = u.id`,
				[...states(updated), updated.map(({ id }) => id)],
			);
		}
		if (made.length === 0) return;
		await this.session.rows(
			`INSERT INTO lm.deliveries (state, fence, lease_until, counted_at, doc, delivery_id, enrolment_id, step_id, generation, repeat,
			lead_id, mailbox, message_id) SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[],
			$7::text[], $8::text[], $9::bigint[], $10::bigint[], $11::text[], $12::text[], $13::text[])`,
			[
				...states(made),
				made.map(({ delivery }) => delivery.deliveryId),
				made.map(({ delivery }) => delivery.enrolmentId),
				made.map(({ delivery }) => delivery.stepId),
				made.map(({ delivery }) => delivery.generation),
				made.map(({ delivery }) => delivery.repeat),
				made.map(({ delivery }) => delivery.leadId),
				made.map(({ delivery }) => delivery.mailbox),
				made.map(({ delivery }) => delivery.messageId),
			],
		);
	}
}

function found(row: Row): FoundDelivery {
	return {
		id: int(row.id),
		countedAt: maybeInt(row.counted_at) ?? null,
		delivery: JSON.parse(text(row.doc)),
	};
}
