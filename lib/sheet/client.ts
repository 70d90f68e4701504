import type { sheets_v4 } from '@googleapis/sheets';
import type { CellValue } from '../core/sheet/cells';
import { SheetError } from './errors';
import { patiently, type Patience } from './retry';

/** One call to the Sheets API; rejects with SheetError. The path begins behind '/v4/spreadsheets'. */
export type Send = (call: {
	method: 'GET' | 'POST';
	path: string;
	query?: Record<string, string>;
	body?: unknown;
}) => Promise<unknown>;

/** What a spreadsheet is made of, without its values. */
export interface Frame {
	title: string;
	timeZone: string;
	locale: string;
	tabs: FrameTab[];
	/** The write token: the named range that every batch of ours replaces. */
	token?: { id: string; number: number };
}

/** A frame with the new token. */
export interface Written extends Frame {
	/** The ranges that were to be shown, each in its tab; absent where the reply was lost on the way. */
	shown?: FrameTab[];
}

/** A tab with the marks of its columns. */
export interface FrameTab {
	sheetId: number;
	title: string;
	rowCount: number;
	columnCount: number;
	/** Our name of the tab, from its metadata. */
	tab?: string;
	/** Key of each marked column, by place; only of the tab that was asked for. */
	marks: Map<number, string>;
	/** Its header row, read in the same moment as the marks; only of the tab that was asked for. */
	header: CellValue[];
	/** Values of the whole tab, header first, read in that moment too; only where they were asked for. */
	values?: CellValue[][];
	/** The key column is protected by us. */
	keyProtected: boolean;
	frozenRows: number;
	/** The filter that is set, ours or anybody's. */
	filter?: sheets_v4.Schema$BasicFilter;
}

/** Why the key column is protected; Google shows it to who changes it, and we know our protection by it. */
export const keyProtection = 'Rows are found by these keys';

/** Metadata keys by which tabs and columns are known again, whatever they are called. */
export const tabMark = 'leadManagement.tab';
export const columnMark = 'leadManagement.column';
const tokenName = 'LeadManagementSync_';

/** The calls that keeping a sheet needs. Reads are tried again; writes are tried again and never carried out twice. */
export interface SheetsClient {
	/**
	 * All tabs; with ids those tabs alone, with header and marks, and on demand with all their values. Google packs values three
	 * times as wide here as in `values`, but nobody can move a column in between.
	 */
	frame(sheetIds?: readonly number[], how?: { whole: boolean }): Promise<Frame>;
	/** Values of tabs, or of their first rows, in the order asked for; unformatted: dates as serial numbers. */
	values(areas: ReadonlyArray<{ sheetId: number; rows?: number }>): Promise<CellValue[][][]>;
	/**
	 * Writes all or nothing, only if nobody of ours has written since `frame` was read.
	 * @param show ranges, one of each tab, that are wanted as they are in the very moment behind the write
	 * @returns the frame with the new token, for the next batch; undefined when somebody had: nothing is written then
	 */
	write(
		frame: Frame,
		requests: sheets_v4.Schema$Request[],
		show?: readonly string[],
	): Promise<Written | undefined>;
	readonly calls: { reads: number; writes: number };
}

/** A client for one spreadsheet. `nonce` makes the tokens of this run its own. */
export function sheetsClient(
	spreadsheetId: string,
	send: Send,
	patience: Patience,
	nonce: string,
): SheetsClient {
	const calls = { reads: 0, writes: 0 };
	const path = `/${encodeURIComponent(spreadsheetId)}`;
	const read = async (call: Parameters<Send>[0]): Promise<unknown> =>
		await patiently(patience, async () => {
			calls.reads++;
			return await send(call);
		});
	const frame = async (
		sheetIds?: readonly number[],
		{ whole } = { whole: false },
	): Promise<Frame> => {
		const fields =
			sheetIds === undefined ? frameFields(tabFields) : frameFields(`${tabFields},${headerFields}`);
		if (sheetIds === undefined)
			return toFrame(await read({ method: 'GET', path, query: { fields } }), whole);
		const rows = whole ? {} : { startRowIndex: 0, endRowIndex: 1 };
		const body = { dataFilters: sheetIds.map((sheetId) => ({ gridRange: { sheetId, ...rows } })) };
		return toFrame(
			await read({ method: 'POST', path: `${path}:getByDataFilter`, query: { fields }, body }),
			whole,
		);
	};

	return {
		calls,
		frame,
		async values(areas) {
			const body = {
				dataFilters: areas.map(({ sheetId, rows }) => ({
					gridRange: {
						sheetId,
						...(rows === undefined ? {} : { startRowIndex: 0, endRowIndex: rows }),
					},
				})),
				valueRenderOption: 'UNFORMATTED_VALUE',
				dateTimeRenderOption: 'SERIAL_NUMBER',
				majorDimension: 'ROWS',
			};
			const answer: sheets_v4.Schema$BatchGetValuesByDataFilterResponse = asObject(
				await read({ method: 'POST', path: `${path}/values:batchGetByDataFilter`, body }),
			);
			// Each answer names the filters that it is for; their order is not promised.
			const found = new Map(
				(answer.valueRanges ?? []).map(({ valueRange, dataFilters }) => [
					dataFilters?.[0]?.gridRange?.sheetId ?? 0,
					toCells(valueRange?.values),
				]),
			);
			return areas.map(({ sheetId }) => found.get(sheetId) ?? []);
		},
		async write(known, requests, show = []) {
			const number = (known.token?.number ?? 0) + 1;
			const id = `lm-${number}-${nonce}`;
			const body = {
				requests: [...tokenRequests(known, number, id), ...requests],
				...(show.length > 0 && {
					includeSpreadsheetInResponse: true,
					responseIncludeGridData: true,
					responseRanges: show,
				}),
			};
			const query = {
				fields:
					show.length > 0
						? `updatedSpreadsheet(${frameFields(`${tabFields},${headerFields}`)})`
						: 'spreadsheetId',
			};
			// What an earlier write showed is past.
			const { title, timeZone, locale, tabs } = known;
			const renewed: Frame = { title, timeZone, locale, tabs, token: { id, number } };
			return await patiently(patience, async () => {
				calls.writes++;
				try {
					const answer: sheets_v4.Schema$BatchUpdateSpreadsheetResponse = asObject(
						await send({ method: 'POST', path: `${path}:batchUpdate`, query, body }),
					);
					const shown = show.length > 0 && toFrame(answer.updatedSpreadsheet, true).tabs;
					return { ...renewed, ...(shown && { shown }) };
				} catch (error) {
					if (!(error instanceof SheetError) || !refusesToken(error)) throw error;
					// The token is gone: either a reply of ours was lost on the way, or another run was first.
					return (await frame()).token?.id === id ? renewed : undefined;
				}
			});
		},
	};
}

