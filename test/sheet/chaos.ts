import { setTimeout as later } from 'node:timers/promises';
import type { Lead } from '../../lib/core/lead/lead';
import type { ProcessContext } from '../../lib/process/context';
import { idMaker } from '../../lib/process/ids';
import { syncSheet } from '../../lib/process/sheet/sync';
import { SheetError } from '../../lib/sheet/errors';
import { openStore } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import { aCapture } from '../store/fixtures';
import { FakeSheets, type Fault } from './fake/server';
import { httpClient } from './httpClient';
import { Human, randomOf } from './human';
import { World, type Judgement } from './world';

/** How wild it gets. */
export interface Chaos {
	/** Folder of the store. */
	folder: string;
	seed: number;
	/** Syncs that are at work at the same time, half of them in each of two workers. */
	syncs: number;
	leads: number;
}

/** What it came to, and how much was done. */
export interface Outcome extends Judgement {
	changes: number;
	calls: number;
	faults: number;
}

/** A person does the next thing after so long; a sync that meets no fault takes two to four times as long. */
const pauseMs = 20;

/**
 * Many syncs at once by two workers on one spreadsheet, while a person edits, sorts and inserts rows, renames and moves
 * columns between any two calls, the lead process changes leads, leases run out in the middle of runs, and a tenth of the calls
 * fails: is answered 429 or 5xx, is cut, or loses its reply. Then everybody goes home, and what both sides hold is compared
 * with what was done.
 */
export async function chaos({ folder, seed, syncs, leads }: Chaos): Promise<Outcome> {
	const random = randomOf(seed);
	const server = new FakeSheets();
	const base = await server.start();
	const book = server.add('Leads of Example Ltd');
	const open = async (): Promise<LeadStore> =>
		await openStore({ engine: 'sqlite', folder, workspace: 'Main' });
	const workers = [await open(), await open()];
	const [store] = workers;
	if (!store) throw new Error('No store.');
	const ids = Array.from({ length: leads }, (_, at) => `L${String(at).padStart(3, '0')}`);
	try {
		await store.saveLeads(ids.map((id) => aCapture(id)));
		const sync = async (worker: LeadStore): Promise<boolean> =>
			await syncOnce(worker, base, book.id);
		await sync(store);
		new Human(book).addColumn('Shoe size');
		await sync(store);

		const world = new World(book, ids, random);
		let faults = 0;
		let rested = performance.now();
		server.fault = () => {
			if (performance.now() - rested > pauseMs) {
				world.meddle();
				rested = performance.now();
			}
			const fault = random() < 0.1 ? faultOf(random) : undefined;
			if (fault) faults++;
			return fault;
		};
		const hasty = workers.map(shortLeases);
		const process = lifeOf(store, ids, random, world);
		await Promise.all(
			Array.from({ length: syncs }, async (_, at) => {
				const worker = hasty[at % hasty.length] ?? store;
				while (!(await sync(worker))) await later(1 + 10 * random());
			}),
		);
		await process.end();
		server.fault = () => undefined;
		// The last lease may have to run out first.
		for (let quiet = 0; quiet < 3; quiet++) while (!(await sync(store))) await later(50);
		return {
			...(await world.judge(store)),
			changes: process.changes,
			calls: server.calls.length,
			faults,
		};
	} finally {
		await Promise.all(workers.map(async (worker) => await worker.close()));
		await server.stop();
	}
}

/** @returns whether it came to its end; false where another run held the sheet or Google was away */
async function syncOnce(store: LeadStore, base: string, id: string): Promise<boolean> {
	const context: ProcessContext = {
		store,
		settings: await store.settings(),
		now: Date.now(),
		newId: idMaker(Date.now),
		by: 'chaos',
	};
	try {
		const how = { spreadsheetId: id, direction: 'both' } as const;
		return (await syncSheet(context, httpClient(base, id), how)).kind === 'synced';
	} catch (error) {
		if (error instanceof SheetError && error.passing) return false;
		if (error instanceof Error && /changed all the time/.test(error.message)) return false;
		throw error;
	}
}

/** A worker whose leases run out in the middle of its runs, so that two runs write at the same time. */
function shortLeases(store: LeadStore): LeadStore {
	const leaseMs = 1_000;
	return {
		...store,
		leaseSheet: async (lease) => await store.leaseSheet({ ...lease, leaseMs }),
		saveSheet: async (save) =>
			await store.saveSheet({ ...save, leaseMs: Math.min(save.leaseMs, leaseMs) }),
	};
}

function faultOf(random: () => number): Fault {
	const at = Math.floor(random() * 5);
	const codes = [429, 500, 503];
	const code = codes[at];
	if (code !== undefined) return { kind: 'status', code };
	return { kind: at === 3 ? 'cut' : 'lost' };
}

/** The lead process at work on the same leads: scores them and gives them to owners, until told to end. */
function lifeOf(
	store: LeadStore,
	ids: readonly string[],
	random: () => number,
	world: World,
): { changes: number; end(): Promise<void> } {
	let going = true;
	const life = {
		changes: 0,
		end: async () => {
			going = false;
			await loop;
		},
	};
	const step = async (): Promise<void> => {
		const id = ids[Math.floor(random() * ids.length)] ?? '';
		const [stored] = await store.getLeads([id]);
		if (!stored) return;
		const owner = `rep ${++life.changes}`;
		const lead: Lead = { ...stored.lead, owner, score: life.changes % 101, team: `team ${owner}` };
		const audit = { by: 'process', action: 'changed', changes: {} };
		const [saved] = await store.saveLeads([{ lead, version: stored.version, audit }]);
		if (saved?.kind === 'saved') world.owners.set(id, owner);
	};
	const loop = (async () => {
		while (going) {
			await step();
			await later(2);
		}
	})();
	return life;
}
