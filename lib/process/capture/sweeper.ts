import { clearInterval, setInterval } from 'node:timers';
import { isQueueMode, openContext } from '../stores';
import { sweep } from './deliveries';

/**
 * Sweeps a workspace again and again until the function that is returned is called; it resolves when a sweep under way is
 * over. A sweep that fails (the store is away) is simply tried again the next time.
 */
export function keepSweeping(
	workspace: string,
	{ everyMs, patienceMs }: { everyMs: number; patienceMs?: number },
): () => Promise<void> {
	let running: Promise<void> | undefined;
	const once = async () => {
		try {
			if (isQueueMode()) return;
			await sweep(
				await openContext(workspace, 'Lead Capture Trigger (sweep)'),
				workspace,
				patienceMs,
			);
		} catch {
			// Receipts stay where they are; the next sweep finds them again.
		}
	};
	const tick = () => {
		running ??= once().finally(() => {
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
