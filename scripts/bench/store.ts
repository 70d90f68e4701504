import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '../../lib/store/open';
import { interleaved, rounded } from './measure';
import type { BenchResult, Line } from './result';
import { besideBatch } from './store/beside';
import { RawStore } from './store/raw';
import { saveAll, workloads } from './store/workloads';

const rounds = 5;

/**
 * The lead store against plain node:sqlite, which writes the same rows (lead, key, touchpoint, audit) into the same tables
 * without a worker, checks or counters. On top of 10,000 leads, and with BENCH_FULL=1 also of a million.
 */
export async function run(): Promise<BenchResult> {
	const folder = await mkdtemp(path.join(tmpdir(), 'lead-bench-'));
	const result: BenchResult = { name: 'store', lines: [], same: true, notes: [] };
	try {
		const sizes = process.env['BENCH_FULL'] === '1' ? [10_000, 1_000_000] : [10_000];
		for (const size of sizes) {
			const { lines, same } = await compare(path.join(folder, String(size)), size);
			const at = `at ${size.toLocaleString('en')} leads`;
			result.lines.push(...lines.map((line) => ({ ...line, what: `${line.what} ${at}` })));
			result.same &&= same;
		}
		return result;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function compare(folder: string, size: number): Promise<{ lines: Line[]; same: boolean }> {
	const store = await openStore({ engine: 'sqlite', folder, workspace: 'Bench' });
	const raw = new RawStore(path.join(folder, 'raw.sqlite'));
	for (let from = 0; from < size; from += 10_000) {
		await saveAll(store, from, 10_000);
		raw.save(from, 10_000, 1000);
	}
	const lines: Line[] = [];
	let same = true;
	let from = size;
	for (const { what, unit, count, ours, rival, uses } of workloads(store, raw)) {
		let round = 0;
		const start = from;
		const at = () => start + Math.floor(round++ / 2) * uses;
		const said = new Map<string, number>();
		const measured = await interleaved(
			{ ours: () => ours(at()), rival: () => Promise.resolve(rival(at())) },
			rounds,
			(name, answer) => said.set(name, answer),
		);
		from += uses * rounds;
		same &&= said.get('ours') === said.get('rival');
		lines.push(toLine(what, unit, count, measured['ours'], measured['rival']));
	}
	same &&= (await store.counts()).leads === raw.count();
	lines.push(...(await besideBatch(store, from)));
	await store.close();
	raw.close();
	return { lines, same };
}

type Measured = Awaited<ReturnType<typeof interleaved>>[string];

/** Times become rates: the best round of a rate is its largest. */
function toLine(
	what: string,
	unit: string,
	count: number,
	ours: Measured | undefined,
	rival: Measured | undefined,
): Line {
	const rate = (ms = Infinity) => rounded(count / (ms / 1000));
	return {
		what,
		unit,
		ours: rate(ours?.best),
		median: rate(ours?.median),
		max: rate(ours?.max),
		rival: rate(rival?.best),
		ratio: rounded((rival?.best ?? 0) / (ours?.best ?? 1)),
	};
}
