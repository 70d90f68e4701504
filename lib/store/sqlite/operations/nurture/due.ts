import type { Enrolment, Sequence } from '../../../../core/nurture/types';
import { toInstant, toMs } from '../../../rows/instants';
import type { DueText, MoveRow } from '../../../rows/types';
import { standsAt } from '../../../rules/deliveries';
import { isOpen } from '../../../rules/enrolments';
import { int, maybeText, text } from '../../rows';
import type { Session } from '../../session';
import { canStillBeStopped, deliveryOf, saveDelivery, takeOver } from './deliveries';
import { takeTurn } from './caps';
import { writeEnrolment } from './enrolments';
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
	// Lead, task and whether a message is open come with the row: a statement each per step would be most of the work.
	const rows = session
		.sql(
			`UPDATE enrolments SET fence = fence + 1, leased = 1, claim_at = ?1 WHERE id IN (
			SELECT id FROM enrolments AS due WHERE claim_at <= ?2
			AND (?3 IS NULL OR sequence IN (SELECT value FROM json_each(?3)))
			AND NOT EXISTS (SELECT 1 FROM deliveries WHERE deliveries.enrolment_id = due.enrolment_id AND state = 'dotPending')
			ORDER BY claim_at LIMIT ?4) RETURNING enrolment_id, fence, doc, sequence,
			doc ->> 'version' AS version, doc ->> 'dueAt' AS due_at,
			(SELECT doc FROM leads WHERE leads.lead_id = enrolments.lead_id) AS lead,
			(SELECT version FROM leads WHERE leads.lead_id = enrolments.lead_id) AS lead_version,
			(SELECT doc FROM tasks WHERE tasks.enrolment_id = enrolments.enrolment_id AND tasks.state = 'open' ORDER BY id DESC LIMIT 1) AS task,
			EXISTS (SELECT 1 FROM deliveries WHERE deliveries.enrolment_id = enrolments.enrolment_id
				AND deliveries.state NOT IN ('accepted', 'refused', 'cancelled', 'handedOver')) AS is_open`,
		)
		.all(leaseUntil, session.now, only, claim.limit);
	session.keep('lastRunAt', toInstant(session.now));
	// RETURNING promises no order.
	rows.sort((a, b) => compare(maybeText(a.due_at) ?? '', maybeText(b.due_at) ?? ''));
	const placeOf = sequencePlaces(session);
	const steps = rows.flatMap((row): DueText[] => {
		const place = placeOf.at(text(row.sequence), int(row.version));
		const sequence = place === undefined ? undefined : placeOf.sequences[place];
		const lead = maybeText(row.lead);
		// Its sequence or lead is gone: there is nothing to decide. The lease keeps it out of the way.
		if (place === undefined || sequence === undefined || lead === undefined) return [];
		const enrolment: Enrolment = JSON.parse(text(row.doc));
		const task = maybeText(row.task);
		const delivery =
			row.is_open === 1
				? takeOver(session, text(row.enrolment_id), int(row.fence), leaseUntil)
				: deliveryOf(session, standsAt(enrolment, sequence));
		return [
			{
				enrolment: text(row.doc),
				fence: int(row.fence),
				sequence: place,
				lead: { doc: lead, version: int(row.lead_version) },
				...(delivery === undefined ? {} : { delivery }),
				...(task === undefined ? {} : { task }),
			},
		];
	});
	return { steps, sequences: placeOf.sequences, leaseUntil: toInstant(leaseUntil) };
}

/** Reads each version of a sequence once; `at` says where in the list it is. */
function sequencePlaces(session: Session) {
	const sequences: Sequence[] = [];
	const places = new Map<string, Map<number, number | undefined>>();
	return {
		sequences,
		at(name: string, version: number): number | undefined {
			const known = places.get(name) ?? new Map<number, number | undefined>();
			places.set(name, known);
			if (!known.has(version)) {
				const [found] = getSequences(session, [{ name, version }]);
				known.set(version, found && sequences.push(found) - 1);
			}
			return known.get(version);
		},
	};
}

/** Instants in one form are in order as texts. */
function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
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
export function advance(session: Session, moves: MoveRow[]): Array<'done' | 'stale' | 'late'> {
	const mayPlan = takeTurn(session, moves);
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
			if (!mayPlan) return 'late';
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
