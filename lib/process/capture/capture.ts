import type { LeadStore } from '../../store/port';
import type { ProcessContext } from '../context';
import { captureBatch } from './batch';
import type { CaptureOptions, CaptureOutcome, CaptureWish, Job } from './types';

/** The most that one transaction takes. */
const most = 1000;

interface Call {
	jobs: Job[];
	done(outcomes: CaptureOutcome[]): void;
	failed(error: unknown): void;
}

const queues = new WeakMap<LeadStore, { calls: Call[]; running: boolean }>();

/**
 * Turns submissions into leads, each exactly once however often or in parallel it arrives: finds whose it is, puts it into
 * that lead or makes a new one, records the touchpoint and settles the receipt in the same transaction. Answers in the order
 * given. Rejects with `StoreUnavailable` when nothing could be written; repeating the call is safe.
 *
 * Calls that arrive while another is at work are worked off together: fifty forms at once cost two transactions, not fifty,
 * and never compete for one person.
 */
export async function capture(
	context: ProcessContext,
	wishes: readonly CaptureWish[],
	options: CaptureOptions = {},
): Promise<CaptureOutcome[]> {
	const outcomes: CaptureOutcome[] = [];
	for (let start = 0; start < wishes.length; start += most) {
		const jobs = wishes.slice(start, start + most).map((wish) => ({ wish, options, context }));
		for (const outcome of await enqueue(context.store, jobs)) outcomes.push(outcome);
		await context.pause?.();
	}
	return outcomes;
}

async function enqueue(store: LeadStore, jobs: Job[]): Promise<CaptureOutcome[]> {
	const queue = queues.get(store) ?? { calls: [], running: false };
	queues.set(store, queue);
	return await new Promise((done, failed) => {
		queue.calls.push({ jobs, done, failed });
		if (!queue.running) void work(store, queue);
	});
}

async function work(store: LeadStore, queue: { calls: Call[]; running: boolean }): Promise<void> {
	queue.running = true;
	while (queue.calls.length > 0) {
		const calls: Call[] = [];
		let size = 0;
		for (
			let next = queue.calls[0];
			next && (size === 0 || size + next.jobs.length <= most);
			next = queue.calls[0]
		) {
			queue.calls.shift();
			calls.push(next);
			size += next.jobs.length;
		}
		await together(store, calls);
	}
	queue.running = false;
}

/** One call's trouble is not another's: where calls fail together, each is tried by itself. */
async function together(store: LeadStore, calls: Call[]): Promise<void> {
	try {
		const outcomes = await captureBatch(
			store,
			calls.flatMap(({ jobs }) => jobs),
		);
		let at = 0;
		for (const call of calls) {
			call.done(outcomes.slice(at, at + call.jobs.length));
			at += call.jobs.length;
		}
	} catch (error) {
		if (calls.length === 1) calls[0]?.failed(error);
		else for (const call of calls) await together(store, [call]);
	}
}
