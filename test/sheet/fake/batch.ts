import type { sheets_v4 } from '@googleapis/sheets';
import { badRequest, copyBook, type Book } from './book';
import { cellRequests } from './cellRequests';
import type { Handlers, Request } from './request';
import { tabRequests } from './tabRequests';

/** Cells of a spreadsheet, empty ones among them. */
const mostCells = 10_000_000;

/**
 * `spreadsheets.batchUpdate`: all requests or none. The work is done on a copy that replaces the book at the end,
 * so that one refused request leaves everything as it was.
 */
export function batchUpdate(
	book: Book,
	requests: Request[],
	ids: () => number,
): sheets_v4.Schema$Response[] {
	const copy = copyBook(book);
	const replies = requests.map((request, index) => {
		const kind = Object.keys(request)[0];
		try {
			const reply = carryOut(copy, request, ids);
			const cells = copy.tabs.reduce((sum, tab) => sum + tab.rowCount * tab.columnCount, 0);
			if (cells > mostCells)
				throw badRequest(
					`This action would increase the number of cells in the workbook above the limit of ${mostCells} cells.`,
				);
			return reply;
		} catch (error) {
			if (error instanceof Error)
				error.message = `Invalid requests[${index}].${kind}: ${error.message}`;
			throw error;
		}
	});
	Object.assign(book, copy, { revision: book.revision + 1 });
	return replies;
}

const handlers: Handlers = { ...tabRequests, ...cellRequests };

function carryOut(book: Book, request: Request, ids: () => number): sheets_v4.Schema$Response {
	for (const kind of Object.keys(request)) {
		const handler = handlerOf(kind);
		if (handler) return handler(book, request, ids);
	}
	throw badRequest(`Unknown name "${Object.keys(request)[0]}": Cannot find field.`);
}

/** The handler of a request kind with its argument picked out of the request. */
function handlerOf(
	kind: string,
): ((book: Book, request: Request, ids: () => number) => sheets_v4.Schema$Response) | undefined {
	const handler: unknown = Object.hasOwn(handlers, kind) ? Reflect.get(handlers, kind) : undefined;
	if (typeof handler !== 'function') return undefined;
	return (book, request, ids) => handler(book, Reflect.get(request, kind), ids);
}
