import type { Lead, Timestamp } from '../lead/lead';
import type { Touchpoint } from '../lead/touchpoint';
import { processTouch, stageTouches } from '../lead/moves';
import type { Assignment } from './types';

/** Touchpoints of a change of owner: the assignment itself, then each stage the lead went through. */
export function assignmentTouches(
	before: Lead,
	after: Lead,
	assignment: Assignment | undefined,
	ids: readonly string[],
	by: string,
	at: Timestamp = assignment?.at ?? after.updatedAt,
): Touchpoint[] {
	const change = processTouch({
		touchId: ids[1] ?? '',
		leadId: after.leadId,
		type: 'assignment.changed',
		at,
		sourceId: assignment === undefined ? `${after.leadId}:freed:${at}` : assignment.assignmentId,
		meta: {
			by,
			...(before.owner === undefined ? {} : { from: before.owner }),
			...(after.owner === undefined ? {} : { to: after.owner }),
			...(assignment === undefined
				? {}
				: { rule: assignment.rule, why: assignment.why, dueAt: assignment.dueAt }),
		},
	});
	return [change, ...stageTouches(before, after, ids.slice(2))];
}
