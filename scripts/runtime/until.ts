import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks `probe` again and again until it gives something other than undefined or false.
 *
 * @param what named in the error
 * @param options.timeoutMs how long at most; default 60 s
 * @param options.everyMs pause between two questions; default 100 ms
 * @throws when the time is over, with what the last probe threw as cause
 */
export async function until<T>(
	what: string,
	probe: () => Promise<T | undefined | false> | T | undefined | false,
	options: { timeoutMs?: number; everyMs?: number } = {},
): Promise<T> {
	const { timeoutMs = 60_000, everyMs = 100 } = options;
	const end = Date.now() + timeoutMs;
	let last: unknown;
	for (;;) {
		try {
			const found = await probe();
			if (found !== undefined && found !== false) return found;
		} catch (error) {
			last = error;
		}
		if (Date.now() > end) {
			throw new Error(`Waited ${timeoutMs / 1000} s for ${what} in vain.`, { cause: last });
		}
		await sleep(everyMs);
	}
}
