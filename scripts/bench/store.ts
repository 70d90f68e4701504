import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import type { PostgresPlace } from '../../lib/store/postgres/place';
import { startPostgres } from '../runtime/postgres';
import { interleaved, rounded } from './measure';
import type { BenchResult, Line } from './result';
import { besideBatch } from './store/beside';
import { RawStore } from './store/raw';
import { RawPostgres } from './store/rawPostgres';
import type { Rival } from './store/rival';
import { saveAll, workloads } from './store/workloads';

const rounds = 5;

/**
 * The lead store against its database alone: plain node:sqlite on the main thread, and one UNNEST statement per table and batch by
 * the same client of Postgres. They write the same rows (lead, key, touchpoint, audit) into the same tables without checks or
 * counters. On top of 10,000 leads, and with BENCH_FULL=1 also of a million.
 */
export async function run(): Promise<BenchResult> {
	const folder = await mkdtemp(path.join(tmpdir(), 'lead-bench-'));
	const server = await mkdtemp(path.join(tmpdir(), 'lead-bench-postgres-'));
	const postgres = await startPostgres(server, { durable: true });
	const result: BenchResult = { name: 'store', lines: [], same: true, notes: [] };
	try {
		const sizes = process.env['BENCH_FULL'] === '1' ? [10_000, 1_000_000] : [10_000];
		for (const size of sizes) {
			const at = `at ${size.toLocaleString('en')} leads`;
			const contenders = {
				SQLite: sqliteIn(path.join(folder, String(size))),
				Postgres: postgresIn(postgres.place, `bench${size}`),
			};
			for (const [engine, open] of Object.entries(contenders)) {
				const { lines, same } = await compare(await open(), size);
				result.lines.push(
					...lines.map((line) => ({ ...line, what: `${engine}: ${line.what} ${at}` })),
				);
				result.same &&= same;
			}
		}
		return result;
	} finally {
		await postgres.stop();
		for (const one of [folder, server]) await rm(one, { recursive: true, force: true });
	}
}

interface Contenders {
	store: LeadStore;
	raw: Rival;
}

function sqliteIn(folder: string): () => Promise<Contenders> {
	return async () => ({
		store: await openStore({ engine: 'sqlite', folder, workspace: 'Bench' }),
		raw: new RawStore(path.join(folder, 'raw.sqlite')),
	});
}

function postgresIn(place: PostgresPlace, name: string): () => Promise<Contenders> {
	return async () => ({
		store: await openStore({ engine: 'postgres', place, workspace: name }),
		raw: await RawPostgres.open(place, name),
	});
}

async function compare(
	{ store, raw }: Contenders,
	size: number,
): Promise<{ lines: Line[]; same: boolean }> {
	for (let from = 0; from < size; from += 10_000) {
		await saveAll(store, from, 10_000);
		await raw.save(from, 10_000, 1000);
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
			{ ours: () => ours(at()), rival: async () => await rival(at()) },
			rounds,
			(name, answer) => said.set(name, answer),
		);
		from += uses * rounds;
		same &&= said.get('ours') === said.get('rival');
		lines.push(toLine(what, unit, count, measured['ours'], measured['rival']));
	}
	same &&= (await store.counts()).leads === (await raw.count());
	lines.push(...(await besideBatch(store, from)));
	await store.close();
	await raw.close();
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
