import { setTimeout as later } from 'node:timers/promises';
import { SheetError } from './errors';

/** How long and how often a call is tried again. */
export interface Patience {
	/** Waits for so many milliseconds. */
	wait(ms: number): Promise<void>;
	/** 0 ≤ n < 1. */
	random(): number;
	/** The waiting of one call adds up to no more than this; beyond a minute it outlasts the per-minute quota. */
	patienceMs: number;
}

/** Waits on the clock; two and a half minutes outlast the quota of two minutes in a row. */
export const onTheClock: Patience = {
	wait: async (ms) => await later(ms),
	random: Math.random,
	patienceMs: 150_000,
};

const firstMs = 1_000;
const longestMs = 32_000;

/**
 * Tries again while the fault may pass: waits 1, 2, 4 … 32 seconds with up to a second at random on top, as Google asks for
 * (truncated exponential back-off).
 * @throws SheetError when the fault does not pass or patience is over
 */
export async function patiently<T>(patience: Patience, call: () => Promise<T>): Promise<T> {
	let waited = 0;
	for (let attempt = 0; ; attempt++) {
		try {
			return await call();
		} catch (error) {
			const passing = error instanceof SheetError && error.passing;
			const ms = Math.min(firstMs * 2 ** attempt, longestMs) + patience.random() * 1_000;
			if (!passing || waited + ms > patience.patienceMs) throw error;
			waited += ms;
			await patience.wait(ms);
		}
	}
}
