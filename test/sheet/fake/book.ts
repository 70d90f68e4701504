import type { sheets_v4 } from '@googleapis/sheets';
import { printRange, readCells, splitReference, type Box } from './a1';
import type { Cell, CellFormat } from './cell';

/** A row of cells; holes are empty cells. */
export type Row = Array<Cell | undefined>;

/** One tab. */
export interface Tab {
	properties: sheets_v4.Schema$SheetProperties & { sheetId: number; title: string };
	rows: Array<Row | undefined>;
	rowCount: number;
	columnCount: number;
	columnFormats: Array<CellFormat | undefined>;
	columnProperties: Array<sheets_v4.Schema$DimensionProperties | undefined>;
	rowProperties: Array<sheets_v4.Schema$DimensionProperties | undefined>;
	merges: Array<Required<Box>>;
	protectedRanges: sheets_v4.Schema$ProtectedRange[];
	validations: Array<{ box: Required<Box>; rule: sheets_v4.Schema$DataValidationRule }>;
	basicFilter?: sheets_v4.Schema$BasicFilter;
	conditionalFormats: sheets_v4.Schema$ConditionalFormatRule[];
	groups: sheets_v4.Schema$DimensionGroup[];
	/** Rows that belong to this copy of the tab alone and may be changed in place. */
	owned: WeakSet<Row>;
}

/** A named range with its box on a tab. */
export interface Named {
	id: string;
	name: string;
	sheetId: number;
	box: Box;
}

/** Developer metadata and where it hangs. */
export interface Meta {
	id: number;
	key: string;
	value?: string;
	visibility: string;
	at:
		| { spreadsheet: true }
		| { sheetId: number }
		| { sheetId: number; dimension: 'ROWS' | 'COLUMNS'; index: number };
}

/** A spreadsheet as the server keeps it. */
export interface Book {
	id: string;
	title: string;
	locale: string;
	timeZone: string;
	tabs: Tab[];
	named: Named[];
	metas: Meta[];
	/** Changes with every write, by whomever. */
	revision: number;
	createdTime: string;
}

/** An answer other than 200, in Google's error shape. */
export class ApiError extends Error {
	constructor(
		readonly code: number,
		readonly status: string,
		message: string,
		readonly details?: unknown[],
	) {
		super(message);
	}
}

/** The 400 that Google answers to a request it cannot carry out. */
export function badRequest(message: string): ApiError {
	return new ApiError(400, 'INVALID_ARGUMENT', message);
}

/** A new spreadsheet with one tab 'Sheet1' of 1000 × 26 cells. */
export function newBook(id: string, title: string, at: Date): Book {
	return {
		id,
		title,
		locale: 'en_US',
		timeZone: 'Etc/GMT',
		tabs: [newTab(0, 'Sheet1', 0)],
		named: [],
		metas: [],
		revision: 1,
		createdTime: at.toISOString(),
	};
}

/** A new empty tab. */
export function newTab(
	sheetId: number,
	title: string,
	index: number,
	rowCount = 1000,
	columnCount = 26,
): Tab {
	return {
		properties: { sheetId, title, index, sheetType: 'GRID' },
		rows: [],
		rowCount,
		columnCount,
		columnFormats: [],
		columnProperties: [],
		rowProperties: [],
		merges: [],
		protectedRanges: [],
		validations: [],
		conditionalFormats: [],
		groups: [],
		owned: new WeakSet(),
	};
}

/** A copy that can be changed without touching the original; rows are shared until they are written. */
export function copyBook(book: Book): Book {
	const { tabs, ...rest } = book;
	return {
		...structuredClone(rest),
		tabs: tabs.map(({ rows, owned: _owned, ...tab }) => ({
			...structuredClone(tab),
			rows: rows.slice(),
			owned: new WeakSet(),
		})),
	};
}

/** Which row a copy was made of, so that somebody can keep an eye on a row whatever is written into it. */
const origins = new WeakMap<Row, object>();

