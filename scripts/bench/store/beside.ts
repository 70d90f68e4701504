import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { LeadStore } from '../../../lib/store/port';
import { rounded } from '../measure';
import type { Line } from '../result';
import { saveAll } from './workloads';

/** Single captures, four at a time, while a batch of 10,000 leads is written: how long they wait and what the event loop feels. */
export async function besideBatch(store: LeadStore, from: number): Promise<Line[]> {
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	const began = performance.now();
	let writing = true;
	const waits: number[] = [];
	let next = from + 10_000;
	const single = async () => {
		while (writing) {
			const asked = performance.now();
			await saveAll(store, next++, 1);
			waits.push(performance.now() - asked);
		}
	};
	const batch = saveAll(store, from, 10_000).finally(() => {
		writing = false;
	});
	await Promise.all([batch, ...[0, 1, 2, 3].map(single)]);
	const took = performance.now() - began;
	delay.disable();
	waits.sort((a, b) => a - b);
	const share = (part: number) => rounded(waits[Math.floor(waits.length * part)] ?? 0);
	const beside = 'beside a batch of 10,000:';
	return [
		{ what: `${beside} whole batch`, unit: 'ms', ours: rounded(took) },
		{ what: `${beside} single captures answered`, unit: 'captures', ours: waits.length },
		{ what: `${beside} a single capture, median`, unit: 'ms', ours: share(0.5) },
		{ what: `${beside} a single capture, p99`, unit: 'ms', ours: share(0.99) },
		{ what: `${beside} longest event-loop block`, unit: 'ms', ours: rounded(delay.max / 1e6) },
	];
}
