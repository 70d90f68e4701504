import type { sheets_v4 } from '@googleapis/sheets';
import { sameCell, type CellValue } from '../../core/sheet/cells';
import { keyColumnOf, noteColumn } from '../../core/sheet/columns';
import { dateColumns, mergeColumns, placesOf, readRows } from '../../core/sheet/rows';
import { safeText } from '../../core/sheet/safeText';
import type { Frame, SheetsClient } from '../../sheet/client';
import {
	appendRequest,
	cellRequests,
	inRequestBatches,
	type CellWrite,
} from '../../sheet/requests';
import { readTabs } from './tab';
import type { Tab, Work } from './types';

/** Rows of one append request. */
const appendRows = 500;
/** How often what went to a wrong place is put right. */
const attempts = 8;

/**
 * Writes what rows lack and appends rows for what has none, then reads the tabs again: people may have sorted rows or moved
 * columns in the very moment of writing, so that a cell went to a wrong place. Such cells are given back what they held.
 * @returns the ids whose rows were written, by tab; undefined when another run wrote in between: nothing is lost, the caller
 * begins anew
 */
export async function push(
	client: SheetsClient,
	works: readonly Work[],
	extra: readonly sheets_v4.Schema$Request[] = [],
): Promise<string[][] | undefined> {
	const frame = works[0]?.tab.frame;
	if (!frame) return [];
	const made = works.map(rowWrites);
	const requests = works.flatMap((work, index) => [
		...cellRequests(work.tab.sheetId, made[index]?.writes ?? []),
		...appends(work),
	]);
	if (!(await writeAll(client, frame, [...requests, ...extra]))) return undefined;
	const uncertain = works.flatMap((work, index) => {
		const writes = made[index]?.writes ?? [];
		return writes.length + work.homeless.length > 0 ? [{ work, writes }] : [];
	});
	if (uncertain.length > 0) await verify(client, uncertain);
	return works.map(({ homeless }, index) => [
		...(made[index]?.ids ?? []),
		...homeless.map(({ id }) => id),
	]);
}

async function writeAll(
	client: SheetsClient,
	frame: Frame,
	requests: sheets_v4.Schema$Request[],
): Promise<Frame | undefined> {
	let known: Frame | undefined = frame;
	for (const batch of inRequestBatches(requests)) {
		if (!known) return undefined;
		known = await client.write(known, batch);
	}
	return known;
}

function rowWrites({ tab, pairs, rowNotes }: Work): { writes: CellWrite[]; ids: string[] } {
	const { layout } = tab;
	const places = placesOf(layout);
	const columns = mergeColumns(layout);
	const dates = dateColumns(layout);
	const keyAt = layout.place.get(keyColumnOf(layout.spec)) ?? 0;
	const noteAt = layout.place.get(noteColumn);
	const noteWrite = (row: number, note: string): CellWrite[] =>
		noteAt === undefined ? [] : [{ row, column: noteAt, value: safeText(note), date: false }];
	const ids: string[] = [];
	const written = pairs.flatMap(({ id, row, target, notes, keyMissing }) => {
		const own = columns.flatMap(({ key }): CellWrite[] => {
			const column = places.get(key);
			if (column === undefined || sameCell(row.cells[key], target[key])) return [];
			return [{ row: row.row, column, value: target[key], date: dates.has(key) }];
		});
		if (keyMissing) own.push({ row: row.row, column: keyAt, value: id, date: false });
		const text = notes.join('\n');
		if (text !== '' && text !== row.cells[noteColumn]) own.push(...noteWrite(row.row, text));
		if (own.length > 0) ids.push(id);
		return own;
	});
	const noted = new Map(rowNotes.map(({ row, note }) => [row, note]));
	const notes = [...noted].flatMap(([row, note]) =>
		noteAt !== undefined && tab.values[row]?.[noteAt] === safeText(note)
			? []
			: noteWrite(row, note),
	);
	return { writes: [...written, ...notes], ids };
}

