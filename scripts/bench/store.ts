import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore, schemaIn, storeFile } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import type { PostgresPlace } from '../../lib/store/postgres/place';
import { startPostgres } from '../runtime/postgres';
import { interleaved, rounded } from './measure';
import type { BenchResult, Line } from './result';
import { besideBatch } from './store/beside';
import { type Door, load, postgresDoor, sqliteDoor } from './store/load';
import { RawStore } from './store/raw';
import { RawPostgres } from './store/rawPostgres';
import type { Rival } from './store/rival';
import { saveAll, workloads } from './store/workloads';

const rounds = 5;

/**
 * The lead store against its database alone: plain node:sqlite on the main thread, and one UNNEST statement per table and batch by
 * the same client of Postgres. They write the same rows (lead, key, touchpoint, audit) into the same tables without checks or
 * counters. On top of 10,000 leads, and with BENCH_FULL=1 also of a million; BENCH_ENGINE=SQLite or Postgres and BENCH_LEADS=1000000
 * run one part of it alone.
 */
export async function run(): Promise<BenchResult> {
	const folder = await mkdtemp(path.join(tmpdir(), 'lead-bench-'));
	const server = await mkdtemp(path.join(tmpdir(), 'lead-bench-postgres-'));
	const postgres = await startPostgres(server, { durable: true });
	const result: BenchResult = { name: 'store', lines: [], same: true, notes: [] };
	try {
		for (const size of sizes()) {
			const at = `at ${size.toLocaleString('en')} leads`;
			const contenders = {
				SQLite: sqliteIn(path.join(folder, String(size))),
				Postgres: postgresIn(postgres.place, `bench${size}`),
			};
			for (const [engine, open] of Object.entries(contenders)) {
				if ((process.env['BENCH_ENGINE'] ?? engine) !== engine) continue;
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

function sizes(): number[] {
	const wanted = Number(process.env['BENCH_LEADS'] ?? 0);
	if (wanted > 0) return [wanted];
	return process.env['BENCH_FULL'] === '1' ? [10_000, 1_000_000] : [10_000];
}

interface Contenders {
	store: LeadStore;
	raw: Rival;
	/** Ways into the tables of both. */
	doors: Array<() => Door>;
}

function sqliteIn(folder: string): () => Promise<Contenders> {
	const workspace = 'Bench';
	const files = [storeFile(folder, workspace), path.join(folder, 'raw.sqlite')] as const;
	return async () => ({
		store: await openStore({ engine: 'sqlite', folder, workspace }),
		raw: new RawStore(files[1]),
		doors: files.map((file) => () => sqliteDoor(file)),
	});
}

function postgresIn(place: PostgresPlace, name: string): () => Promise<Contenders> {
	return async () => ({
		store: await openStore({ engine: 'postgres', place, workspace: name }),
		raw: await RawPostgres.open(place, name),
		doors: [schemaIn(place, name), `raw_${name}`].map(
			(schema) => () => postgresDoor(place, schema),
		),
	});
}

async function compare(
	contenders: Contenders,
	size: number,
): Promise<{ lines: Line[]; same: boolean }> {
	await fill(contenders, size);
	const { store, raw } = contenders;
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
		const line = toLine(what, unit, count, measured['ours'], measured['rival']);
		console.error(`  ${what}: ${line.ours} ${unit}, bare ${line.rival}, ${line.ratio} ×`);
		lines.push(line);
	}
	same &&= (await store.counts()).leads === (await raw.count());
	lines.push(...(await besideBatch(store, from)));
	await store.close();
	await raw.close();
	return { lines, same };
}

/** Leads that both stores save themselves before the rest is loaded into their tables. */
const saved = 10_000;

/** Puts the first leads into both stores: the first ten thousand by saving them, a million by statements beside the stores. */
async function fill({ store, raw, doors }: Contenders, size: number): Promise<void> {
	await saveAll(store, 0, Math.min(size, saved));
	await raw.save(0, Math.min(size, saved), 1000);
	if (size <= saved) return;
	for (const open of doors) {
		const door = open();
		const began = performance.now();
		await load(door, saved, size);
		await door.close();
		console.error(`  ${size} leads loaded in ${Math.round((performance.now() - began) / 1000)} s`);
	}
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
