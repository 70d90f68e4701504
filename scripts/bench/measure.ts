import { setImmediate } from 'node:timers/promises';

/** Times of one contender over all rounds, in milliseconds, and its worst effects on the process. */
export interface Measured {
	best: number;
	median: number;
	max: number;
	peakMemoryMb: number;
	longestBlockMs: number;
}

/**
 * Runs the contenders one after the other, round by round, so that whatever else the machine does meets all of them.
 * Each returns what it came to; `check` is asked once per contender with its last result.
 */
export async function interleaved<T>(
	contenders: Readonly<Record<string, () => Promise<T>>>,
	rounds: number,
	check: (name: string, result: T) => void = () => {},
): Promise<Record<string, Measured>> {
	const names = Object.keys(contenders);
	const times = new Map<string, number[]>(names.map((name) => [name, []]));
	const effects = new Map<string, { memory: number; block: number }>();
	for (let round = 0; round < rounds; round++) {
		for (const [name, work] of Object.entries(contenders)) {
			globalThis.gc?.();
			await setImmediate();
			const watch = watchLoop();
			const began = performance.now();
			const result = await work();
			times.get(name)?.push(performance.now() - began);
			const { memory, block } = await watch();
			const known = effects.get(name) ?? { memory: 0, block: 0 };
			effects.set(name, {
				memory: Math.max(known.memory, memory),
				block: Math.max(known.block, block),
			});
			if (round === rounds - 1) check(name, result);
		}
	}
	return Object.fromEntries(
		names.map((name) => {
			const sorted = (times.get(name) ?? []).sort((a, b) => a - b);
			const { memory = 0, block = 0 } = effects.get(name) ?? {};
			const measured: Measured = {
				best: sorted[0] ?? 0,
				median: sorted[Math.floor(sorted.length / 2)] ?? 0,
				max: sorted.at(-1) ?? 0,
				peakMemoryMb: memory,
				longestBlockMs: block,
			};
			return [name, measured];
		}),
	);
}

/** Watches the longest gap between two turns of the event loop, and resident memory at each turn. */
export function watchLoop(): () => Promise<{ memory: number; block: number }> {
	let last = performance.now();
	let block = 0;
	let memory = process.memoryUsage.rss();
	const look = () => {
		const now = performance.now();
		block = Math.max(block, now - last);
		last = now;
		memory = Math.max(memory, process.memoryUsage.rss());
	};
	const timer = setInterval(look, 1);
	return async () => {
		look();
		clearInterval(timer);
		return await Promise.resolve({
			memory: Math.round(memory / 1_048_576),
			block: Math.round(block),
		});
	};
}

/** A figure with three digits that count. */
export function rounded(value: number): number {
	return Number(value.toPrecision(3));
}
