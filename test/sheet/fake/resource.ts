import type { sheets_v4 } from '@googleapis/sheets';
import { clip, resolve, type Book, type Meta, type Tab } from './book';
import { render, show, type Cell } from './cell';
import type { Box } from './a1';

/** A part of a tab's grid. */
export interface Area {
	tab: Tab;
	area: Required<Box>;
}

/** `spreadsheets.get`: the whole resource, with grid data of the ranges when asked. The field mask is applied by the server. */
export function resource(
	book: Book,
	ask: { ranges?: string[]; areas?: Area[]; gridData?: boolean },
): sheets_v4.Schema$Spreadsheet {
	const named = (ask.ranges ?? []).map((range): Area => {
		const { tab, box } = resolve(book, range);
		return { tab, area: clip(tab, box) };
	});
	const areas = [...named, ...(ask.areas ?? [])];
	const tabs =
		areas.length > 0
			? book.tabs.filter((tab) => areas.some((each) => each.tab === tab))
			: book.tabs;
	return {
		spreadsheetId: book.id,
		properties: spreadsheetProperties(book),
		sheets: tabs.map((tab) => ({
			...sheetResource(book, tab),
			...(ask.gridData
				? {
						data: (areas.length > 0
							? areas.filter((each) => each.tab === tab).map((each) => each.area)
							: [{ row: 0, column: 0, endRow: tab.rowCount, endColumn: tab.columnCount }]
						).map((area) => gridData(book, tab, area)),
					}
				: {}),
		})),
		...(book.named.length > 0 ? { namedRanges: book.named.map(namedResource) } : {}),
		...(spreadsheetMetas(book).length > 0 ? { developerMetadata: spreadsheetMetas(book) } : {}),
		spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${book.id}/edit`,
	};
}

/** A named range as the API shows it; sheet 0 is left out, as zero is everywhere. */
export function namedResource(named: Book['named'][number]): sheets_v4.Schema$NamedRange {
	return { namedRangeId: named.id, name: named.name, range: gridRange(named.sheetId, named.box) };
}

/** A box as a GridRange; zero values of the sheet id are left out. */
export function gridRange(sheetId: number, box: Box): sheets_v4.Schema$GridRange {
	return {
		...(sheetId === 0 ? {} : { sheetId }),
		startRowIndex: box.row,
		...(box.endRow === undefined ? {} : { endRowIndex: box.endRow }),
		startColumnIndex: box.column,
		...(box.endColumn === undefined ? {} : { endColumnIndex: box.endColumn }),
	};
}

/** Developer metadata as the API shows it. */
export function metaResource(meta: Meta): sheets_v4.Schema$DeveloperMetadata {
	return {
		metadataId: meta.id,
		metadataKey: meta.key,
		...(meta.value === undefined ? {} : { metadataValue: meta.value }),
		location:
			'spreadsheet' in meta.at
				? { locationType: 'SPREADSHEET', spreadsheet: true }
				: 'dimension' in meta.at
					? {
							locationType: meta.at.dimension === 'COLUMNS' ? 'COLUMN' : 'ROW',
							dimensionRange: {
								sheetId: meta.at.sheetId,
								dimension: meta.at.dimension,
								startIndex: meta.at.index,
								endIndex: meta.at.index + 1,
							},
						}
					: { locationType: 'SHEET', sheetId: meta.at.sheetId },
		visibility: meta.visibility,
	};
}

/** What a message with unset fields looks like on the wire: zero, false, null and empty lists are left out. */
export function withoutDefaults<T extends object>(message: T): Partial<T> {
	const kept = Object.entries(message).flatMap(([key, value]: [string, unknown]) => {
		if (
			(value === 0 && key !== 'startIndex') ||
			value === false ||
			value === null ||
			(Array.isArray(value) && value.length === 0)
		)
			return [];
		const plain = typeof value === 'object' && value !== null && !Array.isArray(value);
		return [[key, plain ? withoutDefaults(value) : value]];
	});
	return Object.assign({}, Object.fromEntries(kept));
}

/** Properties of a tab with its grid. */
export function tabProperties(tab: Tab): sheets_v4.Schema$SheetProperties {
	return {
		...tab.properties,
		gridProperties: {
			rowCount: tab.rowCount,
			columnCount: tab.columnCount,
			...withoutDefaults(tab.properties.gridProperties ?? {}),
		},
	};
}

/** One cell as CellData. */
export function cellData(cell: Cell | undefined): sheets_v4.Schema$CellData {
	if (!cell) return {};
	const value = render(cell, 'UNFORMATTED_VALUE', 'SERIAL_NUMBER');
	return {
		userEnteredValue: cell.formula ? { formulaValue: cell.formula } : extended(value),
		effectiveValue: extended(value),
		formattedValue: show(cell),
		...(cell.format ? { userEnteredFormat: { numberFormat: cell.format } } : {}),
		...(cell.note ? { note: cell.note } : {}),
	};
}

function extended(value: string | number | boolean): sheets_v4.Schema$ExtendedValue {
	if (typeof value === 'string') return { stringValue: value };
	return typeof value === 'number' ? { numberValue: value } : { boolValue: value };
}

function sheetResource(book: Book, tab: Tab): sheets_v4.Schema$Sheet {
	const metas = book.metas.filter(
		(meta) =>
			'sheetId' in meta.at &&
			!('dimension' in meta.at) &&
			meta.at.sheetId === tab.properties.sheetId,
	);
	const { sheetId } = tab.properties;
	return {
		properties: tabProperties(tab),
		...(tab.merges.length > 0 ? { merges: tab.merges.map((box) => gridRange(sheetId, box)) } : {}),
		...(tab.protectedRanges.length > 0
			? { protectedRanges: tab.protectedRanges.map(withoutDefaults) }
			: {}),
		...(tab.basicFilter ? { basicFilter: tab.basicFilter } : {}),
		...(tab.conditionalFormats.length > 0 ? { conditionalFormats: tab.conditionalFormats } : {}),
		...(metas.length > 0 ? { developerMetadata: metas.map(metaResource) } : {}),
		...groupsOf(tab),
	};
}

function groupsOf(tab: Tab): Pick<sheets_v4.Schema$Sheet, 'rowGroups' | 'columnGroups'> {
	const of = (dimension: string): sheets_v4.Schema$DimensionGroup[] =>
		tab.groups.filter((group) => group.range?.dimension === dimension).map(withoutDefaults);
	return {
		...(of('ROWS').length > 0 ? { rowGroups: of('ROWS') } : {}),
		...(of('COLUMNS').length > 0 ? { columnGroups: of('COLUMNS') } : {}),
	};
}

function gridData(book: Book, tab: Tab, area: Required<Box>): sheets_v4.Schema$GridData {
	const rowData: sheets_v4.Schema$RowData[] = [];
	const validationAt = (
		row: number,
		column: number,
	): sheets_v4.Schema$DataValidationRule | undefined =>
		tab.validations.find(
			({ box }) =>
				row >= box.row && row < box.endRow && column >= box.column && column < box.endColumn,
		)?.rule;
	for (
		let row = area.row;
		row < Math.min(area.endRow, Math.max(tab.rows.length, area.row));
		row++
	) {
		const line = tab.rows[row] ?? [];
		const width = Math.min(area.endColumn, line.length);
		const values: sheets_v4.Schema$CellData[] = [];
		for (let column = area.column; column < width; column++) {
			const rule = tab.validations.length > 0 ? validationAt(row, column) : undefined;
			values.push({ ...cellData(line[column]), ...(rule ? { dataValidation: rule } : {}) });
		}
		rowData.push(values.length > 0 ? { values } : {});
	}
	const metas = (
		dimension: 'ROWS' | 'COLUMNS',
		index: number,
	): sheets_v4.Schema$DeveloperMetadata[] =>
		book.metas
			.filter(
				(meta) =>
					'dimension' in meta.at &&
					meta.at.sheetId === tab.properties.sheetId &&
					meta.at.dimension === dimension &&
					meta.at.index === index,
			)
			.map(metaResource);
	return {
		...(area.row > 0 ? { startRow: area.row } : {}),
		...(area.column > 0 ? { startColumn: area.column } : {}),
		...(rowData.length > 0 ? { rowData } : {}),
		columnMetadata: Array.from({ length: area.endColumn - area.column }, (_, at) => {
			const own = metas('COLUMNS', area.column + at);
			return {
				pixelSize: 100,
				...tab.columnProperties[area.column + at],
				...(own.length > 0 ? { developerMetadata: own } : {}),
			};
		}),
	};
}

function spreadsheetMetas(book: Book): sheets_v4.Schema$DeveloperMetadata[] {
	return book.metas.filter((meta) => 'spreadsheet' in meta.at).map(metaResource);
}

function spreadsheetProperties(book: Book): sheets_v4.Schema$SpreadsheetProperties {
	const white = { red: 1, green: 1, blue: 1 };
	const theme: Array<[string, sheets_v4.Schema$Color]> = [
		['TEXT', {}],
		['BACKGROUND', white],
		['ACCENT1', { red: 0.25882354, green: 0.52156866, blue: 0.95686275 }],
		['ACCENT2', { red: 0.91764706, green: 0.2627451, blue: 0.20784314 }],
		['ACCENT3', { red: 0.9843137, green: 0.7372549, blue: 0.015686275 }],
		['ACCENT4', { red: 0.20392157, green: 0.65882355, blue: 0.3254902 }],
		['ACCENT5', { red: 1, green: 0.42745098, blue: 0.003921569 }],
		['ACCENT6', { red: 0.27450982, green: 0.7411765, blue: 0.7764706 }],
		['LINK', { red: 0.06666667, green: 0.33333334, blue: 0.8 }],
	];
	return {
		title: book.title,
		locale: book.locale,
		autoRecalc: 'ON_CHANGE',
		timeZone: book.timeZone,
		defaultFormat: {
			backgroundColor: white,
			padding: { top: 2, right: 3, bottom: 2, left: 3 },
			verticalAlignment: 'BOTTOM',
			wrapStrategy: 'OVERFLOW_CELL',
			textFormat: {
				foregroundColor: {},
				fontFamily: 'arial,sans,sans-serif',
				fontSize: 10,
				bold: false,
				italic: false,
				strikethrough: false,
				underline: false,
				foregroundColorStyle: { rgbColor: {} },
			},
			backgroundColorStyle: { rgbColor: white },
		},
		spreadsheetTheme: {
			primaryFontFamily: 'Arial',
			themeColors: theme.map(([colorType, rgbColor]) => ({ colorType, color: { rgbColor } })),
		},
	};
}
