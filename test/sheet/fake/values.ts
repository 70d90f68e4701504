import type { sheets_v4 } from '@googleapis/sheets';
import { printRange, type Box } from './a1';
import {
	ApiError,
	badRequest,
	cellAt,
	clip,
	isEmpty,
	putCell,
	resolve,
	type Book,
	type Tab,
} from './book';
import { render, typeIn, type Cell, type DateRender, type ValueRender } from './cell';

type Values = Array<Array<string | number | boolean | null | undefined>>;

/** Options of the reading calls. */
export interface ReadOptions {
	render?: ValueRender;
	dates?: DateRender;
	dimension?: 'ROWS' | 'COLUMNS';
}

/** `values.get`: empty cells at the end of a row and empty rows at the end are left out. */
export function readValues(
	book: Book,
	range: string,
	options: ReadOptions = {},
): sheets_v4.Schema$ValueRange {
	const { tab, box } = resolve(book, range);
	return readBox(tab, clip(tab, box), options);
}

/** The values of a box of a tab, in the shape of a ValueRange. */
export function readBox(
	tab: Tab,
	area: Required<Box>,
	options: ReadOptions = {},
): sheets_v4.Schema$ValueRange {
	const dimension = options.dimension ?? 'ROWS';
	const rows: Array<Array<string | number | boolean>> = [];
	const lastRow = Math.min(area.endRow, tab.rows.length);
	for (let row = area.row; row < lastRow; row++) {
		const line: Array<string | number | boolean> = [];
		const width = Math.min(area.endColumn, tab.rows[row]?.length ?? 0);
		for (let column = area.column; column < width; column++) {
			const cell = cellAt(tab, row, column);
			line.push(
				cell
					? render(cell, options.render ?? 'FORMATTED_VALUE', options.dates ?? 'SERIAL_NUMBER')
					: '',
			);
		}
		rows.push(line);
	}
	const values = trim(dimension === 'ROWS' ? rows : transpose(rows));
	return {
		range: printRange(tab.properties.title, area),
		majorDimension: dimension,
		...(values.length > 0 ? { values } : {}),
	};
}

/** `values.update`. Null leaves a cell as it is, an empty text clears it. */
export function writeValues(
	book: Book,
	range: string,
	body: sheets_v4.Schema$ValueRange,
	input: string | undefined,
): sheets_v4.Schema$UpdateValuesResponse {
	const values = rowsOf(body);
	const { tab, box, single } = resolve(book, range);
	const area = clip(
		tab,
		single
			? { row: box.row, column: box.column, endRow: box.row + 1, endColumn: box.column + 1 }
			: box,
	);
	const height = Math.max(values.length, 1);
	const width = Math.max(1, ...values.map((row) => row.length));
	if (!single) refuseOverflow(tab, area, height, width);
	return put(book, tab, { row: area.row, column: area.column }, values, input);
}

/** `values.append`: finds the table in the range and writes behind its last row, from its first column. */
export function appendValues(
	book: Book,
	range: string,
	body: sheets_v4.Schema$ValueRange,
	options: { input?: string; insert?: string },
): sheets_v4.Schema$AppendValuesResponse {
	const { tab, box } = resolve(book, range);
	const area = clip(tab, box);
	const table = findTable(tab, area);
	const values = rowsOf(body);
	const row = table ? table.endRow : area.row;
	const column = table ? table.column : area.column;
	if (table && options.insert === 'INSERT_ROWS') insertRows(tab, row, values.length);
	growTo(tab, row + values.length, column + Math.max(1, ...values.map((line) => line.length)));
	return {
		spreadsheetId: book.id,
		...(table ? { tableRange: printRange(tab.properties.title, table) } : {}),
		updates: put(book, tab, { row, column }, values, options.input),
	};
}

/** `values.clear`. */
export function clearValues(book: Book, range: string): sheets_v4.Schema$ClearValuesResponse {
	const { tab, box } = resolve(book, range);
	const area = clip(tab, box);
	for (let row = area.row; row < Math.min(area.endRow, tab.rows.length); row++) {
		for (let column = area.column; column < area.endColumn; column++) {
			if (!isEmpty(tab, row, column)) putCell(tab, row, column, undefined);
		}
	}
	book.revision++;
	return { spreadsheetId: book.id, clearedRange: printRange(tab.properties.title, area) };
}

/** A cell as the input option makes it: typed by a person, or taken as it is. */
export function inputCell(value: string | number | boolean, input: string | undefined): Cell {
	if (input !== 'RAW' && input !== 'USER_ENTERED') {
		throw badRequest("'valueInputOption' is required but not specified");
	}
	return input === 'RAW' ? { value } : typeIn(value);
}

/** Makes the grid at least this large. */
export function growTo(tab: Tab, rows: number, columns: number): void {
	tab.rowCount = Math.max(tab.rowCount, rows);
	tab.columnCount = Math.max(tab.columnCount, columns);
}

