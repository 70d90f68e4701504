/**
 * Runs steps one after the other while the caller prepares the next one: the store works in its own thread, so that reading
 * the next thousand rows costs no time. What fails is thrown by the next call.
 */
export function oneAhead(): {
	next(step: () => Promise<void>): Promise<void>;
	end(): Promise<void>;
} {
	let running = Promise.resolve();
	return {
		async next(step) {
			await running;
			running = step();
			// Thrown when it is awaited; until then it must not count as unhandled.
			running.catch(() => undefined);
		},
		async end() {
			await running;
		},
	};
}
