import { setTimeout as later } from 'node:timers/promises';
import type { Lead } from '../../lib/core/lead/lead';
import { leadsTab } from '../../lib/core/sheet/columns';
import type { ProcessContext } from '../../lib/process/context';
import { idMaker } from '../../lib/process/ids';
import { syncSheet } from '../../lib/process/sheet/sync';
import { SheetError } from '../../lib/sheet/errors';
import { columnMark } from '../../lib/sheet/client';
import { openStore } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import { aCapture } from '../store/fixtures';
import type { Book } from './fake/book';
import { kindOf } from './fake/calls';
import { FakeSheets, type Fault } from './fake/server';
import { httpClient } from './httpClient';
import { Human, randomOf, tabOf } from './human';

/** How wild it gets. */
export interface Chaos {
	/** Folder of the store. */
	folder: string;
	seed: number;
	/** Syncs that are at work at the same time, half of them in each of two workers. */
	syncs: number;
	leads: number;
}

/** What it came to. Everything but `calls`, `faults` and the counts of what was done has to be empty. */
export interface Outcome {
	lost: string[];
	doubled: string[];
	headers: string[];
	edits: number;
	/** Edits that were written over before anybody had read them. */
	collisions: number;
	changes: number;
	calls: number;
	faults: number;
}

/** A person does the next thing after so long; a sync that meets no fault takes two to four times as long. */
const pauseMs = 20;

/** Columns that people write in; the process writes the others named below. */
const typedIn = ['nextAction', 'notes', 'lastName', 'own:Shoe size'] as const;

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
		server.fault = ({ method, path }) => {
			if (performance.now() - rested > pauseMs) {
				world.meddle();
				rested = performance.now();
			}
			const fault = random() < 0.1 ? faultOf(random) : undefined;
			if (fault) faults++;
			else if (kindOf(method, path) === 'read') world.read();
			world.aboutToWrite();
			return fault;
		};
		server.afterWrite = () => world.written();
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
		server.afterWrite = () => undefined;
		for (let quiet = 0; quiet < 3; quiet++) await sync(store);
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
		if (error instanceof Error && /Other runs|changed all the time/.test(error.message))
			return false;
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

/** The person at the sheet, and the memory of what was done on both sides. */
class World {
	readonly owners = new Map<string, string>();
	private readonly typed = new Map<string, string>();
	/** Texts typed since anybody read, by the cell's name, and those of them that stood in the sheet before a call. */
	private readonly unread = new Map<string, string>();
	private standing: string[] = [];
	private collisions = 0;
	private edits = 0;
	private readonly human: Human;

	constructor(
		private readonly book: Book,
		private readonly ids: readonly string[],
		private readonly random: () => number,
	) {
		this.human = new Human(book);
	}

	/** What a person does between two calls. */
	meddle(): void {
		const { human, random } = this;
		const act = random();
		if (act < 0.3) human.shuffleRows(random);
		else if (act < 0.45) human.insertRow(1 + Math.floor(random() * this.ids.length));
		else if (act < 0.5) human.insertColumn(Math.floor(random() * 20));
		else if (act < 0.6) human.moveAny(random);
		else if (act < 0.7) human.renameAny(random, `Called ${++this.edits}`);
		for (let edit = 0; edit < 2; edit++) {
			const id = this.ids[Math.floor(random() * this.ids.length)] ?? '';
			const key = typedIn[Math.floor(random() * typedIn.length)] ?? 'notes';
			// A row whose key was just overwritten is not found until the sync has put it right.
			if (human.rowsOf(id) === 0) continue;
			const text = `typed ${++this.edits}`;
			human.typeAt(id, key, text);
			this.typed.set(`${id} ${key}`, text);
			this.unread.set(`${id} ${key}`, text);
		}
	}

	/** Somebody has read the sheet: what was typed until now can be known. */
	read(): void {
		this.unread.clear();
	}
	aboutToWrite(): void {
		this.standing = [...this.unread.keys()];
	}
	/**
	 * Google writes to places, whatever stands there. What was typed after the last reading into the very cell that is then
	 * written to is gone without anybody having seen it: no client can keep it, and it is counted apart.
	 */
	written(): void {
		const texts = new Set(this.human.texts());
		for (const name of this.standing) {
			const text = this.unread.get(name);
			if (text === undefined || texts.has(text)) continue;
			this.typed.delete(name);
			this.collisions++;
		}
	}

	/** Compares both sides with what was done. */
	async judge(
		store: LeadStore,
	): Promise<Pick<Outcome, 'lost' | 'doubled' | 'headers' | 'edits' | 'collisions'>> {
		const { human } = this;
		const lost: string[] = [];
		const doubled: string[] = [];
		const { leads } = await store.listLeads({ limit: 1_000 });
		const byId = new Map(leads.map(({ lead }) => [lead.leadId, lead]));
		const expect = (what: string, found: unknown, wanted: unknown): void => {
			if (found !== wanted) lost.push(`${what}: ${String(found)} instead of ${String(wanted)}`);
		};
		for (const [name, text] of this.typed) {
			const [id = '', ...rest] = name.split(' ');
			const key = rest.join(' ');
			const lead = byId.get(id);
			if (human.rowsOf(id) === 0) continue;
			const kept: unknown = key.startsWith('own:')
				? lead?.extra?.[key.slice(4)]
				: lead && Reflect.get(lead, key);
			expect(`store, ${name}`, kept, text);
			expect(`sheet, ${name}`, human.valueAt(id, key), text);
		}
		for (const [id, owner] of this.owners) {
			expect(`store, owner of ${id}`, byId.get(id)?.owner, owner);
			if (human.rowsOf(id) > 0) expect(`sheet, owner of ${id}`, human.valueAt(id, 'owner'), owner);
		}
		const all = [...byId.keys()];
		for (const id of all)
			if (human.rowsOf(id) !== 1) doubled.push(`${human.rowsOf(id)} rows of ${id}`);
		if (all.length !== this.ids.length)
			doubled.push(`${all.length} leads instead of ${this.ids.length}`);
		return {
			lost,
			doubled,
			headers: this.headers(),
			edits: this.edits,
			collisions: this.collisions,
		};
	}

	/** Columns that are not there exactly once. */
	private headers(): string[] {
		const { sheetId } = tabOf(this.book).properties;
		const marks = this.book.metas.flatMap(({ key, value, at }) =>
			key === columnMark && 'dimension' in at && at.sheetId === sheetId ? [value] : [],
		);
		return leadsTab.columns.flatMap(({ key }) => {
			const times = marks.filter((mark) => mark === key).length;
			return times === 1 ? [] : [`${key}: ${times} times`];
		});
	}
}