/** A row's identity: the same for all its copies, wherever it is moved to. */
export function identityOf(row: Row): object {
	return origins.get(row) ?? row;
}

/** Makes a row pass for a copy of another. */
export function copiedFrom(row: Row, original: Row): Row {
	origins.set(row, identityOf(original));
	return row;
}

/** The row to write to: made, or copied, when it is not this tab's own yet. */
export function ownRow(tab: Tab, row: number): Row {
	const known = tab.rows[row];
	if (known && tab.owned.has(known)) return known;
	const own = known ? copiedFrom(known.slice(), known) : [];
	tab.owned.add(own);
	tab.rows[row] = own;
	return own;
}

/** The tab with this id, or Google's error. */
export function tabById(book: Book, sheetId: number | null | undefined): Tab {
	// Google takes a number in quotes too (JSON of protocol buffers), and n8n's own node sends it so.
	const tab = book.tabs.find((each) => each.properties.sheetId === Number(sheetId ?? 0));
	if (!tab) throw badRequest(`No grid with id: ${sheetId ?? 0}`);
	return tab;
}

/** Finds what an A1 text or a named range means in this book, clipped to nothing yet. */
export function resolve(book: Book, text: string): { tab: Tab; box: Box; single: boolean } {
	const split = splitReference(text);
	const whole = { row: 0, column: 0 };
	if (split.sheet !== undefined) {
		const tab = book.tabs.find((each) => each.properties.title === split.sheet);
		const found =
			split.cells === undefined ? { box: whole, single: false } : readCells(split.cells);
		if (tab && found) return { tab, ...found };
		const inner = book.named.find((each) => each.name === split.cells);
		if (tab && inner) return { tab: tabById(book, inner.sheetId), box: inner.box, single: false };
		throw badRequest(`Unable to parse range: ${text}`);
	}
	const named = book.named.find((each) => each.name === text);
	if (named) return { tab: tabById(book, named.sheetId), box: named.box, single: false };
	const found = readCells(split.cells ?? '');
	const first = book.tabs[0];
	if (found && first) return { tab: first, ...found };
	const tab = book.tabs.find((each) => each.properties.title === text);
	if (tab) return { tab, box: whole, single: false };
	throw badRequest(`Unable to parse range: ${text}`);
}

/** Closes open ends at the grid's edge; a box that starts outside the grid is refused as Google refuses it. */
export function clip(tab: Tab, box: Box, strict = false): Required<Box> {
	const closed = {
		row: box.row,
		column: box.column,
		endRow: box.endRow ?? tab.rowCount,
		endColumn: box.endColumn ?? tab.columnCount,
	};
	const outside = closed.row >= tab.rowCount || closed.column >= tab.columnCount;
	if (outside || (strict && (closed.endRow > tab.rowCount || closed.endColumn > tab.columnCount))) {
		throw badRequest(
			`Range (${printRange(tab.properties.title, closed)}) exceeds grid limits. Max rows: ${tab.rowCount}, max columns: ${tab.columnCount}`,
		);
	}
	return {
		...closed,
		endRow: Math.min(closed.endRow, tab.rowCount),
		endColumn: Math.min(closed.endColumn, tab.columnCount),
	};
}

/** The cell at a place; a cell hidden under a merge is empty. */
export function cellAt(tab: Tab, row: number, column: number): Cell | undefined {
	return tab.rows[row]?.[column];
}

/** Puts a cell; an empty text clears it but keeps nothing. */
export function putCell(tab: Tab, row: number, column: number, cell: Cell | undefined): void {
	const covered = tab.merges.some(
		(m) =>
			row >= m.row &&
			row < m.endRow &&
			column >= m.column &&
			column < m.endColumn &&
			(row !== m.row || column !== m.column),
	);
	if (covered) return;
	ownRow(tab, row)[column] = cell === undefined || cell.value === '' ? undefined : cell;
}

/** Whether a place holds nothing. */
export function isEmpty(tab: Tab, row: number, column: number): boolean {
	return tab.rows[row]?.[column] === undefined;
}
