import type { Lead, Stage } from './lead';

/** After how many days a lead moves on by itself. */
export interface StagePeriods {
	/** In 'assigned' without a talk → nurturing. */
	assignedDays: number;
	/** In 'contacted' without maturing → tracking. */
	contactedDays: number;
	/** In 'tracking' without maturing → nurturing. */
	trackingDays: number;
}

/** The periods unless the user sets others. */
export const defaultPeriods: StagePeriods = {
	assignedDays: 30,
	contactedDays: 14,
	trackingDays: 30,
};

/** The stages that time alone moves a lead out of. */
export const timedStages: readonly Stage[] = ['assigned', 'contacted', 'tracking'];

const dayMs = 86_400_000;

/**
 * Where a lead's time has come to go, or undefined while it stays. Counted from the move into the stage, or from the last
 * touch if that is later: somebody who was talked to yesterday has not gone quiet. That a lead goes from one owner to the next
 * is no touch: one that nobody answers leaves 'assigned' however often it was reassigned.
 *
 * @param now milliseconds since the epoch
 */
export function dueMove(lead: Lead, periods: StagePeriods, now: number): Stage | undefined {
	const since = Math.max(stageSince(lead), instant(lead.lastTouchAt));
	const days = (now - since) / dayMs;
	if (lead.stage === 'assigned' && days >= periods.assignedDays) return 'nurturing';
	if (lead.stage === 'contacted' && days >= periods.contactedDays) return 'tracking';
	if (lead.stage === 'tracking' && days >= periods.trackingDays) return 'nurturing';
	return undefined;
}

/** Since when a lead is in its stage, in milliseconds since the epoch; moves from the stage into itself are looked through. */
export function stageSince({ stage, stageHistory, createdAt }: Lead): number {
	const from = stageHistory.findLast((move) => move.to !== stage || move.from !== stage);
	return from?.to === stage ? instant(from.at) : instant(createdAt);
}

function instant(time: string | undefined): number {
	return time === undefined ? 0 : Date.parse(time);
}
