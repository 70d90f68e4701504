import type { Enrolment } from '../../core/nurture/types';
import type { NewEnrolment } from '../types';

/** Whether an enrolment still has steps to come. */
export function isOpen({ state }: { state: string }): boolean {
	return state === 'active' || state === 'waitingTask';
}

/** What comes of enrolling a lead whose newest enrolment in the sequence is this one: the next, or the newest itself. */
export function enrolAfter(
	newest: Enrolment | undefined,
	{ allowReenrol, ...row }: NewEnrolment,
): { kind: 'enrolled' | 'already'; enrolment: Enrolment } {
	if (newest !== undefined && (isOpen(newest) || !allowReenrol)) {
		return { kind: 'already', enrolment: newest };
	}
	const generation = (newest?.generation ?? 0) + 1;
	const enrolment: Enrolment = { ...row, generation, stepIndex: 0, repeat: 0, state: 'active' };
	return { kind: 'enrolled', enrolment };
}

/** An open enrolment that somebody stops. */
export function stopped(enrolment: Enrolment, by: string): Enrolment {
	const { heldReason: _none, ...rest } = enrolment;
	return { ...rest, state: 'stopped', stoppedBy: by };
}
