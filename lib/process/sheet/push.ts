import type { sheets_v4 } from '@googleapis/sheets';
import { sameCell, type CellValue } from '../../core/sheet/cells';
import { keyColumnOf, noteColumn } from '../../core/sheet/columns';
import { dateColumns, mergeColumns, placesOf, readRows } from '../../core/sheet/rows';
import { safeText } from '../../core/sheet/safeText';
import type { Frame, SheetsClient, Written } from '../../sheet/client';
import {
	appendRequest,
	cellRequests,
	inRequestBatches,
	type CellWrite,
} from '../../sheet/requests';
import { follow } from './follow';
import { settle, type Hold, type Meant } from './settle';
import { shownTabs, worthShowing } from './tab';
import type { Tab, Work } from './types';

/** Rows of one append request. */
const appendRows = 500;

/**
 * Writes what rows lack and appends rows for what has none, then reads the tabs again: people may have sorted rows or moved
 * columns in the very moment of writing, so that a cell went to a wrong place. Such cells are given back what they held.
 * @returns undefined when another run wrote in between: nothing is lost, the caller begins anew
 */
export async function push(
	client: SheetsClient,
	works: readonly Work[],
	hold: Hold,
	extra: readonly sheets_v4.Schema$Request[] = [],
): Promise<Pushed[] | undefined> {
	const frame = works[0]?.tab.frame;
	if (!frame) return [];
	const made = works.map(rowWrites);
	const requests = works.flatMap((work, index) => [
		...cellRequests(work.tab.sheetId, made[index]?.writes ?? []),
		...appends(work),
	]);
	const meant = works.flatMap((work, index) => {
		const writes = made[index]?.writes ?? [];
		return writes.length + work.homeless.length > 0 ? [meantBy(work, writes)] : [];
	});
	if (meant.length > 0 && !(await hold.before(meant))) return undefined;
	const touched = meant.map(({ tab }) => tab);
	const written = await writeAll(client, frame, [...requests, ...extra], worthShowing(touched));
	if (!written) return undefined;
	const shown = meant.length > 0 ? shownTabs(written, touched) : undefined;
	const calm =
		meant.length === 0
			? []
			: shown
				? await follow(client, meant, shown, hold)
				: await settle(client, meant, hold.still);
	if (!calm) return undefined;
	return works.map(({ tab, homeless }, index): Pushed => ({
		ids: [...(made[index]?.ids ?? []), ...homeless.map(({ id }) => id)],
		tab: calm.find(({ sheetId }) => sheetId === tab.sheetId) ?? tab,
	}));
}

/** What became of one tab: the keys of the rows that were written, and the tab as it was seen afterwards. */
export interface Pushed {
	ids: string[];
	tab: Tab;
}

/** What the writes are, by row and column instead of by place. */
function meantBy({ tab, pairs, homeless }: Work, writes: readonly CellWrite[]): Meant {
	const idAt = new Map(pairs.map(({ row, id }) => [row.row, id]));
	const keyAt = new Map([...placesOf(tab.layout)].map(([key, column]) => [column, key]));
	return {
		tab,
		before: new Map(pairs.map(({ row, id }) => [id, row.cells])),
		keyed: new Map(
			pairs.flatMap(({ id, row, keyMissing }) => (keyMissing ? [[id, row.cells]] : [])),
		),
		typed: readRows(tab.values, tab.layout).flatMap(({ id, cells }) => (id ? [] : [cells])),
		appended: new Map(homeless.map(({ id, target }) => [id, target])),
		writes,
		intents: writes.flatMap(({ row, column, value }) => {
			const id = idAt.get(row);
			const key = keyAt.get(column);
			return id && key ? [{ id, key, value }] : [];
		}),
	};
}

async function writeAll(
	client: SheetsClient,
	frame: Frame,
	requests: sheets_v4.Schema$Request[],
	show: readonly string[],
): Promise<Written | undefined> {
	let known: Written | undefined = frame;
	const batches = inRequestBatches(requests);
	for (const batch of batches) {
		if (!known) return undefined;
		// What moves between two batches is seen by reading again alone.
		known = await client.write(known, batch, batches.length === 1 ? show : []);
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
