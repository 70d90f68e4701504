import type { Delivery, Enrolment, Sequence } from '../../../../core/nurture/types';
import { toInstant, toMs } from '../../../rows/instants';
import type { DueText, MoveRow, TaskRow, TouchpointRow } from '../../../rows/types';
import { beforeDot, standsAt, under } from '../../../rules/deliveries';
import { isOpen } from '../../../rules/enrolments';
import { int, text, type Row, type Session } from '../../session';
import { recordTouchpoints } from '../touchpoints';
import { deliveriesOf, DeliverySet } from './deliverySet';
import { takeTurn } from './caps';
import { writeEnrolments, type EnrolmentWrite } from './enrolments';
import { getSequences } from './sequences';
import { upsertTasks } from './tasks';

/**
 * Claims due enrolments, oldest first; rows that another claimer looks at are passed by. First the rows are locked, then one
 * whose delivery is at the dot is left alone: in this order nobody can bring a delivery to the dot in between.
 */
export async function claimDue(
	session: Session,
	claim: { limit: number; leaseMs: number; sequences?: string[] },
): Promise<{ steps: DueText[]; sequences: Sequence[]; leaseUntil: string }> {
	const leaseUntil = session.now + claim.leaseMs;
	const atDot =
		"EXISTS (SELECT 1 FROM lm.deliveries d WHERE d.enrolment_id = e.enrolment_id AND d.state = 'dotPending')";
	const locked = await session.rows(
		`SELECT id FROM lm.enrolments e WHERE claim_at <= $1 AND ($2::text[] IS NULL OR sequence = ANY($2)) AND NOT ${atDot}
		ORDER BY claim_at LIMIT $3 FOR UPDATE SKIP LOCKED`,
		[session.now, claim.sequences ?? null, claim.limit],
	);
	const rows =
		locked.length === 0
			? []
			: await session.rows(
					`UPDATE lm.enrolments e SET fence = fence + 1, leased = 1, claim_at = $1 WHERE id = ANY($2) AND NOT ${atDot}
					RETURNING enrolment_id, lead_id, fence, doc`,
					[leaseUntil, locked.map((row) => int(row.id))],
				);
	// A row for each of a few connections: one for all would make every claimer wait for the one before.
	await session.rows(
		`INSERT INTO lm.kept (name, doc) VALUES ('lastRunAt ' || pg_backend_pid() % 16, $1)
		ON CONFLICT (name) DO UPDATE SET doc = excluded.doc`,
		[toInstant(session.now)],
	);
	const steps = await dressed(session, rows, leaseUntil);
	return { ...steps, leaseUntil: toInstant(leaseUntil) };
}

/** Puts off the end of claims that are still held under their fence, and of the deliveries that are under way with them. */
export async function holdClaims(
	session: Session,
	{ claims, leaseMs }: { claims: Array<{ enrolmentId: string; fence: number }>; leaseMs: number },
): Promise<void> {
	const until = session.now + leaseMs;
	const rows = await session.rows(
		`UPDATE lm.enrolments SET claim_at = $1 WHERE id IN (SELECT e.id FROM unnest($2::text[], $3::bigint[]) AS u (enrolment_id, fence)
		JOIN lm.enrolments e USING (enrolment_id, fence) WHERE e.leased = 1 ORDER BY e.id FOR UPDATE OF e) RETURNING enrolment_id, fence`,
		[until, claims.map(({ enrolmentId }) => enrolmentId), claims.map(({ fence }) => fence)],
	);
	const fences = new Map(rows.map((row) => [text(row.enrolment_id), int(row.fence)]));
	const set = await DeliverySet.ofEnrolments(session, [...fences.keys()]);
	for (const held of set.all) {
		const { enrolmentId, fence, state } = held.delivery;
		if (!['claimed', 'offering', 'dotPending'].includes(state)) continue;
		if (fences.get(enrolmentId) === fence) set.write(held, under(held.delivery, fence, until));
	}
	await set.flush();
}

