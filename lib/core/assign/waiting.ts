import type { Lead, Stage } from '../lead/lead';

/** Stages in which a lead without an owner waits for a rep. */
export const waitingStages: readonly Stage[] = ['filtered', 'assigned'];

/** Whether a lead waits for a rep to claim it; stores find such leads by an index of the same meaning. */
export function isWaiting({ owner, stage, isTest, quarantined }: Lead): boolean {
	return owner === undefined && waitingStages.includes(stage) && !isTest && !quarantined;
}
