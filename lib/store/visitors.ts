import type { Timestamp } from '../core/lead/lead';

/** A browser and the lead who was there last. */
export interface Visitor {
	visitor: string;
	leadId: string;
	/** Several people have said on this browser who they are. */
	shared: boolean;
	/** When the one it belongs to was last seen on a shared browser; else when it was joined. */
	at: Timestamp;
}

/** Somebody said on a browser who they are. */
export interface Stitch {
	visitor: string;
	leadId: string;
	/** Under which Unmerge takes it back; the same id again changes nothing. */
	mergeId: string;
	by: string;
}

/** `known`: the browser was this lead's, and nothing was waiting. `missing`: there is no such lead. */
export type StitchResult =
	{ kind: 'stitched'; touchpoints: number } | { kind: 'known' | 'missing' };

/** A browser that several people use belongs to whoever said so last for as long as a visit lasts (SPEC 8: session gap of 30 minutes). */
export const visitGapMs = 30 * 60_000;

/** Whether what comes from a browser now is its lead's. @param now milliseconds since the epoch */
export function isThere({ shared, at }: Visitor, now: number): boolean {
	return !shared || Date.parse(at) > now - visitGapMs;
}
