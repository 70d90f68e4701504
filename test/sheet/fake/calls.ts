import type { sheets_v4 } from '@googleapis/sheets';
import { resolve, type Book } from './book';
import type { DateRender, ValueRender } from './cell';
import type { Call } from './server';
import { writeValues, type ReadOptions } from './values';

/** `values:batchUpdate`: every range is checked before the first is written. */
export function writeMany(
	book: Book,
	ask: sheets_v4.Schema$BatchUpdateValuesRequest,
): sheets_v4.Schema$BatchUpdateValuesResponse {
	for (const each of ask.data ?? []) resolve(book, each.range ?? '');
	const responses = (ask.data ?? []).map((each) =>
		writeValues(book, each.range ?? '', each, ask.valueInputOption ?? undefined),
	);
	const total = (key: 'updatedRows' | 'updatedCells'): number =>
		responses.reduce((sum, each) => sum + (each[key] ?? 0), 0);
	return {
		spreadsheetId: book.id,
		totalUpdatedRows: total('updatedRows'),
		totalUpdatedColumns: responses.reduce(
			(most, each) => Math.max(most, each.updatedColumns ?? 0),
			0,
		),
		totalUpdatedCells: total('updatedCells'),
		totalUpdatedSheets: new Set(responses.map((each) => each.updatedRange?.split('!')[0])).size,
		responses,
	};
}

/** How a reader wants values, from the query. */
export function readOptions(query: URLSearchParams): ReadOptions {
	const renders: ValueRender[] = ['FORMATTED_VALUE', 'UNFORMATTED_VALUE', 'FORMULA'];
	const dates: DateRender[] = ['SERIAL_NUMBER', 'FORMATTED_STRING'];
	const render = renders.find((each) => each === query.get('valueRenderOption'));
	const date = dates.find((each) => each === query.get('dateTimeRenderOption'));
	return {
		...(render ? { render } : {}),
		...(date ? { dates: date } : {}),
		dimension: query.get('majorDimension') === 'COLUMNS' ? 'COLUMNS' : 'ROWS',
	};
}

/** What kind of call it is, for counting against quotas. */
export function kindOf(method: string, path: string): Call['kind'] {
	if (path === '/token') return 'token';
	if (path.startsWith('/drive')) return 'drive';
	return method === 'GET' || path.endsWith(':search') || path.endsWith('ByDataFilter')
		? 'read'
		: 'write';
}

/** Google's name of a status. */
export function statusName(code: number): string {
	if (code === 429) return 'RESOURCE_EXHAUSTED';
	if (code === 403) return 'PERMISSION_DENIED';
	return code === 503 ? 'UNAVAILABLE' : 'INTERNAL';
}
