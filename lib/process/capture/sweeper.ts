import type { ProcessContext } from '../context';
import { keepDoing } from '../keepDoing';
import { openContext, type StoreRef } from '../stores';
import { sweep } from './deliveries';

/**
 * Sweeps a workspace again and again until the function that is returned is called; it resolves when a sweep under way is
 * over. A sweep that fails (the store is away) is simply tried again the next time.
 */
export function keepSweeping(
	ref: StoreRef,
	{
		everyMs,
		patienceMs,
		also,
	}: {
		everyMs: number;
		patienceMs?: number;
		/** What else has to be done from time to time. */
		also?: (context: ProcessContext) => Promise<void>;
	},
): () => Promise<void> {
	return keepDoing(everyMs, async () => {
		// What fails leaves receipts where they are; the next sweep finds them again.
		const context = await openContext(ref, 'Lead Capture Trigger (sweep)');
		await sweep(context, ref, patienceMs);
		await also?.(context);
	});
}
