import { isOverdue } from './overdue';
import type { Lead, Stage } from '../lead/lead';

/** Stages in which an owner has something to do with a lead. */
export const workedStages: readonly Stage[] = [
	'assigned',
	'contacted',
	'tracking',
	'qualified',
	'opportunity',
	'nurturing',
];

/** Until when something is to be done with a lead: the first answer while it is new to its owner, then the next action. */
export function dueOf({ stage, dueAt, nextActionAt }: Lead): string | undefined {
	return stage === 'assigned' ? (dueAt ?? nextActionAt) : nextActionAt;
}

/**
 * A rep's leads in the order in which they are worked on: first what nobody has answered yet, then by when the next thing is due,
 * what has no date last; of two equals the more urgent one first.
 *
 * @param now milliseconds since the epoch
 */
export function inOrderOfWork(leads: readonly Lead[], now: number): Lead[] {
	const place = (lead: Lead) => (isOverdue(lead, now) ? 0 : lead.stage === 'assigned' ? 1 : 2);
	return [...leads].sort(
		(a, b) =>
			place(a) - place(b) ||
			compare(dueOf(a) ?? never, dueOf(b) ?? never) ||
			(a.priority ?? 4) - (b.priority ?? 4) ||
			compare(a.createdAt, b.createdAt),
	);
}

/** After every date. */
const never = '~';

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
