import type { Lead } from '../../lib/core/lead/lead';
import type { ProcessContext } from '../../lib/process/context';
import { syncSheet } from '../../lib/process/sheet/sync';
import { SheetError } from '../../lib/sheet/errors';
import { openStore } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import { aCapture } from '../store/fixtures';
import { clientOf, type LineFault } from './client';
import { FakeSheets } from './fake/server';
import { Human, randomOf } from './human';
import { Turns } from './turns';
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
	/** Times that a run lost the sheet to another in the middle of its work. */
	overtaken: number;
}

const start = Date.UTC(2026, 0, 5, 9);
const leaseMs = 1_000;

/**
 * Many syncs at once by two workers on one spreadsheet, while a person edits, sorts and inserts rows, renames and moves
 * columns between any two calls, the lead process changes leads, leases run out in the middle of runs, workers die behind a
 * write, and a tenth of the calls fails: is answered 429 or 5xx, is cut, or loses its reply. Then everybody goes home, and what
 * both sides hold is compared with what was done. The seed decides on all of it.
 */
export async function chaos({ folder, seed, syncs, leads }: Chaos): Promise<Outcome> {
	const random = randomOf(seed);
	const server = new FakeSheets();
	const book = server.add('Leads of Example Ltd');
	let time = start;
	const open = async (): Promise<LeadStore> =>
		await openStore({ engine: 'sqlite', folder, workspace: 'Main', clock: () => time });
	const workers = [await open(), await open()];
	const [store] = workers;
	if (!store) throw new Error('No store.');
	const ids = Array.from({ length: leads }, (_, at) => `L${String(at).padStart(3, '0')}`);
	const turns = new Turns(random);
	const outcome = { changes: 0, calls: 0, faults: 0, overtaken: 0 };
	let wild = false;
	let made = 0;

	/** @returns whether it came to its end; false where another run held the sheet, Google was away, or the worker died */
	const sync = async (worker: LeadStore): Promise<boolean> => {
		let dead = false;
		const fault = (): LineFault | undefined => {
			outcome.calls++;
			if (dead) return 'dead';
			const kind = wild && random() < 0.1 ? faultOf(random) : undefined;
			if (kind) outcome.faults++;
			dead = kind === 'dies';
			return kind;
		};
		const client = clientOf(server, book, {
			fault,
			turn: async () => (wild ? await turns.wait('call') : undefined),
			nonce: `n${++made}`,
		});
		const context: ProcessContext = {
			store: {
				...worker,
				saveSheet: async (save) => (dead ? 'stale' : await worker.saveSheet(save)),
			},
			settings: await worker.settings(),
			now: time,
			newId: () => `N${String(++made).padStart(6, '0')}`,
			by: 'chaos',
		};
		try {
			const report = await syncSheet(context, client, {
				spreadsheetId: book.id,
				direction: 'both',
			});
			if (report.kind === 'busy' && report.busyUntil === undefined) outcome.overtaken++;
			return report.kind === 'synced';
		} catch (error) {
			if (error instanceof SheetError && (error.passing || dead)) return false;
			if (error instanceof Error && /changed all the time/.test(error.message)) return false;
			throw error;
		}
	};

	try {
		await store.saveLeads(ids.map((id) => aCapture(id)));
		await sync(store);
		new Human(book).addColumn('Shoe size');
		await sync(store);

		const world = new World(book, ids, random);
		wild = true;
		const hasty = workers.map(shortLeases);
		for (let at = 0; at < syncs; at++) {
			const worker = hasty[at % hasty.length] ?? store;
			turns.add(async () => {
				while (!(await sync(worker))) await turns.wait('begin');
			});
		}
		await turns.play(async () => {
			// Now and then a run sleeps for longer than its lease.
			time += random() < 0.1 ? leaseMs + 1 : Math.floor(random() * 40);
			if (random() < 0.5) world.meddle();
			if (random() < 0.7) outcome.changes += await change(store, ids, world, random);
		});
		wild = false;
		time += leaseMs + 1;
		for (let quiet = 0; quiet < 3; quiet++) await sync(store);
		return { ...(await world.judge(store)), ...outcome };
	} finally {
		await Promise.all(workers.map(async (worker) => await worker.close()));
	}
}

/** A worker whose leases run out in the middle of its runs, so that two runs write at the same time. */
function shortLeases(store: LeadStore): LeadStore {
	return {
		...store,
		leaseSheet: async (lease) => await store.leaseSheet({ ...lease, leaseMs }),
		saveSheet: async (save) =>
			await store.saveSheet({ ...save, leaseMs: Math.min(save.leaseMs, leaseMs) }),
	};
}

function faultOf(random: () => number): LineFault {
	const kinds: LineFault[] = ['status', 'status', 'cut', 'lost', 'dies'];
	return kinds[Math.floor(random() * kinds.length)] ?? 'status';
}

/** The lead process gives a lead to somebody else; @returns how many changes were made */
async function change(
	store: LeadStore,
	ids: readonly string[],
	{ owners }: World,
	random: () => number,
): Promise<number> {
	const id = ids[Math.floor(random() * ids.length)] ?? '';
	const [stored] = await store.getLeads([id]);
	if (!stored) return 0;
	const number = stored.version * 1_000 + Math.floor(random() * 1_000);
	const owner = `rep ${number}`;
	const lead: Lead = { ...stored.lead, owner, score: number % 101, team: `team ${owner}` };
	const audit = { by: 'process', action: 'changed', changes: {} };
	const [saved] = await store.saveLeads([{ lead, version: stored.version, audit }]);
	if (saved?.kind !== 'saved') return 0;
	owners.set(id, owner);
	return 1;
}
