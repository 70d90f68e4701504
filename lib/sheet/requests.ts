import type { sheets_v4 } from '@googleapis/sheets';
import type { CellWrite } from '../core/sheet/cells';
import { columnOf, keyColumnOf, type ManagedColumn, type TabSpec } from '../core/sheet/columns';
import type { Layout } from '../core/sheet/layout';
import { columnMark, keyProtection, tabMark, type FrameTab } from './client';

type Request = sheets_v4.Schema$Request;

/** Google advises requests of at most about 2 MB. */
export const requestBytes = 2_000_000;

const dateFormat = { numberFormat: { type: 'DATE_TIME', pattern: 'yyyy-mm-dd hh:mm' } };

/** Makes a tab of ours: header, frozen row, filter, widths, marks, hidden and protected key column, drop-down for the stage. */
export function newTabRequests(sheetId: number, title: string, spec: TabSpec): Request[] {
	const { columns, hidden } = spec;
	return [
		{
			addSheet: {
				properties: {
					sheetId,
					title,
					...(hidden
						? { hidden, gridProperties: { rowCount: 1, columnCount: 1 } }
						: {
								gridProperties: {
									rowCount: 1000,
									columnCount: columns.length,
									frozenRowCount: 1,
								},
							}),
				},
			},
		},
		markTabRequest(sheetId, spec.key),
		...columns.flatMap((column, index) => columnRequests(sheetId, spec, column, index)),
		...(hidden ? [] : [filterRequest(sheetId)]),
	];
}

/** Puts one managed column at a place that exists: header, mark, width, format, and what protects or guides it. */
export function columnRequests(
	sheetId: number,
	spec: TabSpec,
	column: ManagedColumn,
	index: number,
): Request[] {
	const dimension = { sheetId, dimension: 'COLUMNS', startIndex: index, endIndex: index + 1 };
	const range = { sheetId, startColumnIndex: index, endColumnIndex: index + 1 };
	const below = { ...range, startRowIndex: 1 };
	return [
		headerRequest(sheetId, column, index),
		markRequest(sheetId, column.key, index),
		{
			updateDimensionProperties: {
				range: dimension,
				properties: { pixelSize: column.width, hiddenByUser: column.hidden },
				fields: 'pixelSize,hiddenByUser',
			},
		},
		...(column.type === 'dateTime'
			? [
					{
						repeatCell: {
							range: below,
							cell: { userEnteredFormat: dateFormat },
							fields: 'userEnteredFormat.numberFormat',
						},
					},
				]
			: []),
		...(isProtected(spec, column.key) ? [protectRequest(range)] : []),
		...guideRequests(column, below),
	];
}

/** The key column is guarded, unless it is something that people write, such as a rep's address. */
export function isProtected(spec: TabSpec, key: string): boolean {
	return key === keyColumnOf(spec) && columnOf(spec, key)?.human === false;
}

/** Hangs our mark on a tab. */
export function markTabRequest(sheetId: number, tab: string): Request {
	return {
		createDeveloperMetadata: {
			developerMetadata: {
				metadataKey: tabMark,
				metadataValue: tab,
				location: { sheetId },
				visibility: 'DOCUMENT',
			},
		},
	};
}

/** Writes a column's header. */
function headerRequest(sheetId: number, column: ManagedColumn, index: number): Request {
	return {
		updateCells: {
			start: { sheetId, rowIndex: 0, columnIndex: index },
			rows: [
				{
					values: [
						{
							userEnteredValue: { stringValue: column.header },
							userEnteredFormat: { textFormat: { bold: true } },
						},
					],
				},
			],
			fields: 'userEnteredValue,userEnteredFormat.textFormat',
		},
	};
}

/** Hangs our mark on a column, so that it is known again under any name and at any place. */
export function markRequest(sheetId: number, key: string, index: number): Request {
	const dimensionRange = { sheetId, dimension: 'COLUMNS', startIndex: index, endIndex: index + 1 };
	return {
		createDeveloperMetadata: {
			developerMetadata: {
				metadataKey: columnMark,
				metadataValue: key,
				location: { dimensionRange },
				visibility: 'DOCUMENT',
			},
		},
	};
}

