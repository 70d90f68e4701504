import { stageSince } from '../lead/dueMoves';
import type { Lead } from '../lead/lead';
import { acceptAction, mostOffers } from './request';
import type { Assignment } from './types';

/** Where a lead goes that was not answered in time: back to its pool, to the manager, to the next rep, or nowhere. */
export type OverdueWay = 'back' | 'manager' | 'next' | 'stays';

/**
 * Whether the owner has let the deadline pass. What was answered before the lead was given to this owner does not count as
 * their answer: a lead that comes back after months is to be answered anew.
 *
 * @param now milliseconds since the epoch
 */
export function isOverdue(lead: Lead, now: number): boolean {
	const { stage, owner, dueAt, assignedAt = '', firstResponseAt, lastTouchAt = '' } = lead;
	if (stage !== 'assigned' || owner === undefined || dueAt === undefined) return false;
	if (Date.parse(dueAt) > now) return false;
	return (
		firstResponseAt === undefined || (firstResponseAt < assignedAt && lastTouchAt < assignedAt)
	);
}

/**
 * Where an overdue lead goes. A claimed one goes back to its pool. After three who did not answer, in a row and since the lead
 * came into 'assigned', it is the manager's; who had it in earlier rounds does not count. With the manager it stays: nobody is
 * above, and time takes it on to nurturing.
 *
 * @param log the lead's assignments, in any order
 * @param managed whether the owner is a manager
 */
export function overdueWay(lead: Lead, log: readonly Assignment[], managed: boolean): OverdueWay {
	const since = new Date(stageSince(lead)).toISOString();
	const round = log.filter(({ at }) => at >= since).sort((a, b) => (a.at < b.at ? 1 : -1));
	const [newest] = round;
	if (newest?.rule === 'Claimed') return 'back';
	const tries = newest === undefined ? 0 : 1 + unanswered(round.slice(1), lead);
	if (tries < mostOffers) return 'next';
	return managed && tries > mostOffers ? 'stays' : 'manager';
}

/** How many before the owner, newest first, let it go without an answer; of an open offer only those it was offered to. */
function unanswered(earlier: readonly Assignment[], { nextAction }: Lead): number {
	const offered = nextAction === acceptAction;
	const end = earlier.findIndex(
		({ endedBy, offer }) =>
			(endedBy !== 'expired' && endedBy !== 'declined') || (offered && offer !== true),
	);
	return end < 0 ? earlier.length : end;
}
