import type { Enrolment, Sequence } from '../../../../core/nurture/types';
import { toInstant, toMs } from '../../../rows/instants';
import type { DueText, MoveRow } from '../../../rows/types';
import { isOpen } from '../../../rules/enrolments';
import { int, text } from '../../rows';
import type { Session } from '../../session';
import { canStillBeStopped, saveDelivery, takeOver } from './deliveries';
import { writeEnrolment } from './enrolments';
import { leadText } from '../leads/leads';
import { getSequences } from './sequences';
import { upsertTask } from './tasks';
import { insertTouchpoint } from '../touchpoints';

/**
 * Claims due enrolments, oldest first, in one statement. One whose delivery is at the dot is left alone until that is
 * settled or swept: nobody may touch it meanwhile.
 */
export function claimDue(
	session: Session,
	claim: { limit: number; leaseMs: number; sequences?: string[] },
): { steps: DueText[]; sequences: Sequence[]; leaseUntil: string } {
	const leaseUntil = session.now + claim.leaseMs;
	const only = claim.sequences === undefined ? null : JSON.stringify(claim.sequences);
	const rows = session
		.sql(
			`UPDATE enrolments SET fence = fence + 1, leased = 1, claim_at = ?1 WHERE id IN (
			SELECT id FROM enrolments AS due WHERE claim_at <= ?2
			AND (?3 IS NULL OR sequence IN (SELECT value FROM json_each(?3)))
			AND NOT EXISTS (SELECT 1 FROM deliveries WHERE deliveries.enrolment_id = due.enrolment_id AND state = 'dotPending')
			ORDER BY claim_at LIMIT ?4) RETURNING enrolment_id, lead_id, fence, doc`,
		)
		.all(leaseUntil, session.now, only, claim.limit);
	session.keep('lastRunAt', toInstant(session.now));
	const places = new Map<string, number>();
	const sequences: Sequence[] = [];
	const task = session.sql(
		"SELECT doc FROM tasks WHERE enrolment_id = ? AND state = 'open' ORDER BY id DESC LIMIT 1",
	);
	const steps = rows.flatMap((row): DueText[] => {
		const enrolment: Enrolment = JSON.parse(text(row.doc));
		const key = JSON.stringify([enrolment.sequence, enrolment.version]);
		let place = places.get(key);
		if (place === undefined) {
			const found = getSequences(session, [
				{ name: enrolment.sequence, version: enrolment.version },
			]);
			place = found[0] === undefined ? -1 : sequences.push(found[0]) - 1;
			places.set(key, place);
		}
		const lead = leadText(session, text(row.lead_id));
		// Its sequence or lead is gone: there is nothing to decide. The lease keeps it out of the way.
		if (place < 0 || lead === undefined) return [];
		const open = task.get(text(row.enrolment_id));
		const delivery = takeOver(session, text(row.enrolment_id), int(row.fence), leaseUntil);
		return [
			{
				enrolment: text(row.doc),
				fence: int(row.fence),
				sequence: place,
				lead,
				...(delivery === undefined ? {} : { delivery }),
				...(open === undefined ? {} : { task: text(open.doc) }),
			},
		];
	});
	return { steps: steps.sort(byDue), sequences, leaseUntil: toInstant(leaseUntil) };
}

/** Puts off the end of claims that are still held under their fence, and of the deliveries that are under way with them. */
export function holdClaims(
	session: Session,
	{ claims, leaseMs }: { claims: Array<{ enrolmentId: string; fence: number }>; leaseMs: number },
): void {
	const until = session.now + leaseMs;
	const enrolment = session.sql(
		'UPDATE enrolments SET claim_at = ? WHERE enrolment_id = ? AND fence = ? AND leased = 1',
	);
	const delivery = session.sql(
		`UPDATE deliveries SET lease_until = ?1, doc = json_set(doc, '$.leaseUntil', ?2)
		WHERE enrolment_id = ?3 AND fence = ?4 AND state IN ('claimed', 'offering', 'dotPending')`,
	);
	for (const { enrolmentId, fence } of claims) {
		if (enrolment.run(until, enrolmentId, fence).changes === 0) continue;
		delivery.run(until, toInstant(until), enrolmentId, fence);
	}
}

/** Writes the outcome of claimed steps; whoever lost the claim writes nothing. */
export function advance(session: Session, moves: MoveRow[]): Array<'done' | 'stale'> {
	const find = session.sql(
		'SELECT id, state, fence, claim_at FROM enrolments WHERE enrolment_id = ?',
	);
	return moves.map((move) => {
		const row = find.get(move.enrolment.enrolmentId);
		const state = text(row?.state);
		if (row === undefined || int(row.fence) !== move.fence) return 'stale';
		if (state !== 'active' && state !== 'waitingTask') return 'stale';
		const leaseEnd = int(row.claim_at);
		if (move.delivery !== undefined) {
			if (!canStillBeStopped(session, move.delivery)) return 'stale';
			saveDelivery(session, move.delivery, move.fence, leaseEnd);
		}
		writeEnrolment(session, { id: int(row.id), state }, move.enrolment, {
			claimAt: move.keepClaim ? leaseEnd : (toMs(move.enrolment.dueAt) ?? session.now),
			leased: move.keepClaim && isOpen(move.enrolment),
		});
		if (move.task !== undefined) upsertTask(session, move.task);
		for (const touchpoint of move.touchpoints) insertTouchpoint(session, touchpoint);
		return 'done';
	});
}

/** RETURNING promises no order. The due time is in the document. */
function byDue(a: DueText, b: DueText): number {
	return dueOf(a) - dueOf(b);
}

function dueOf({ enrolment }: DueText): number {
	const at = /"dueAt":"([^"]+)"/.exec(enrolment)?.[1];
	return toMs(at) ?? 0;
}
