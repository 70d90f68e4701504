import { isDeepStrictEqual } from 'node:util';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore, storeFile } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import { copyBetween } from '../../lib/store/transfer/copyBetween';
import { watchLoop } from '../bench/measure';
import { load, sqliteDoor } from '../bench/store/load';
import { saveAll } from '../bench/store/workloads';
import { startPostgres } from '../runtime/postgres';
import type { SoakResult } from './result';

const leads = 100_000;
const workspace = 'Main';
/** What a copy may take on top of the process, in megabytes: 11,000 leads were seen to take 125, 100,000 took 201. */
const mostMb = 300;

/** A workspace of 100,000 leads copied to Postgres and back: the same counts and checksum, and memory that does not grow with it. */
export async function run(): Promise<SoakResult> {
	const folder = await mkdtemp(path.join(tmpdir(), 'lead-soak-copies-'));
	const server = await mkdtemp(path.join(tmpdir(), 'lead-soak-postgres-'));
	const { place, stop } = await startPostgres(server);
	const folderOf = (name: string) => path.join(folder, name);
	const builtIn = async (name: string) =>
		await openStore({ engine: 'sqlite', folder: folderOf(name), workspace });
	try {
		const first = await builtIn('first');
		// Made when first asked for, and copied as everything else.
		await first.secrets();
		await saveAll(first, 0, 10_000);
		const door = sqliteDoor(storeFile(folderOf('first'), workspace));
		await load(door, 10_000, leads);
		await door.close();
		const there = await measured('toPostgres', async () => await copy('toPostgres', 'first'));
		const back = await measured('toBuiltIn', async () => await copy('toBuiltIn', 'second'));
		const stores = [
			first,
			await openStore({ engine: 'postgres', place, workspace }),
			await builtIn('second'),
		];
		const facts = await Promise.all(stores.map(factsOf));
		await Promise.all(stores.map(async (store) => await store.close()));
		const passed =
			there.answer.tables['leads'] === leads &&
			isDeepStrictEqual(there.answer, back.answer) &&
			facts.every((one) => isDeepStrictEqual(one, facts[0])) &&
			Math.max(there.mb, back.mb) <= mostMb;
		return {
			passed,
			said: `${there.answer.rows} rows of ${leads} leads to Postgres in ${there.seconds} s with ${there.mb} MB more, back in ${back.seconds} s with ${back.mb} MB; checksums ${there.answer.checksum.slice(0, 12)} and ${back.answer.checksum.slice(0, 12)}`,
		};
	} finally {
		await stop();
		for (const one of [folder, server]) await rm(one, { recursive: true, force: true });
	}

	async function copy(direction: 'toPostgres' | 'toBuiltIn', name: string) {
		const file = storeFile(folderOf(name), workspace);
		return await copyBetween({ direction, file, place, workspace, now: Date.now() });
	}
}

/** What a store says of itself and of some of its leads. */
async function factsOf(store: LeadStore) {
	const numbers = [0, 9_999, 54_321, leads - 1];
	const keys = numbers.map((n) => ({ kind: 'email' as const, value: `person${n}@example.com` }));
	const hits = await store.lookUp(keys);
	return {
		counts: await store.counts(),
		found: await store.getLeads(hits.map(({ leadId }) => leadId)),
		secrets: await store.secrets(),
	};
}

/** Runs work, with its time and the most memory that the process had on top meanwhile. */
async function measured<T>(name: string, work: () => Promise<T>) {
	globalThis.gc?.();
	const before = Math.round(process.memoryUsage.rss() / 1_048_576);
	const watch = watchLoop();
	const began = performance.now();
	let memory = before;
	const answer = await work().finally(async () => ({ memory } = await watch()));
	const seconds = Math.round((performance.now() - began) / 1000);
	const mb = memory - before;
	console.error(`  ${name}: ${seconds} s, ${mb} MB`);
	return { answer, seconds, mb };
}
