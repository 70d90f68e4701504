import type { Enrolment } from '../../../../core/nurture/types';
import { toInstant, toMs } from '../../../rows/instants';
import { enrolAfter, isOpen, stopped } from '../../../rules/enrolments';
import type { NewEnrolment, NurtureState } from '../../../types';
import { Again } from '../../failure';
import { int, text, type Session } from '../../session';
import { DeliverySet } from './deliverySet';

/** Enrols leads; the newest enrolment of the lead in the sequence decides whether there may be another. */
export async function enrol(
	session: Session,
	rows: NewEnrolment[],
): Promise<Array<{ kind: 'enrolled' | 'already'; enrolment: Enrolment }>> {
	const keyOf = (row: { leadId: string; sequence: string }) =>
		JSON.stringify([row.leadId, row.sequence]);
	const found = await session.rows(
		`SELECT DISTINCT ON (e.lead_id, e.sequence) e.doc FROM unnest($1::text[], $2::text[]) AS u (lead_id, sequence)
		JOIN lm.enrolments e USING (lead_id, sequence) ORDER BY e.lead_id, e.sequence, e.id DESC`,
		[rows.map(({ leadId }) => leadId), rows.map(({ sequence }) => sequence)],
	);
	const newest = new Map<string, Enrolment>();
	for (const row of found) {
		const enrolment: Enrolment = JSON.parse(text(row.doc));
		newest.set(keyOf(enrolment), enrolment);
	}
	const results = rows.map((row) => {
		const result = enrolAfter(newest.get(keyOf(row)), row);
		newest.set(keyOf(row), result.enrolment);
		return result;
	});
	const made = results.filter(({ kind }) => kind === 'enrolled').map(({ enrolment }) => enrolment);
	if (made.length === 0) return results;
	const inserted = await session.rows(
		`INSERT INTO lm.enrolments (enrolment_id, lead_id, sequence, state, claim_at, doc)
		SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[])
		ON CONFLICT (lead_id, sequence) WHERE state IN ('active', 'waitingTask') DO NOTHING RETURNING id`,
		[
			made.map(({ enrolmentId }) => enrolmentId),
			made.map(({ leadId }) => leadId),
			made.map(({ sequence }) => sequence),
			made.map(({ state }) => state),
			made.map(({ dueAt }) => toMs(dueAt) ?? session.now),
			made.map((enrolment) => JSON.stringify(enrolment)),
		],
	);
	if (inserted.length < made.length) throw new Again('an enrolment');
	session.count('enrolments', 'active', made.length);
	return results;
}

export async function enrolmentsOf(session: Session, leadIds: string[]): Promise<Enrolment[]> {
	const rows = await session.rows(
		`SELECT e.doc FROM unnest($1::text[]) WITH ORDINALITY AS u (lead_id, place)
		JOIN lm.enrolments e USING (lead_id) ORDER BY u.place, e.id`,
		[leadIds],
	);
	return rows.map((row) => JSON.parse(text(row.doc)));
}

/** An enrolment as it shall be, with the row it replaces. */
export interface EnrolmentWrite {
	id: number;
	/** State of the row that was read and locked. */
	was: string;
	enrolment: Enrolment;
	/** When it may be claimed next; one that is over is never claimed again. */
	claimAt: number;
	leased: boolean;
	/** By those who take it away from whoever holds it. */
	raiseFence?: boolean;
}

/** Writes enrolments that were read in this transaction. */
export async function writeEnrolments(
	session: Session,
	writes: readonly EnrolmentWrite[],
): Promise<void> {
	if (writes.length === 0) return;
	await session.rows(
		`UPDATE lm.enrolments e SET state = u.state, held_reason = u.held_reason, claim_at = u.claim_at, leased = u.leased,
		fence = e.fence + u.raised, doc = u.doc
		FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[])
		AS u (id, state, held_reason, claim_at, leased, raised, doc) WHERE e.id = u.id`,
		[
			writes.map(({ id }) => id),
			writes.map(({ enrolment }) => enrolment.state),
			writes.map(({ enrolment }) => enrolment.heldReason ?? null),
			writes.map(({ enrolment, claimAt }) => (isOpen(enrolment) ? claimAt : null)),
			writes.map(({ enrolment, leased }) => Number(isOpen(enrolment) && leased)),
			writes.map(({ raiseFence }) => Number(raiseFence ?? false)),
			writes.map(({ enrolment }) => JSON.stringify(enrolment)),
		],
	);
	for (const { was, enrolment } of writes) {
		if (was === enrolment.state) continue;
		session.count('enrolments', was, -1);
		session.count('enrolments', enrolment.state, 1);
	}
}

/** Stops open enrolments and cancels their deliveries that are before the dot. @returns how many were stopped */
export async function stopEnrolments(
	session: Session,
	stop: { leadIds: string[]; sequence?: string; by: string },
): Promise<number> {
	const rows = await session.rows(
		`SELECT id, state, doc FROM lm.enrolments WHERE lead_id = ANY($1) AND sequence = coalesce($2, sequence)
		AND state IN ('active', 'waitingTask') ORDER BY id FOR UPDATE`,
		[stop.leadIds, stop.sequence ?? null],
	);
	const found = rows.map((row): { id: number; was: string; enrolment: Enrolment } => ({
		id: int(row.id),
		was: text(row.state),
		enrolment: JSON.parse(text(row.doc)),
	}));
	await writeEnrolments(
		session,
		found.map(({ id, was, enrolment }) => ({
			id,
			was,
			enrolment: stopped(enrolment, stop.by),
			claimAt: 0,
			leased: false,
			raiseFence: true,
		})),
	);
	const set = await DeliverySet.ofEnrolments(
		session,
		found.map(({ enrolment }) => enrolment.enrolmentId),
	);
	for (const open of set.beforeDot()) {
		set.write(open, { ...open.delivery, state: 'cancelled', detail: stop.by });
	}
	await set.flush();
	return found.length;
}

/** The state of nurturing from counters and the ends of indexes. */
export async function nurtureState(session: Session): Promise<NurtureState> {
	const counters = await session.countersOf('enrolments', 'deliveries');
	const [row] = await session.rows(
		`SELECT (SELECT count(*) FROM lm.enrolments WHERE claim_at <= $1) AS due,
		(SELECT min(claim_at) FROM lm.enrolments WHERE claim_at IS NOT NULL) AS next,
		(SELECT max(doc) FROM lm.kept WHERE name LIKE 'lastRunAt %') AS last`,
		[session.now],
	);
	const held = await session.rows(
		`SELECT held_reason, count(*) AS n FROM lm.enrolments WHERE held_reason IS NOT NULL AND claim_at IS NOT NULL
		GROUP BY held_reason ORDER BY n DESC LIMIT 50`,
	);
	const states = counters('enrolments');
	const lastRunAt = text(row?.last);
	return {
		active: (states.active ?? 0) + (states.waitingTask ?? 0),
		due: int(row?.due),
		held: held.map((one) => ({ reason: text(one.held_reason), count: int(one.n) })),
		uncertain: counters('deliveries').uncertain ?? 0,
		...(typeof row?.next === 'number' ? { nextDueAt: toInstant(row.next) } : {}),
		...(lastRunAt === '' ? {} : { lastRunAt }),
	};
}