/** Inserts empty rows into the cells alone (metadata of rows is moved by the batch request of that name). */
export function insertRows(tab: Tab, at: number, count: number): void {
	if (at < tab.rows.length)
		tab.rows.splice(at, 0, ...Array.from({ length: count }, () => undefined));
	tab.rowCount += count;
}

function put(
	book: Book,
	tab: Tab,
	at: { row: number; column: number },
	values: Values,
	input: string | undefined,
): sheets_v4.Schema$UpdateValuesResponse {
	let written = 0;
	let width = 0;
	values.forEach((line, down) => {
		width = Math.max(width, line.length);
		line.forEach((value, across) => {
			if (value === null || value === undefined) return;
			written++;
			putCell(tab, at.row + down, at.column + across, inputCell(value, input));
		});
	});
	if (values.length === 0) inputCell('', input);
	book.revision++;
	const end = {
		endRow: at.row + Math.max(values.length, 1),
		endColumn: at.column + Math.max(width, 1),
	};
	clip(tab, { ...at, ...end }, true);
	return {
		spreadsheetId: book.id,
		updatedRange: printRange(tab.properties.title, { ...at, ...end }),
		...(values.length > 0
			? { updatedRows: values.length, updatedColumns: width, updatedCells: written }
			: {}),
	};
}

/** The last table in the area: a block of cells that touch each other, as Google looks for one to append to. */
function findTable(tab: Tab, area: Required<Box>): Required<Box> | undefined {
	const anchored =
		area.endRow - area.row < tab.rowCount || area.endColumn - area.column < tab.columnCount;
	if (anchored && !isEmpty(tab, area.row, area.column))
		return regionAround(tab, area.row, area.column);
	for (let row = Math.min(area.endRow, tab.rows.length) - 1; row >= area.row; row--) {
		for (
			let column = Math.min(area.endColumn, tab.rows[row]?.length ?? 0) - 1;
			column >= area.column;
			column--
		) {
			if (!isEmpty(tab, row, column)) return regionAround(tab, row, column);
		}
	}
	return undefined;
}

/** Grows a box from one cell while a neighbouring row or column holds something. */
function regionAround(tab: Tab, row: number, column: number): Required<Box> {
	const box = { row, column, endRow: row + 1, endColumn: column + 1 };
	const rowFilled = (at: number): boolean => {
		const line = at >= 0 ? tab.rows[at] : undefined;
		return (
			line !== undefined &&
			line.slice(Math.max(0, box.column), box.endColumn).some((cell) => cell !== undefined)
		);
	};
	const columnFilled = (at: number): boolean => {
		for (let line = box.row; at >= 0 && line < box.endRow; line++) {
			if (!isEmpty(tab, line, at)) return true;
		}
		return false;
	};
	for (let size = -1; size !== box.endRow - box.row + (box.endColumn - box.column);) {
		size = box.endRow - box.row + (box.endColumn - box.column);
		while (rowFilled(box.endRow)) box.endRow += 1;
		while (rowFilled(box.row - 1)) box.row -= 1;
		while (columnFilled(box.endColumn)) box.endColumn += 1;
		while (columnFilled(box.column - 1)) box.column -= 1;
	}
	return box;
}

function refuseOverflow(tab: Tab, area: Required<Box>, height: number, width: number): void {
	const range = printRange(tab.properties.title, area);
	if (height > area.endRow - area.row) {
		throw badRequest(
			`Requested writing within range [${range}], but tried writing to row [${area.endRow + 1}]`,
		);
	}
	if (width > area.endColumn - area.column) {
		const column = printRange('x', {
			row: 0,
			endRow: 1,
			column: area.endColumn,
			endColumn: area.endColumn + 1,
		});
		throw badRequest(
			`Requested writing within range [${range}], but tried writing to column [${column.slice(2, -1)}]`,
		);
	}
}

function rowsOf(body: sheets_v4.Schema$ValueRange): Values {
	const values: Values = body.values ?? [];
	if (!Array.isArray(values) || !values.every((row) => Array.isArray(row))) {
		const bad: unknown = Array.isArray(values) ? values.find((row) => !Array.isArray(row)) : values;
		const description = `Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), ${JSON.stringify(bad)}`;
		throw new ApiError(400, 'INVALID_ARGUMENT', description, [
			{
				'@type': 'type.googleapis.com/google.rpc.BadRequest',
				fieldViolations: [{ field: 'data.values', description }],
			},
		]);
	}
	return body.majorDimension === 'COLUMNS' ? transpose(values) : values;
}

function transpose<T>(rows: T[][]): Array<Array<T | ''>> {
	const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
	return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? ''));
}

function trim<T>(rows: Array<Array<T | ''>>): Array<Array<T | ''>> {
	const lines = rows.map((row) => {
		let end = row.length;
		while (end > 0 && row[end - 1] === '') end--;
		return row.slice(0, end);
	});
	while (lines.length > 0 && lines[lines.length - 1]?.length === 0) lines.pop();
	return lines;
}
