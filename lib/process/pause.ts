import { setImmediate } from 'node:timers/promises';

/** How long one slice of work may hold the event loop. */
const sliceMs = 12;

/**
 * Gives the event loop a turn whenever a slice of work has lasted 12 ms, so that webhooks keep being answered and a
 * long run is never taken for a dead one. Cheap to call between small portions of work: before the slice is over it only
 * looks at the clock.
 */
export function pauser(): () => Promise<void> {
	let began = performance.now();
	return async () => {
		if (performance.now() - began < sliceMs) return;
		await setImmediate();
		began = performance.now();
	};
}