const frameFields = (sheet: string): string =>
	`properties(title,timeZone,locale),namedRanges(namedRangeId,name),sheets(${sheet})`;
const tabFields =
	'properties(sheetId,title,gridProperties(rowCount,columnCount,frozenRowCount)),developerMetadata(metadataKey,metadataValue),protectedRanges(description),basicFilter(range,criteria,filterSpecs)';
const headerFields =
	'data(columnMetadata(developerMetadata(metadataKey,metadataValue)),rowData(values(effectiveValue)))';

function tokenRequests(
	known: Frame,
	number: number,
	namedRangeId: string,
): sheets_v4.Schema$Request[] {
	const sheetId = known.tabs[0]?.sheetId ?? 0;
	const range = {
		sheetId,
		startRowIndex: 0,
		endRowIndex: 1,
		startColumnIndex: 0,
		endColumnIndex: 1,
	};
	return [
		...(known.token ? [{ deleteNamedRange: { namedRangeId: known.token.id } }] : []),
		{ addNamedRange: { namedRange: { namedRangeId, name: `${tokenName}${number}`, range } } },
	];
}

/** Google names the request that was refused; ours are the first two. A tab that was renamed cannot be shown. */
function refusesToken(error: SheetError): boolean {
	return (
		error.fault === 'invalid' &&
		/requests\[[01]\]\.(?:delete|add)NamedRange|unable to parse range/i.test(error.detail)
	);
}

function toFrame(answer: unknown, whole: boolean): Frame {
	const book: sheets_v4.Schema$Spreadsheet = asObject(answer);
	const token = (book.namedRanges ?? []).find(({ name }) => name?.startsWith(tokenName));
	return {
		title: book.properties?.title ?? '',
		timeZone: book.properties?.timeZone ?? 'UTC',
		locale: book.properties?.locale ?? 'en_US',
		tabs: (book.sheets ?? []).map((sheet) => toTab(sheet, whole)),
		...(token?.namedRangeId
			? {
					token: {
						id: token.namedRangeId,
						number: Number(token.name?.slice(tokenName.length)) || 0,
					},
				}
			: {}),
	};
}

function toTab(sheet: sheets_v4.Schema$Sheet, whole: boolean): FrameTab {
	const columns = sheet.data?.[0]?.columnMetadata ?? [];
	const marks = columns.flatMap(({ developerMetadata }, index): Array<[number, string]> => {
		const key = developerMetadata?.find(
			({ metadataKey }) => metadataKey === columnMark,
		)?.metadataValue;
		return key ? [[index, key]] : [];
	});
	const tab = sheet.developerMetadata?.find(
		({ metadataKey }) => metadataKey === tabMark,
	)?.metadataValue;
	const rows = (sheet.data?.[0]?.rowData ?? []).map(({ values }) =>
		(values ?? []).map(({ effectiveValue }) => toCell(plainValue(effectiveValue))),
	);
	return {
		sheetId: sheet.properties?.sheetId ?? 0,
		title: sheet.properties?.title ?? '',
		rowCount: sheet.properties?.gridProperties?.rowCount ?? 0,
		columnCount: sheet.properties?.gridProperties?.columnCount ?? 0,
		...(tab ? { tab } : {}),
		marks: new Map(marks),
		header: rows[0] ?? [],
		...(whole ? { values: rows } : {}),
		keyProtected: (sheet.protectedRanges ?? []).some(
			({ description }) => description === keyProtection,
		),
		frozenRows: sheet.properties?.gridProperties?.frozenRowCount ?? 0,
		...(sheet.basicFilter ? { filter: sheet.basicFilter } : {}),
	};
}

function plainValue(value: sheets_v4.Schema$ExtendedValue | undefined): unknown {
	const error = value?.errorValue?.type;
	return (
		value?.stringValue ??
		value?.numberValue ??
		value?.boolValue ??
		// A formula that failed is not an empty cell: it reads as it does in the sheet.
		(error ? (errorTexts[error] ?? '#ERROR!') : undefined)
	);
}

const errorTexts: Record<string, string> = {
	NULL_VALUE: '#NULL!',
	DIVIDE_BY_ZERO: '#DIV/0!',
	VALUE: '#VALUE!',
	REF: '#REF!',
	NAME: '#NAME?',
	NUM: '#NUM!',
	N_A: '#N/A',
	LOADING: 'Loading...',
};

function toCells(values: unknown[][] | null | undefined): CellValue[][] {
	return (values ?? []).map((row) => row.map(toCell));
}

function toCell(value: unknown): CellValue {
	const known =
		typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
	return known && value !== '' ? value : undefined;
}

function asObject(value: unknown): object {
	return typeof value === 'object' && value !== null ? value : {};
}
