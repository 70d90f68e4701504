import type { Lead, Stage } from './lead';

/** After how many days a lead moves on by itself. */
export interface StagePeriods {
	/** In 'contacted' without maturing → tracking. */
	contactedDays: number;
	/** In 'tracking' without maturing → nurturing. */
	trackingDays: number;
}

/** The periods unless the user sets others. */
export const defaultPeriods: StagePeriods = { contactedDays: 14, trackingDays: 30 };

/** The stages that time alone moves a lead out of. */
export const timedStages: readonly Stage[] = ['contacted', 'tracking'];

const dayMs = 86_400_000;

/**
 * Where a lead's time has come to go, or undefined while it stays. Counted from the move into the stage, or from the last
 * touch if that is later: somebody who was talked to yesterday has not gone quiet.
 *
 * @param now milliseconds since the epoch
 */
export function dueMove(lead: Lead, periods: StagePeriods, now: number): Stage | undefined {
	const since = Math.max(enteredAt(lead), instant(lead.lastTouchAt));
	const days = (now - since) / dayMs;
	if (lead.stage === 'contacted' && days >= periods.contactedDays) return 'tracking';
	if (lead.stage === 'tracking' && days >= periods.trackingDays) return 'nurturing';
	return undefined;
}

function enteredAt({ stage, stageHistory, createdAt }: Lead): number {
	const last = stageHistory.at(-1);
	return last?.to === stage ? instant(last.at) : instant(createdAt);
}

function instant(time: string | undefined): number {
	return time === undefined ? 0 : Date.parse(time);
}