/** Writes single cells, neighbours in one request. */
export function cellRequests(sheetId: number, writes: readonly CellWrite[]): Request[] {
	const sorted = [...writes].sort((a, b) => a.row - b.row || a.column - b.column);
	const runs: CellWrite[][] = [];
	for (const write of sorted) {
		const run = runs.at(-1);
		const last = run?.at(-1);
		const joins =
			last &&
			last.row === write.row &&
			last.column + 1 === write.column &&
			last.date === write.date;
		if (run && joins) run.push(write);
		else runs.push([write]);
	}
	return runs.map(([first, ...rest]): Request => {
		const all = first ? [first, ...rest] : rest;
		return {
			updateCells: {
				start: { sheetId, rowIndex: first?.row ?? 0, columnIndex: first?.column ?? 0 },
				rows: [{ values: all.map(cellData) }],
				fields: first?.date
					? 'userEnteredValue,userEnteredFormat.numberFormat'
					: 'userEnteredValue',
			},
		};
	});
}

/** Appends rows behind the last one that holds something; each row is a list of cells from the first column on. */
export function appendRequest(
	sheetId: number,
	rows: ReadonlyArray<ReadonlyArray<Pick<CellWrite, 'value' | 'date'>>>,
): Request {
	return {
		appendCells: {
			sheetId,
			rows: rows.map((cells) => ({ values: cells.map(cellData) })),
			fields: 'userEnteredValue,userEnteredFormat.numberFormat',
		},
	};
}

function cellData({ value, date }: Pick<CellWrite, 'value' | 'date'>): sheets_v4.Schema$CellData {
	const format = date ? { userEnteredFormat: dateFormat } : {};
	if (value === undefined || value === '') return format;
	// Values go in as typed values, never as something a person typed: a text that begins with '=' stays a text.
	if (typeof value === 'number') return { userEnteredValue: { numberValue: value }, ...format };
	return typeof value === 'boolean'
		? { userEnteredValue: { boolValue: value } }
		: { userEnteredValue: { stringValue: value } };
}

function guideRequests(
	{ choices, type, human }: ManagedColumn,
	range: sheets_v4.Schema$GridRange,
): Request[] {
	if (choices) return [dropDownRequest(range, 'ONE_OF_LIST', choices)];
	return type === 'boolean' && human ? [dropDownRequest(range, 'BOOLEAN')] : [];
}

function protectRequest(range: sheets_v4.Schema$GridRange): Request {
	return {
		addProtectedRange: {
			protectedRange: { range, description: keyProtection, warningOnly: true },
		},
	};
}

/**
 * Gives a tab that exists what a new one has: frozen header, filter, protected key column, drop-downs. What is there stays as
 * people have set it. `owners` is a range whose values the owner column offers, e.g. "='Reps'!$C$2:$C".
 */
export function dressRequests(tab: FrameTab, { spec, place }: Layout, owners?: string): Request[] {
	const { sheetId } = tab;
	const below = (index: number) => ({
		sheetId,
		startRowIndex: 1,
		startColumnIndex: index,
		endColumnIndex: index + 1,
	});
	const keyAt = place.get(keyColumnOf(spec));
	const ownerAt = place.get('owner');
	return [
		...(tab.frozenRows > 0 ? [] : [freezeRequest(sheetId)]),
		...(tab.filter ? [] : [filterRequest(sheetId)]),
		...(tab.keyProtected || keyAt === undefined || !isProtected(spec, keyColumnOf(spec))
			? []
			: [protectRequest({ sheetId, startColumnIndex: keyAt, endColumnIndex: keyAt + 1 })]),
		...spec.columns.flatMap((column) => {
			const index = place.get(column.key);
			return index === undefined ? [] : guideRequests(column, below(index));
		}),
		...(owners === undefined || ownerAt === undefined
			? []
			: [dropDownRequest(below(ownerAt), 'ONE_OF_RANGE', [owners])]),
	];
}

function freezeRequest(sheetId: number): Request {
	return {
		updateSheetProperties: {
			properties: { sheetId, gridProperties: { frozenRowCount: 1 } },
			fields: 'gridProperties.frozenRowCount',
		},
	};
}

function filterRequest(sheetId: number): Request {
	return { setBasicFilter: { filter: { range: { sheetId, startRowIndex: 0 } } } };
}

/** Drop-downs and check boxes guide, and refuse nothing. */
function dropDownRequest(
	range: sheets_v4.Schema$GridRange,
	type: 'ONE_OF_LIST' | 'ONE_OF_RANGE' | 'BOOLEAN',
	values: readonly string[] = [],
): Request {
	const condition = {
		type,
		...(values.length > 0 && {
			values: values.map((userEnteredValue) => ({ userEnteredValue })),
		}),
	};
	return {
		setDataValidation: { range, rule: { condition, strict: false, showCustomUi: true } },
	};
}
