import type { sheets_v4 } from '@googleapis/sheets';
import type { Book } from './book';
import type { Box } from './a1';

/** A request of a batch, by kind. */
export type Request = sheets_v4.Schema$Request;
/** Carries out one kind of request on a book; `ids` makes new ids. */
export type Handler<K extends keyof Request> = (
	book: Book,
	ask: NonNullable<Request[K]>,
	ids: () => number,
) => sheets_v4.Schema$Response;
/** Handlers by kind of request. */
export type Handlers = { [K in keyof Request]?: Handler<K> };

/** A GridRange as a box; what it leaves open stays open. */
export function boxOf(range: sheets_v4.Schema$GridRange | undefined): Box {
	return {
		row: range?.startRowIndex ?? 0,
		column: range?.startColumnIndex ?? 0,
		...(range?.endRowIndex === undefined || range.endRowIndex === null
			? {}
			: { endRow: range.endRowIndex }),
		...(range?.endColumnIndex === undefined || range.endColumnIndex === null
			? {}
			: { endColumn: range.endColumnIndex }),
	};
}

/** The paths of a field mask. */
export function paths(fields: string | null | undefined): string[] {
	return (fields ?? '')
		.split(',')
		.map((path) => path.trim().replace(/\//g, '.'))
		.filter((path) => path.length > 0);
}
