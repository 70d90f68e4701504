import type { sheets_v4 } from '@googleapis/sheets';
import { badRequest, cellAt, clip, ownRow, putCell, tabById, type Tab } from './book';
import type { Box } from './a1';
import type { Cell } from './cell';
import { boxOf, paths, type Handlers } from './request';
import { growTo } from './values';

/** Requests that write, merge, sort or rule cells. */
export const cellRequests: Handlers = {
	updateCells: (book, { rows, fields, start, range }) => {
		const tab = tabById(book, start?.sheetId ?? range?.sheetId);
		const at = start ? { row: start.rowIndex ?? 0, column: start.columnIndex ?? 0 } : boxOf(range);
		const area = range ? clip(tab, boxOf(range)) : undefined;
		const height = area ? area.endRow - area.row : (rows?.length ?? 0);
		for (let down = 0; down < height; down++) {
			const values = rows?.[down]?.values ?? [];
			const width = area ? area.endColumn - area.column : values.length;
			for (let across = 0; across < width; across++) {
				writeCellData(tab, at.row + down, at.column + across, values[across] ?? {}, paths(fields));
			}
		}
		return {};
	},
	appendCells: (book, { sheetId, rows, fields }) => {
		const tab = tabById(book, sheetId);
		const from = lastFilledRow(tab);
		const width = Math.max(1, ...(rows ?? []).map((row) => row.values?.length ?? 0));
		growTo(tab, from + (rows?.length ?? 0), width);
		rows?.forEach((row, down) =>
			row.values?.forEach((data, across) =>
				writeCellData(tab, from + down, across, data, paths(fields)),
			),
		);
		return {};
	},
	copyPaste: (book, { source, destination, pasteType }) => {
		const from = tabById(book, source?.sheetId);
		// Rows that a filter hides are not copied; which ones it hides is not known here, so that they all count as hidden.
		if (Object.keys(from.basicFilter?.criteria ?? {}).length > 0) return {};
		const to = tabById(book, destination?.sheetId);
		const area = clip(from, boxOf(source), true);
		const target = clip(to, boxOf(destination), true);
		const [height, width] = [area.endRow - area.row, area.endColumn - area.column];
		if (target.row + height > to.rowCount || target.column + width > to.columnCount)
			throw badRequest('The destination range is outside of the grid.');
		const values = pasteType === 'PASTE_VALUES';
		const copied = Array.from({ length: height }, (_, down) =>
			Array.from({ length: width }, (_, across) =>
				cellAt(from, area.row + down, area.column + across),
			),
		);
		// A destination larger than the source is filled with it over and over.
		const rows = Math.max(height, target.endRow - target.row);
		const columns = Math.max(width, target.endColumn - target.column);
		for (let down = 0; down < rows; down++) {
			for (let across = 0; across < columns; across++) {
				const cell = copied[down % height]?.[across % width];
				const old = cellAt(to, target.row + down, target.column + across);
				const plain = cell && { value: cell.value, ...(old?.format ? { format: old.format } : {}) };
				putCell(to, target.row + down, target.column + across, values ? plain : cell);
			}
		}
		return {};
	},
	repeatCell: (book, { range, cell, fields }) => {
		const tab = tabById(book, range?.sheetId);
		const area = clip(tab, boxOf(range));
		for (
			let row = area.row;
			row < Math.min(area.endRow, Math.max(tab.rows.length, area.row));
			row++
		) {
			for (let column = area.column; column < area.endColumn; column++) {
				if (
					cellAt(tab, row, column) ||
					paths(fields).some((path) => path.startsWith('userEnteredValue'))
				) {
					writeCellData(tab, row, column, cell ?? {}, paths(fields));
				}
			}
		}
		const format = cell?.userEnteredFormat?.numberFormat;
		if (format?.type && area.endRow === tab.rowCount) {
			for (let column = area.column; column < area.endColumn; column++) {
				tab.columnFormats[column] = {
					type: format.type,
					...(format.pattern ? { pattern: format.pattern } : {}),
				};
			}
		}
		return {};
	},
	mergeCells: (book, { range, mergeType }) => {
		const tab = tabById(book, range?.sheetId);
		const area = clip(tab, boxOf(range));
		for (const box of mergeType === 'MERGE_ROWS'
			? eachRow(area)
			: mergeType === 'MERGE_COLUMNS'
				? eachColumn(area)
				: [area]) {
			const keep = cellAt(tab, box.row, box.column);
			for (let row = box.row; row < box.endRow; row++) {
				for (let column = box.column; column < box.endColumn; column++)
					putCell(tab, row, column, undefined);
			}
			putCell(tab, box.row, box.column, keep);
			tab.merges.push(box);
		}
		return {};
	},
	unmergeCells: (book, { range }) => {
		const tab = tabById(book, range?.sheetId);
		const area = clip(tab, boxOf(range));
		tab.merges = tab.merges.filter(
			(box) =>
				box.row < area.row ||
				box.row >= area.endRow ||
				box.column < area.column ||
				box.column >= area.endColumn,
		);
		return {};
	},
	sortRange: (book, { range, sortSpecs }) => {
		const tab = tabById(book, range?.sheetId);
		const area = clip(tab, boxOf(range));
		const slice = Array.from(
			{ length: area.endRow - area.row },
			(_, at) => tab.rows[area.row + at]?.slice() ?? [],
		);
		slice.sort((a, b) => {
			for (const spec of sortSpecs ?? []) {
				const column = spec.dimensionIndex ?? 0;
				const order = compareCells(a[column], b[column]);
				if (order !== 0)
					return spec.sortOrder === 'DESCENDING' && a[column] && b[column] ? -order : order;
			}
			return 0;
		});
		slice.forEach((sorted, at) => {
			const row = ownRow(tab, area.row + at);
			for (let column = area.column; column < area.endColumn; column++)
				row[column] = sorted[column];
		});
		return {};
	},
	setDataValidation: (book, { range, rule }) => {
		const tab = tabById(book, range?.sheetId);
		const box = clip(tab, boxOf(range));
		tab.validations = tab.validations.filter(
			(each) => JSON.stringify(each.box) !== JSON.stringify(box),
		);
		if (rule) tab.validations.push({ box, rule });
		return {};
	},
	setBasicFilter: (book, { filter }) => {
		tabById(book, filter?.range?.sheetId).basicFilter = filter;
		return {};
	},
	clearBasicFilter: (book, { sheetId }) => {
		delete tabById(book, sheetId).basicFilter;
		return {};
	},
	addConditionalFormatRule: (book, { rule }) => {
		tabById(book, rule?.ranges?.[0]?.sheetId).conditionalFormats.push(rule ?? {});
		return {};
	},
};

