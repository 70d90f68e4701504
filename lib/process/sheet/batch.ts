import type { sheets_v4 } from '@googleapis/sheets';
import { columnLetters, quotedTitle } from '../../core/sheet/a1';
import type { CellValue } from '../../core/sheet/cells';
import { keyColumnOf } from '../../core/sheet/columns';
import type { Hit } from '../../core/sheet/debts';
import { namesOf, type Names } from '../../core/sheet/lines';
import { dateColumns } from '../../core/sheet/rows';
import {
	hitsOf,
	namesThen,
	readUndo,
	rowsOf,
	undoColumn,
	undoHeight,
	undoTab,
	type Placed,
	type UndoHead,
	type UndoRecord,
} from '../../core/sheet/undo';
import type { Frame, SheetsClient, Written } from '../../sheet/client';
import { appendRequest as appendCells, cellRequests, requestBytes } from '../../sheet/requests';
import { copyRowsRequest, gridRequest } from '../../sheet/undoRequests';
import { readTabs, shownTab } from './tab';
import type { Tab } from './types';

/** The undo log of a spreadsheet: its tab, and how many of its rows are taken. */
export interface Log {
	sheetId: number;
	title: string;
	rows: number;
	columns: number;
}

/** The log as it was read. */
export function logOf({ sheetId, title, columns, values }: Tab): Log {
	const filled = values.findLastIndex((row) => row.some((cell) => cell !== undefined));
	// The last rows of a record may be empty ones.
	const end = readUndo(values).at(-1)?.end ?? 0;
	return { sheetId, title, columns, rows: Math.max(filled + 1, end) };
}

/** Writes to a tab that Google carries out whole or not at all. */
export interface Batch {
	writes: Placed[];
	/** Whole rows for behind the last one, from the first column on. */
	rows: CellValue[][];
	/** It gives back what an earlier one wrote over. */
	repair: boolean;
}

/** What a batch met. */
export interface Sent {
	/** The spreadsheet behind it. */
	frame: Frame;
	hits: Hit[];
	/** Names of the columns in the moment of writing. */
	names: Names;
	log: Log;
}

/** So many columns may be inserted between reading and writing; if more are, Google refuses the batch. */
const spareColumns = 26;

/** Rows of one append request. */
const appendRows = 500;

/**
 * Carries out a batch. What it writes over is first copied to the undo log by the batch itself, and comes back with its reply.
 * Where that was lost on the way, the log is read.
 * @returns undefined when another run wrote in between: nothing of this batch is carried out then, or it is theirs to put right
 */
export async function sendBatch(
	client: SheetsClient,
	tab: Tab,
	at: { frame: Frame; log: Log },
	batch: Batch,
): Promise<Sent | undefined> {
	const { layout, sheetId } = tab;
	const known = namesOf(layout);
	const head: UndoHead = {
		sheetId,
		columns: [...known].map(([place, name]) => [place, String(tab.values[0]?.[place] ?? ''), name]),
		writes: batch.writes,
		appended: idsIn(batch.rows, tab),
		repair: batch.repair,
	};
	const { requests, log } = logged(tab, at.log, head);
	const show = [
		`${quotedTitle(tab.title)}!1:1`,
		`${quotedTitle(log.title)}!A${at.log.rows + 1}:${columnLetters(log.columns - 1)}${log.rows}`,
	];
	const frame = await client.write(
		at.frame,
		unfiltered(tab, [...requests, ...writeRequests(tab, batch)]),
		show,
	);
	if (!frame) return undefined;
	const seen = shownRecord(frame, tab, log) ?? (await loggedRecord(client, tab, at.log, log));
	return seen && { frame, log, names: seen.names, hits: hitsOf(seen.record, seen.names) };
}

/** Empties the undo log: everything that was written stands where it should. */
export async function emptyLog(client: SheetsClient, frame: Frame, log: Log): Promise<boolean> {
	const clear = {
		updateCells: { range: { sheetId: log.sheetId }, fields: 'userEnteredValue' },
	};
	return (await client.write(frame, [clear, gridRequest(log.sheetId, 1, 1)])) !== undefined;
}

/** Divides writes into batches that Google takes, none larger than advised unless a single row is. */
export function batchesOf(
	tab: Tab,
	writes: readonly Placed[],
	rows: readonly CellValue[][],
	repair = false,
): Batch[] {
	const batches: Batch[] = [];
	let room = 0;
	const put = (size: number, into: (batch: Batch) => void): void => {
		if (size > room || batches.length === 0) {
			batches.push({ writes: [], rows: [], repair });
			room = requestBytes;
		}
		const last = batches.at(-1);
		if (last) into(last);
		room -= size;
	};
	const byRow = Map.groupBy(writes, ({ row }) => row);
	for (const [, own] of [...byRow].sort(([a], [b]) => a - b)) {
		// Once to the tab, once to the log, and the request that copies the row.
		const size = JSON.stringify(cellRequests(tab.sheetId, dated(tab, own))).length;
		put(size + JSON.stringify(own).length + 250, (batch) => batch.writes.push(...own));
	}
	for (const row of rows) {
		const size = JSON.stringify(appendRequest(tab, [row])).length;
		put(size, (batch) => batch.rows.push(row));
	}
	return batches;
}

