import { clearInterval, setInterval } from 'node:timers';

/**
 * Does something at once and then again and again, never twice at a time, until the function that is returned is called; it
 * resolves when what is under way is over. What rejects is simply done again the next time.
 */
export function keepDoing(everyMs: number, once: () => Promise<void>): () => Promise<void> {
	let running: Promise<void> | undefined;
	const tick = () => {
		running ??= once()
			.catch(() => undefined)
			.finally(() => {
				running = undefined;
			});
	};
	const timer = setInterval(tick, everyMs);
	timer.unref();
	tick();
	return async () => {
		clearInterval(timer);
		await running;
	};
}