function appends({ tab, homeless }: Work): sheets_v4.Schema$Request[] {
	const { layout } = tab;
	const places = placesOf(layout);
	const dates = dateColumns(layout);
	const keyAt = layout.place.get(keyColumnOf(layout.spec)) ?? 0;
	const noteAt = layout.place.get(noteColumn);
	const width = Math.max(keyAt, noteAt ?? 0, ...places.values()) + 1;
	const rows = homeless.map(({ id, target, returned }) => {
		const cells: Array<{ value: CellValue; date: boolean }> = Array.from({ length: width }, () => ({
			value: undefined,
			date: false,
		}));
		for (const [key, column] of places) {
			if (target[key] !== undefined) cells[column] = { value: target[key], date: dates.has(key) };
		}
		cells[keyAt] = { value: id, date: false };
		if (returned && noteAt !== undefined) cells[noteAt] = { value: returnedNote, date: false };
		return cells;
	});
	const slices: sheets_v4.Schema$Request[] = [];
	for (let from = 0; from < rows.length; from += appendRows) {
		slices.push(appendRequest(tab.sheetId, rows.slice(from, from + appendRows)));
	}
	return slices;
}

const returnedNote =
	'This row was deleted and came back: deleting a row never deletes a lead. Disqualify the lead, or erase it with Lead Record → Erase.';

/** Reads again until every cell we wrote stands in its own row, and nothing of ours stands in another's. */
async function verify(
	client: SheetsClient,
	written: ReadonlyArray<{ work: Work; writes: CellWrite[] }>,
): Promise<void> {
	const states = written.map(({ work, writes }) => ({
		work,
		pending: intended(work, writes),
		cleared: false,
	}));
	for (let attempt = 0; attempt < attempts; attempt++) {
		const tabs = await readTabs(
			client,
			states.map(({ work: { tab } }) => ({ spec: tab.layout.spec, hint: tab.sheetId })),
		);
		const repairs = states.flatMap((state, index) => {
			const tab = tabs[index];
			if (!tab) return [];
			const { repairs, again, clears } = misplaced(tab, state.pending, state.work, state.cleared);
			// What puts things right may itself go to a wrong place.
			state.pending = [...state.pending, ...again];
			state.cleared ||= clears;
			return cellRequests(tab.sheetId, repairs);
		});
		const frame = tabs[0]?.frame;
		if (repairs.length === 0 || !frame) return;
		await client.write(frame, repairs);
	}
}

/** A value that was meant for a cell of a row. */
interface Intent {
	id: string;
	key: string;
	value: CellValue;
}

function intended({ tab, pairs }: Work, writes: readonly CellWrite[]): Intent[] {
	const idAt = new Map(pairs.map(({ row, id }) => [row.row, id]));
	const keyAt = new Map([...placesOf(tab.layout)].map(([key, column]) => [column, key]));
	return writes.flatMap(({ row, column, value }): Intent[] => {
		const id = idAt.get(row);
		const key = keyAt.get(column);
		return id && key ? [{ id, key, value }] : [];
	});
}

/**
 * Finds cells that do not hold what was meant for them, and cells that hold what was meant for another. A difference that is
 * neither is a person's edit since the last read: it stays, and the next sync takes it.
 */
function misplaced(
	tab: Tab,
	pending: readonly Intent[],
	work: Work,
	cleared: boolean,
): { repairs: CellWrite[]; again: Intent[]; clears: boolean } {
	const places = placesOf(tab.layout);
	const dates = dateColumns(tab.layout);
	const all = readRows(tab.values, tab.layout);
	const rows = new Map(all.flatMap((row) => (row.id === undefined ? [] : [[row.id, row]])));
	const before = new Map(work.pairs.map(({ row, id }) => [id, row.cells]));
	const meant = new Map(pending.map(({ id, key, value }) => [`${id} ${key}`, value]));
	const missing = pending.filter(({ id, key, value }) => {
		const row = rows.get(id);
		return row !== undefined && !sameCell(row.cells[key], value);
	});
	const found = { repairs: [] as CellWrite[], again: [] as Intent[], clears: false };
	if (missing.length === 0 && !cleared) return found;
	const strays = new Set<CellValue>(missing.map(({ value }) => value));
	if (cleared) strays.add(undefined);
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
			if (strays.has(now) || (meant.has(name) && sameCell(now, old[key]))) {
				put(row, key, wanted);
				found.again.push({ id, key, value: wanted });
			}
		}
	}
	// An empty row that somebody had just inserted took a value: it is emptied again, lest it pass for a typed lead.
	const typed = readRows(work.tab.values, work.tab.layout).filter(({ id }) => id === undefined);
	for (const { row, cells } of all.filter(({ id }) => id === undefined)) {
		for (const [key, now] of Object.entries(cells)) {
			if (strays.has(now) && !typed.some((each) => sameCell(each.cells[key], now))) {
				put(row, key, undefined);
				found.clears = true;
			}
		}
	}
	return found;
}
