import type { Assignment, Card } from '../../core/assign/types';
import type { Timestamp } from '../../core/lead/lead';

/** The assignment with its card held by whoever sends it; undefined where none is owed or somebody holds it now. */
export function held(
	assignment: Assignment,
	until: Timestamp,
	now: number,
): Assignment | undefined {
	const { card } = assignment;
	if (card?.state !== 'owed') return undefined;
	if (card.until !== undefined && Date.parse(card.until) > now) return undefined;
	return { ...assignment, card: { state: 'owed', until } };
}

/** The assignment with its card settled, or free again where it is still owed. */
export function settled(assignment: Assignment, state: Card['state']): Assignment {
	return { ...assignment, card: { state } };
}