/** Keys of rows that are appended. */
export function idsIn(rows: readonly CellValue[][], { layout }: Tab): string[] {
	const keyAt = layout.place.get(keyColumnOf(layout.spec)) ?? 0;
	return rows.flatMap((cells) => (cells[keyAt] === undefined ? [] : [String(cells[keyAt])]));
}

function logged(
	{ sheetId, columns }: Tab,
	log: Log,
	head: UndoHead,
): { requests: sheets_v4.Schema$Request[]; log: Log } {
	const pieces = undoColumn(head);
	const after: Log = {
		...log,
		rows: log.rows + undoHeight(head, pieces),
		columns: Math.max(log.columns, 1 + columns + spareColumns),
	};
	const copy = (row: number, count: number, to: number): sheets_v4.Schema$Request =>
		copyRowsRequest(
			{ sheetId, row, count },
			{ sheetId: log.sheetId, row: log.rows + to, column: 1 },
		);
	const requests = [
		// What an earlier batch left there is settled.
		...(log.rows === 0 ? [gridRequest(log.sheetId, 1, 1)] : []),
		gridRequest(log.sheetId, after.rows, after.columns),
		{
			updateCells: {
				start: { sheetId: log.sheetId, rowIndex: log.rows, columnIndex: 0 },
				rows: pieces.map((stringValue) => ({ values: [{ userEnteredValue: { stringValue } }] })),
				fields: 'userEnteredValue',
			},
		},
		copy(0, 1, 0),
	];
	let to = 1;
	for (const [row, count] of runsOf(rowsOf(head.writes))) {
		requests.push(copy(row, count, to));
		to += count;
	}
	return { requests, log: after };
}

/** Rows that lie one below the other, as the first of them and their number. */
function runsOf(rows: readonly number[]): Array<[row: number, count: number]> {
	const runs: Array<[number, number]> = [];
	for (const row of rows) {
		const last = runs.at(-1);
		if (last && last[0] + last[1] === row) last[1]++;
		else runs.push([row, 1]);
	}
	return runs;
}

/** Copying leaves out what a filter hides, so that a filter is taken off and put back by the batch itself. */
function unfiltered(
	{ sheetId, frame }: Tab,
	requests: sheets_v4.Schema$Request[],
): sheets_v4.Schema$Request[] {
	const filter = frame.tabs.find((each) => each.sheetId === sheetId)?.filter;
	const hides = Object.keys(filter?.criteria ?? {}).length + (filter?.filterSpecs ?? []).length > 0;
	if (!filter || !hides) return requests;
	const { range, criteria, filterSpecs } = filter;
	const same = { ...(range && { range }), ...(filterSpecs ? { filterSpecs } : { criteria }) };
	return [{ clearBasicFilter: { sheetId } }, ...requests, { setBasicFilter: { filter: same } }];
}

function writeRequests(tab: Tab, { writes, rows }: Batch): sheets_v4.Schema$Request[] {
	const count = Math.ceil(rows.length / appendRows);
	return [
		...cellRequests(tab.sheetId, dated(tab, writes)),
		...Array.from({ length: count }, (_, at) =>
			appendRequest(tab, rows.slice(at * appendRows, (at + 1) * appendRows)),
		),
	];
}

function dated({ layout }: Tab, writes: readonly Placed[]): Array<Placed & { date: boolean }> {
	const dates = dateColumns(layout);
	const names = namesOf(layout);
	return writes.map((write) => ({ ...write, date: dates.has(names.get(write.column) ?? '') }));
}

function appendRequest(tab: Tab, rows: readonly CellValue[][]): sheets_v4.Schema$Request {
	const dates = dateColumns(tab.layout);
	const names = namesOf(tab.layout);
	return appendCells(
		tab.sheetId,
		rows.map((cells) =>
			cells.map((value, place) => ({ value, date: dates.has(names.get(place) ?? '') })),
		),
	);
}

interface Seen {
	record: UndoRecord;
	names: Names;
}

/** What the write's own reply shows of the columns and of the log. */
function shownRecord(written: Written, tab: Tab, { sheetId }: Log): Seen | undefined {
	const now = shownTab(written, tab);
	const log = written.shown?.find((each) => each.sheetId === sheetId);
	const record = readUndo(log?.values ?? [])[0];
	return now && record && { record, names: namesOf(now.layout) };
}

/** The same, read afterwards. */
async function loggedRecord(
	client: SheetsClient,
	tab: Tab,
	before: Log,
	after: Log,
): Promise<Seen | undefined> {
	const [now, log] = await readTabs(client, [
		{ spec: tab.layout.spec, hint: tab },
		{ spec: undoTab, hint: { sheetId: after.sheetId, cells: 0 } },
	]);
	const record = readUndo(log?.values ?? [], before.rows)[0];
	if (!now || record?.end !== after.rows) return undefined;
	const header = now.values[0] ?? [];
	return { record, names: namesThen(record, { header, names: namesOf(now.layout) }) };
}
