import { sameCell, type CellValue } from '../../core/sheet/cells';
import { keyColumnOf } from '../../core/sheet/columns';
import type { RowCells } from '../../core/sheet/merge';
import { dateColumns, placesOf, readRows, type SeenRow } from '../../core/sheet/rows';
import { cellRequests, type CellWrite } from '../../sheet/requests';
import type { SheetsClient } from '../../sheet/client';
import { lostRows } from './lostRows';
import { readTabs } from './tab';
import type { Tab } from './types';

/** How often what went to a wrong place is put right. */
const attempts = 8;

/** Who does the writing, and how it is kept safe. */
export interface Hold {
	/** Told what is about to be written, so that a run that ends in the middle can be put right by the next. */
	before(meant: readonly Meant[]): Promise<boolean>;
	/** Whether the sheet is still ours to write to. */
	still(): Promise<boolean>;
}

/** A value that was meant for a cell of a row. */
export interface Intent {
	id: string;
	key: string;
	value: CellValue;
}

/** What was to be written into a tab, and what had been there. */
export interface Meant {
	/** The tab as it was read before. */
	tab: Tab;
	/** The writes by their places in that tab. */
	writes: readonly CellWrite[];
	intents: readonly Intent[];
	/** Cells of the rows that were there, by what stands in their key column. */
	before: ReadonlyMap<string, RowCells>;
	/** Cells of the rows that were appended, by their key. */
	appended: ReadonlyMap<string, RowCells>;
	/** Cells of typed rows that were given a key, by it. */
	keyed: ReadonlyMap<string, RowCells>;
	/** Rows without a key, which people had typed. */
	typed: readonly RowCells[];
}

/**
 * Reads again until every cell that was written stands in its own row, and nothing of ours stands in another's.
 * @returns the tabs at rest; undefined when the sheet is no longer ours to write to, or never came to rest: what is left is
 * taken up anew
 */
export async function settle(
	client: SheetsClient,
	meant: readonly Meant[],
	still: () => Promise<boolean>,
): Promise<readonly Tab[] | undefined> {
	const states = meant.map((each) => ({
		meant: each,
		before: each.before,
		pending: each.intents,
		cleared: false,
	}));
	for (let attempt = 0; attempt < attempts; attempt++) {
		const tabs = await readTabs(
			client,
			states.map(({ meant: { tab } }) => ({ spec: tab.layout.spec, hint: tab })),
		);
		const repairs = states.flatMap((state, index) => {
			const tab = tabs[index];
			if (!tab) return [];
			const asMeant = { ...state.meant, before: state.before };
			const found = misplaced(tab, state.pending, asMeant, state.cleared);
			// What puts things right may itself go to a wrong place.
			state.pending = [...state.pending, ...found.again];
			state.cleared ||= found.clears;
			const repairs = [...lostRows(tab, asMeant), ...found.repairs];
			if (repairs.length > 0) state.before = asRepaired(tab, state.before, found.again);
			return cellRequests(tab.sheetId, repairs);
		});
		const frame = tabs[0]?.frame;
		if (repairs.length === 0 || !frame) return tabs;
		if (!(await still())) return undefined;
		await client.write(frame, repairs);
	}
	return undefined;
}

/** What rows hold when the repairs have arrived: what people typed since is not to be taken back by a later repair. */
function asRepaired(
	tab: Tab,
	before: Meant['before'],
	repairs: readonly Intent[],
): ReadonlyMap<string, RowCells> {
	const rows = new Map<string, Record<string, CellValue>>(
		[...before].map(([id, cells]) => [id, { ...cells }]),
	);
	for (const { id, cells } of readRows(tab.values, tab.layout))
		if (id !== undefined && before.has(id)) rows.set(id, { ...cells });
	for (const { id, key, value } of repairs) {
		const cells = rows.get(id);
		if (cells) cells[key] = value;
	}
	return rows;
}

/**
 * Finds cells that do not hold what was meant for them, and cells that hold what was meant for another. A difference that is
 * neither is a person's edit since the last read: it stays, and the next sync takes it.
 */
function misplaced(
	tab: Tab,
	pending: readonly Intent[],
	{ before, appended, typed, tab: was }: Meant,
	cleared: boolean,
): { repairs: CellWrite[]; again: Intent[]; clears: boolean } {
	const places = placesOf(tab.layout);
	const dates = dateColumns(tab.layout);
	const all = readRows(tab.values, tab.layout);
	const rows = new Map(all.flatMap((row) => (row.id === undefined ? [] : [[row.id, row]])));
	const meant = new Map(pending.map(({ id, key, value }) => [`${id} ${key}`, value]));
	const missing = pending.filter(({ id, key, value }) => {
		const row = rows.get(id);
		return row !== undefined && !sameCell(row.cells[key], value);
	});
	const found = { repairs: [] as CellWrite[], again: [] as Intent[], clears: false };
	const sameColumns = samePlaces(was.layout, tab.layout);
	if (missing.length === 0 && !cleared && (sameColumns || appended.size === 0)) return found;
	// Where one went astray, others may have done so before they were put right.
	const isStray = strayOf(missing.length > 0 ? pending : [], cleared, sameColumns);
	const put = (row: number, key: string, value: CellValue): void => {
		const column = places.get(key);
		if (column !== undefined) found.repairs.push({ row, column, value, date: dates.has(key) });
	};
	for (const [id, { row, cells }] of rows) {
		const old = before.get(id);
		if (!old) continue;
		for (const key of places.keys()) {
			const name = `${id} ${key}`;
			const wanted = meant.has(name) ? meant.get(name) : old[key];
			const now = cells[key];
			if (sameCell(now, wanted)) continue;
			if (isStray(key, now) || (meant.has(name) && sameCell(now, old[key]))) {
				put(row, key, wanted);
				found.again.push({ id, key, value: wanted });
			}
		}
	}
	// Columns that moved before rows were appended let their cells fall beside.
	for (const [id, target] of sameColumns ? [] : appended) {
		const row = rows.get(id);
		const values = new Set(Object.values(target));
		for (const key of row ? places.keys() : []) {
			const now = row?.cells[key];
			if (row && !sameCell(now, target[key]) && (now === undefined || values.has(now)))
				put(row.row, key, target[key]);
		}
	}
	// An empty row that somebody had just inserted took a value: it is emptied again, lest it pass for a typed lead.
	for (const { row, cells } of all.filter(({ id }: SeenRow) => id === undefined)) {
		for (const [key, now] of Object.entries(cells)) {
			if (isStray(key, now) && !typed.some((each) => sameCell(each[key], now))) {
				put(row, key, undefined);
				found.clears = true;
			}
		}
	}
	return found;
}

/** Whether a value in a column may be one that was meant for another cell; rows that were sorted keep it in its own column. */
function strayOf(
	meant: readonly Intent[],
	cleared: boolean,
	sameColumns: boolean,
): (key: string, value: CellValue) => boolean {
	const nameOf = (key: string, value: CellValue): string =>
		`${sameColumns ? key : ''} ${typeof value} ${String(value)}`;
	const strays = new Set(meant.map(({ key, value }) => nameOf(key, value)));
	return (key, value) =>
		(cleared && value === undefined) || strays.has(nameOf(key, value === '' ? undefined : value));
}

function samePlaces(a: Tab['layout'], b: Tab['layout']): boolean {
	const there = placesOf(b);
	return (
		a.place.get(keyColumnOf(a.spec)) === b.place.get(keyColumnOf(b.spec)) &&
		[...placesOf(a)].every(([key, place]) => there.get(key) === place)
	);
}