function writeCellData(
	tab: Tab,
	row: number,
	column: number,
	data: sheets_v4.Schema$CellData,
	fields: string[],
): void {
	const all = fields.includes('*');
	const has = (name: string): boolean =>
		all || fields.some((path) => path === name || path.startsWith(`${name}.`));
	const old = cellAt(tab, row, column);
	const value = has('userEnteredValue')
		? valueOf(data.userEnteredValue)
		: old && { value: old.value, formula: old.formula };
	if (row >= tab.rowCount || column >= tab.columnCount) {
		throw badRequest(
			`Attempting to write column: ${column}, beyond the last requested column of: ${tab.columnCount - 1}`,
		);
	}
	const format = has('userEnteredFormat')
		? numberFormat(data)
		: (old?.format ?? tab.columnFormats[column]);
	const note = has('note') ? (data.note ?? undefined) : old?.note;
	if (!value && note) return putNote(tab, row, column, note);
	putCell(
		tab,
		row,
		column,
		value && {
			value: value.value,
			...(value.formula ? { formula: value.formula } : {}),
			...(format ? { format } : {}),
			...(note ? { note } : {}),
		},
	);
}

function putNote(tab: Tab, row: number, column: number, note: string): void {
	ownRow(tab, row)[column] = { value: '', note };
}

function numberFormat(data: sheets_v4.Schema$CellData): Cell['format'] {
	const format = data.userEnteredFormat?.numberFormat;
	return format?.type
		? { type: format.type, ...(format.pattern ? { pattern: format.pattern } : {}) }
		: undefined;
}

function valueOf(
	value: sheets_v4.Schema$ExtendedValue | undefined,
): Pick<Cell, 'value' | 'formula'> | undefined {
	if (value?.formulaValue) return { value: '#FORMULA!', formula: value.formulaValue };
	const plain = value?.stringValue ?? value?.numberValue ?? value?.boolValue;
	return plain === undefined || plain === null ? undefined : { value: plain };
}

function eachRow(area: Required<Box>): Array<Required<Box>> {
	return Array.from({ length: area.endRow - area.row }, (_, at) => ({
		...area,
		row: area.row + at,
		endRow: area.row + at + 1,
	}));
}

function eachColumn(area: Required<Box>): Array<Required<Box>> {
	return Array.from({ length: area.endColumn - area.column }, (_, at) => ({
		...area,
		column: area.column + at,
		endColumn: area.column + at + 1,
	}));
}

function compareCells(a: Cell | undefined, b: Cell | undefined): number {
	if (!a || !b) return a ? -1 : b ? 1 : 0;
	if (typeof a.value === 'number' && typeof b.value === 'number') return a.value - b.value;
	if (typeof a.value !== typeof b.value) return typeof a.value === 'number' ? -1 : 1;
	return String(a.value).localeCompare(String(b.value));
}

function lastFilledRow(tab: Tab): number {
	let end = tab.rows.length;
	while (end > 0 && !tab.rows[end - 1]?.some((cell) => cell !== undefined)) end--;
	return end;
}
