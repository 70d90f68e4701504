import type { LeadStore } from '../../lib/store/port';

/** Somewhere a store can be opened, as often as a test likes: the same workspace is the same store. */
export interface StorePlace {
	open(options?: { workspace?: string; clock?: () => number }): Promise<LeadStore>;
	/** Closes what is open and removes what was written. */
	remove(): Promise<void>;
}

/** A clock that a test turns; it begins at a fixed instant. */
export function handClock(start = Date.parse('2026-03-02T10:00:00.000Z')) {
	let at = start;
	const clock = () => at;
	return Object.assign(clock, {
		forward: (ms: number) => {
			at += ms;
		},
		iso: (offsetMs = 0) => new Date(at + offsetMs).toISOString(),
	});
}