/** Everything a decision needs beside the claimed enrolments; their open deliveries get the new fence, and those of their steps that are settled are only told. */
async function dressed(
	session: Session,
	rows: readonly Row[],
	leaseEnd: number,
): Promise<{ steps: DueText[]; sequences: Sequence[] }> {
	if (rows.length === 0) return { steps: [], sequences: [] };
	const claimed = rows.map((row): { row: Row; enrolment: Enrolment } => ({
		row,
		enrolment: JSON.parse(text(row.doc)),
	}));
	const keyOf = (name: string, version: number) => JSON.stringify([name, version]);
	const refs = new Map(
		claimed.map(({ enrolment: { sequence: name, version } }) => [
			keyOf(name, version),
			{ name, version },
		]),
	);
	const sequences = await getSequences(session, [...refs.values()]);
	const places = new Map(
		sequences.map(({ name, version }, place) => [keyOf(name, version), place]),
	);
	const ids = claimed.map(({ enrolment }) => enrolment.enrolmentId);
	const leads = await session.rows(
		'SELECT lead_id, doc, version FROM lm.leads WHERE lead_id = ANY($1)',
		[rows.map((row) => text(row.lead_id))],
	);
	const leadOf = new Map(leads.map((row) => [text(row.lead_id), row]));
	const tasks = await session.rows(
		"SELECT enrolment_id, doc FROM lm.tasks WHERE enrolment_id = ANY($1) AND state = 'open' ORDER BY id",
		[ids],
	);
	const taskOf = new Map(tasks.map((row) => [text(row.enrolment_id), text(row.doc)]));
	const set = await DeliverySet.ofEnrolments(session, ids);
	const newest = set.newest();
	const settled = await deliveriesOf(
		session,
		claimed.flatMap(({ enrolment }) => {
			const sequence = sequences[places.get(keyOf(enrolment.sequence, enrolment.version)) ?? -1];
			if (sequence === undefined || newest.has(enrolment.enrolmentId)) return [];
			return [standsAt(enrolment, sequence)];
		}),
	);
	const steps = claimed.flatMap(({ row, enrolment }): DueText[] => {
		const sequence = places.get(keyOf(enrolment.sequence, enrolment.version));
		const lead = leadOf.get(text(row.lead_id));
		// Its sequence or lead is gone: there is nothing to decide. The lease keeps it out of the way.
		if (sequence === undefined || lead === undefined) return [];
		const held = newest.get(enrolment.enrolmentId);
		if (held !== undefined && beforeDot.includes(held.delivery.state)) {
			set.write(held, under(held.delivery, int(row.fence), leaseEnd));
		}
		const delivery = held?.delivery ?? settled.get(enrolment.enrolmentId);
		const task = taskOf.get(enrolment.enrolmentId);
		return [
			{
				enrolment: text(row.doc),
				fence: int(row.fence),
				sequence,
				lead: { doc: text(lead.doc), version: int(lead.version) },
				...(delivery === undefined ? {} : { delivery }),
				...(task === undefined ? {} : { task }),
			},
		];
	});
	await set.flush();
	const due = new Map(
		claimed.map(({ row, enrolment }) => [text(row.doc), toMs(enrolment.dueAt) ?? 0]),
	);
	const dueOf = ({ enrolment }: DueText) => due.get(enrolment) ?? 0;
	return { steps: steps.sort((a, b) => dueOf(a) - dueOf(b)), sequences };
}

/** Writes the outcome of claimed steps; whoever lost the claim writes nothing. */
export async function advance(
	session: Session,
	moves: MoveRow[],
): Promise<Array<'done' | 'stale' | 'late'>> {
	const mayPlan = await takeTurn(session, moves);
	const rows = await session.rows(
		'SELECT id, enrolment_id, state, fence, claim_at FROM lm.enrolments WHERE enrolment_id = ANY($1) ORDER BY id FOR UPDATE',
		[moves.map(({ enrolment }) => enrolment.enrolmentId)],
	);
	const found = new Map(rows.map((row) => [text(row.enrolment_id), row]));
	const set = await DeliverySet.ofSteps(
		session,
		moves.flatMap(({ delivery }): Delivery[] => (delivery === undefined ? [] : [delivery])),
	);
	const writes: EnrolmentWrite[] = [];
	const tasks: TaskRow[] = [];
	const touchpoints: TouchpointRow[] = [];
	const answers = moves.map((move) => {
		const { enrolment, delivery, fence, keepClaim, task } = move;
		const row = found.get(enrolment.enrolmentId);
		if (row === undefined || int(row.fence) !== fence) return 'stale';
		const was = text(row.state);
		if (!isOpen({ state: was })) return 'stale';
		const leaseEnd = int(row.claim_at);
		if (delivery !== undefined) {
			if (!mayPlan) return 'late';
			if (!set.canStillBeStopped(delivery)) return 'stale';
			set.save(delivery, fence, leaseEnd);
		}
		const claimAt = keepClaim ? leaseEnd : (toMs(enrolment.dueAt) ?? session.now);
		writes.push({ id: int(row.id), was, enrolment, claimAt, leased: keepClaim });
		// As the row now is, for a second move of the same enrolment in this batch.
		found.set(enrolment.enrolmentId, { ...row, state: enrolment.state, claim_at: claimAt });
		if (task !== undefined) tasks.push(task);
		touchpoints.push(...move.touchpoints);
		return 'done';
	});
	await writeEnrolments(session, lastOfEach(writes));
	await set.flush();
	await upsertTasks(session, tasks);
	await recordTouchpoints(session, touchpoints);
	return answers;
}

/** Of several writes of one enrolment the last counts, from the state that the first found. */
function lastOfEach(writes: readonly EnrolmentWrite[]): EnrolmentWrite[] {
	const last = new Map<number, EnrolmentWrite>();
	for (const write of writes) {
		last.set(write.id, { ...write, was: last.get(write.id)?.was ?? write.was });
	}
	return [...last.values()];
}
