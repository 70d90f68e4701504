import type { Timestamp } from '../lead/lead';

/** Something that was done to get leads, and what it cost. Leads belong to it by the name in their field campaign. */
export interface Campaign {
	/** Unique in its workspace, upper and lower case alike. */
	name: string;
	channel?: string;
	/** Source of its leads; its cost counts for this source. */
	source?: string;
	/** Target list it was sent to. */
	list?: string;
	/** Its cost is spread evenly over the time from start to end; without an end it falls on the day of the start. */
	start?: Timestamp;
	end?: Timestamp;
	/** In the workspace's currency. */
	cost?: number;
}

/** How campaigns are compared by name. */
export function campaignKey(name: string): string {
	return name.trim().toLowerCase();
}
