import type { sheets_v4 } from '@googleapis/sheets';
import { badRequest, copiedFrom, ownRow, tabById, type Book, type Tab } from './book';
import type { Box } from './a1';

type Dimension = 'ROWS' | 'COLUMNS';
type Range = { tab: Tab; dimension: Dimension; start: number; end: number };

/** A DimensionRange of a request, checked against the grid. */
export function dimensionRange(
	book: Book,
	range: sheets_v4.Schema$DimensionRange | undefined,
): Range {
	const tab = tabById(book, range?.sheetId);
	const dimension: Dimension = range?.dimension === 'COLUMNS' ? 'COLUMNS' : 'ROWS';
	const size = dimension === 'ROWS' ? tab.rowCount : tab.columnCount;
	const start = range?.startIndex ?? 0;
	return { tab, dimension, start, end: range?.endIndex ?? size };
}

/** Inserts empty rows or columns; cells, metadata, named ranges and rules behind them move along. */
export function insertDimension(book: Book, { tab, dimension, start, end }: Range): void {
	const count = end - start;
	if (start > sizeOf(tab, dimension))
		throw badRequest('Cannot insert beyond the end of the sheet.');
	const hole = Array.from({ length: count }, () => undefined);
	if (dimension === 'ROWS') {
		if (start < tab.rows.length) tab.rows.splice(start, 0, ...hole);
		tab.rowCount += count;
	} else {
		tab.rows.forEach((row, at) => {
			if (row && start < row.length) ownRow(tab, at).splice(start, 0, ...hole);
		});
		if (start < tab.columnProperties.length) tab.columnProperties.splice(start, 0, ...hole);
		tab.columnCount += count;
	}
	shift(book, tab, dimension, (index) => (index >= start ? index + count : index));
}

/** Deletes rows or columns with everything that hangs on them. */
export function deleteDimension(book: Book, { tab, dimension, start, end }: Range): void {
	const count = Math.min(end, sizeOf(tab, dimension)) - start;
	if (count <= 0) throw badRequest('Invalid requests: the dimension range is empty.');
	if (count >= sizeOf(tab, dimension)) {
		throw badRequest(
			`You can't delete all the ${dimension === 'ROWS' ? 'rows' : 'columns'} on the sheet.`,
		);
	}
	if (dimension === 'ROWS') {
		tab.rows.splice(start, count);
		tab.rowCount -= count;
	} else {
		tab.rows.forEach((row, at) => row && ownRow(tab, at).splice(start, count));
		tab.columnProperties.splice(start, count);
		tab.columnCount -= count;
	}
	book.metas = book.metas.filter(
		({ at }) =>
			!('dimension' in at) ||
			at.sheetId !== tab.properties.sheetId ||
			at.dimension !== dimension ||
			at.index < start ||
			at.index >= start + count,
	);
	shift(book, tab, dimension, (index) => (index < start ? index : Math.max(start, index - count)));
}

/** Moves rows or columns to another place, metadata along with them. */
export function moveDimension(
	book: Book,
	{ tab, dimension, start, end }: Range,
	destination: number,
): void {
	const count = end - start;
	if (destination > start && destination < end)
		throw badRequest('Cannot move a range into itself.');
	const to = destination > start ? destination - count : destination;
	const size = sizeOf(tab, dimension);
	const order = Array.from({ length: size }, (_, index) => index);
	order.splice(to, 0, ...order.splice(start, count));
	if (dimension === 'ROWS') tab.rows = order.map((from) => tab.rows[from]);
	else {
		tab.rows = tab.rows.map(
			(row) =>
				row &&
				copiedFrom(
					order.map((from) => row[from]),
					row,
				),
		);
		tab.columnProperties = order.map((from) => tab.columnProperties[from]);
	}
	const place = new Map(order.map((from, index) => [from, index]));
	for (const meta of book.metas) {
		if (
			'dimension' in meta.at &&
			meta.at.sheetId === tab.properties.sheetId &&
			meta.at.dimension === dimension
		) {
			meta.at.index = place.get(meta.at.index) ?? meta.at.index;
		}
	}
}

function sizeOf(tab: Tab, dimension: Dimension): number {
	return dimension === 'ROWS' ? tab.rowCount : tab.columnCount;
}

function shift(book: Book, tab: Tab, dimension: Dimension, move: (index: number) => number): void {
	for (const meta of book.metas) {
		if (
			'dimension' in meta.at &&
			meta.at.sheetId === tab.properties.sheetId &&
			meta.at.dimension === dimension
		) {
			meta.at.index = move(meta.at.index);
		}
	}
	const boxes: Box[] = [
		...tab.merges,
		...tab.validations.map(({ box }) => box),
		...book.named.filter((named) => named.sheetId === tab.properties.sheetId).map(({ box }) => box),
	];
	for (const box of boxes) {
		if (dimension === 'ROWS') {
			box.row = move(box.row);
			if (box.endRow !== undefined) box.endRow = move(box.endRow - 1) + 1;
		} else {
			box.column = move(box.column);
			if (box.endColumn !== undefined) box.endColumn = move(box.endColumn - 1) + 1;
		}
	}
}
