import type { Enrolment } from '../../../../core/nurture/types';
import type { NewEnrolment, NurtureState } from '../../../port';
import { toInstant, toMs } from '../../../rows/instants';
import { isOpen, enrolAfter, stopped as whenStopped } from '../../../rules/enrolments';
import { int, maybeText, text } from '../../rows';
import type { Session } from '../../session';
import { cancelDeliveries } from './deliveries';

/** Enrols leads; the newest enrolment of the lead in the sequence decides whether there may be another. */
export function enrol(
	session: Session,
	rows: NewEnrolment[],
): Array<{ kind: 'enrolled' | 'already'; enrolment: Enrolment }> {
	const newest = session.sql(
		'SELECT state, doc FROM enrolments WHERE lead_id = ? AND sequence = ? ORDER BY id DESC LIMIT 1',
	);
	const insert = session.sql(
		'INSERT INTO enrolments (enrolment_id, lead_id, sequence, state, claim_at, doc) VALUES (?, ?, ?, ?, ?, ?)',
	);
	return rows.map((row) => {
		const found = newest.get(row.leadId, row.sequence);
		const before: Enrolment | undefined = found && JSON.parse(text(found.doc));
		const made = enrolAfter(before, row);
		if (made.kind === 'already') return made;
		insert.run(
			row.enrolmentId,
			row.leadId,
			row.sequence,
			'active',
			toMs(row.dueAt) ?? session.now,
			JSON.stringify(made.enrolment),
		);
		session.count('enrolments', 'active', 1);
		return made;
	});
}

export function enrolmentsOf(session: Session, leadIds: string[]): Enrolment[] {
	const find = session.sql('SELECT doc FROM enrolments WHERE lead_id = ? ORDER BY id');
	return leadIds.flatMap((leadId) => find.all(leadId).map((row) => JSON.parse(text(row.doc))));
}

/**
 * Writes an enrolment as it shall be. `claimAt` is when it may be claimed next; one that is over is never claimed again.
 * `fence` is raised by those who take it away from whoever holds it.
 */
export function writeEnrolment(
	session: Session,
	before: { id: number; state: string },
	enrolment: Enrolment,
	claim: { claimAt: number; leased: boolean; raiseFence?: boolean },
): void {
	const open = isOpen(enrolment);
	session
		.sql(
			'UPDATE enrolments SET state = ?, held_reason = ?, claim_at = ?, leased = ?, fence = fence + ?, doc = ? WHERE id = ?',
		)
		.run(
			enrolment.state,
			enrolment.heldReason ?? null,
			open ? claim.claimAt : null,
			Number(open && claim.leased),
			Number(claim.raiseFence ?? false),
			JSON.stringify(enrolment),
			before.id,
		);
	if (before.state === enrolment.state) return;
	session.count('enrolments', before.state, -1);
	session.count('enrolments', enrolment.state, 1);
}

/** Stops open enrolments and cancels their deliveries that are before the dot. @returns how many were stopped */
export function stopEnrolments(
	session: Session,
	stop: { leadIds: string[]; sequence?: string; by: string },
): number {
	const find = session.sql(
		"SELECT id, state, doc FROM enrolments WHERE lead_id = ? AND sequence = coalesce(?, sequence) AND state IN ('active', 'waitingTask')",
	);
	let stopped = 0;
	for (const leadId of stop.leadIds) {
		for (const row of find.all(leadId, stop.sequence ?? null)) {
			const enrolment: Enrolment = JSON.parse(text(row.doc));
			writeEnrolment(
				session,
				{ id: int(row.id), state: text(row.state) },
				whenStopped(enrolment, stop.by),
				{ claimAt: 0, leased: false, raiseFence: true },
			);
			cancelDeliveries(session, enrolment.enrolmentId, stop.by);
			stopped += 1;
		}
	}
	return stopped;
}

/** The state of nurturing from counters and the ends of indexes. */
export function nurtureState(session: Session): NurtureState {
	const states = session.counters('enrolments');
	const due = session
		.sql('SELECT count(*) AS n FROM enrolments WHERE claim_at <= ?')
		.get(session.now);
	const next = session
		.sql('SELECT min(claim_at) AS at FROM enrolments WHERE claim_at IS NOT NULL')
		.get();
	const held = session
		.sql(
			'SELECT held_reason, count(*) AS n FROM enrolments WHERE held_reason IS NOT NULL AND claim_at IS NOT NULL GROUP BY held_reason ORDER BY n DESC LIMIT 50',
		)
		.all();
	const lastRunAt = session.kept('lastRunAt');
	return {
		active: (states.active ?? 0) + (states.waitingTask ?? 0),
		due: int(due?.n),
		held: held.map((row) => ({ reason: maybeText(row.held_reason) ?? '', count: int(row.n) })),
		uncertain: session.counters('deliveries').uncertain ?? 0,
		...(typeof next?.at === 'number' ? { nextDueAt: toInstant(next.at) } : {}),
		...(lastRunAt === undefined ? {} : { lastRunAt }),
	};
}
