import type { sheets_v4 } from '@googleapis/sheets';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError, newBook, resolve, type Book } from './book';
import { batchUpdate } from './batch';
import { kindOf, readOptions, statusName, writeMany } from './calls';
import { applyMask } from './mask';
import { metaResource, resource } from './resource';
import { metaMatches } from './tabRequests';
import { areasOf } from './filter';
import {
	appendValues,
	clearValues,
	readBox,
	readValues,
	writeValues,
	type ReadOptions,
} from './values';

/** What a fault injector may do to one call. `lost` carries the call out and cuts the connection before the reply. */
export type Fault =
	| { kind: 'status'; code: number }
	| { kind: 'cut' }
	| { kind: 'lost' }
	| { kind: 'delay'; ms: number };

/** One call as the server saw it. */
export interface Call {
	method: string;
	path: string;
	kind: 'read' | 'write' | 'drive' | 'token';
	status: number;
	bytes: number;
}

/** A Google Sheets API in memory, with as much of Drive and OAuth as clients need to reach it. */
export class FakeSheets {
	readonly books = new Map<string, Book>();
	readonly calls: Call[] = [];
	/** Decides on a fault for a call; none by default. */
	fault: (call: { method: string; path: string; number: number }) => Fault | undefined = () =>
		undefined;
	/** Called after each successful write, to play a human who edits meanwhile. */
	afterWrite: (book: Book) => void = () => undefined;
	private readonly server: Server;
	private sequence = 1000;

	constructor(private readonly now: () => Date = () => new Date()) {
		this.server = createServer((request, response) => void this.serve(request, response));
	}

	/** Starts on a free port of this machine and returns the base address. */
	async start(): Promise<string> {
		await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
		return `http://127.0.0.1:${this.port}`;
	}

	/** The port it listens on. */
	get port(): number {
		const address: AddressInfo | string | null = this.server.address();
		return typeof address === 'object' && address ? address.port : 0;
	}

	/** Ends the server and its open connections. */
	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise<void>((done) => this.server.close(() => done()));
	}

	/** Makes a spreadsheet without a call. */
	add(title: string, id = `fake${this.nextId()}`.padEnd(44, 'x')): Book {
		const book = newBook(id, title, this.now());
		this.books.set(id, book);
		return book;
	}

	private nextId(): number {
		return ++this.sequence;
	}

	/** Answers one call of the API as data, without HTTP. */
	answer(method: string, url: URL, body: unknown): { status: number; body: unknown } {
		try {
			const reply = this.route(method, url, body);
			return { status: reply === undefined ? 204 : 200, body: reply };
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			return {
				status: error.code,
				body: {
					error: {
						code: error.code,
						message: error.message,
						status: error.status,
						...(error.details ? { details: error.details } : {}),
					},
				},
			};
		}
	}

	private route(method: string, url: URL, body: unknown): unknown {
		const path = decodeURIComponent(url.pathname);
		if (path === '/token')
			return { access_token: 'fake-token', expires_in: 3600, token_type: 'Bearer' };
		if (path.startsWith('/drive/')) return this.drive(method, path, url.searchParams, body);
		const create = path === '/v4/spreadsheets' && method === 'POST';
		if (create) {
			const ask: sheets_v4.Schema$Spreadsheet = isRecord(body) ? body : {};
			return resource(this.add(ask.properties?.title ?? 'Untitled spreadsheet'), {});
		}
		const found = /^\/v4\/spreadsheets\/([\w-]+)(.*)$/s.exec(path);
		const book = this.books.get(found?.[1] ?? '');
		if (!book) throw new ApiError(404, 'NOT_FOUND', 'Requested entity was not found.');
		return this.sheets(book, method, found?.[2] ?? '', url.searchParams, body);
	}

	private sheets(
		book: Book,
		method: string,
		rest: string,
		query: URLSearchParams,
		body: unknown,
	): unknown {
		const data = isRecord(body) ? body : {};
		const read: ReadOptions = readOptions(query);
		if (rest === '' && method === 'GET') {
			const gridData =
				query.get('includeGridData')?.toLowerCase() === 'true' ||
				/\bdata\b/.test(query.get('fields') ?? '');
			return applyMask(
				resource(book, { ranges: query.getAll('ranges'), gridData }),
				query.get('fields'),
			);
		}
		if (rest === ':batchUpdate') {
			const ask: sheets_v4.Schema$BatchUpdateSpreadsheetRequest = data;
			for (const range of ask.responseRanges ?? []) resolve(book, range);
			const replies = batchUpdate(book, ask.requests ?? [], () => this.nextId());
			const shown = ask.includeSpreadsheetInResponse
				? {
						updatedSpreadsheet: resource(book, {
							ranges: ask.responseRanges ?? [],
							gridData: ask.responseIncludeGridData ?? false,
						}),
					}
				: {};
			return applyMask({ spreadsheetId: book.id, replies, ...shown }, query.get('fields'));
		}
		if (rest === ':getByDataFilter') {
			const ask: sheets_v4.Schema$GetSpreadsheetByDataFilterRequest = data;
			const areas = (ask.dataFilters ?? []).flatMap((filter) => areasOf(book, filter));
			return applyMask(resource(book, { areas, gridData: true }), query.get('fields'));
		}
		if (rest === '/values:batchGetByDataFilter') {
			const ask: sheets_v4.Schema$BatchGetValuesByDataFilterRequest = data;
			const how = readOptions(
				new URLSearchParams({
					valueRenderOption: ask.valueRenderOption ?? '',
					dateTimeRenderOption: ask.dateTimeRenderOption ?? '',
					majorDimension: ask.majorDimension ?? '',
				}),
			);
			const valueRanges = (ask.dataFilters ?? []).flatMap((filter) =>
				areasOf(book, filter).map(({ tab, area }) => ({
					valueRange: readBox(tab, area, how),
					dataFilters: [filter],
				})),
			);
			return { spreadsheetId: book.id, valueRanges };
		}
		if (rest === '/developerMetadata:search') {
			const ask: sheets_v4.Schema$SearchDeveloperMetadataRequest = data;
			const found = book.metas.filter((meta) =>
				(ask.dataFilters ?? []).some((filter) =>
					metaMatches(meta, filter.developerMetadataLookup ?? {}),
				),
			);
			return {
				matchedDeveloperMetadata: found.map((meta) => ({ developerMetadata: metaResource(meta) })),
			};
		}
		if (rest === '/values:batchGet') {
			return {
				spreadsheetId: book.id,
				valueRanges: query.getAll('ranges').map((range) => readValues(book, range, read)),
			};
		}
		if (rest === '/values:batchClear') {
			const ask: sheets_v4.Schema$BatchClearValuesRequest = data;
			return {
				spreadsheetId: book.id,
				clearedRanges: (ask.ranges ?? []).map((range) => clearValues(book, range).clearedRange),
			};
		}
		if (rest === '/values:batchUpdate') return writeMany(book, data);
		const one = /^\/values\/(.*?)(:append|:clear)?$/s.exec(rest);
		if (!one) throw new ApiError(404, 'NOT_FOUND', `No method for ${method} ${rest}`);
		const range = one[1] ?? '';
		const input = query.get('valueInputOption') ?? undefined;
		if (one[2] === ':append') {
			return appendValues(book, range, data, {
				input,
				insert: query.get('insertDataOption') ?? undefined,
			});
		}
		if (one[2] === ':clear') return clearValues(book, range);
		return method === 'PUT' ? writeValues(book, range, data, input) : readValues(book, range, read);
	}

	private drive(method: string, path: string, query: URLSearchParams, body: unknown): unknown {
		const id = /^\/drive\/v3\/files\/([\w-]+)$/.exec(path)?.[1];
		if (path === '/drive/v3/files' && method === 'POST') {
			const name = isRecord(body) && typeof body.name === 'string' ? body.name : 'Untitled';
			const book = this.add(name);
			return {
				kind: 'drive#file',
				id: book.id,
				name,
				mimeType: 'application/vnd.google-apps.spreadsheet',
			};
		}
		if (path === '/drive/v3/files') {
			const wanted = /name\s*=\s*["']([^"']*)["']/.exec(query.get('q') ?? '')?.[1];
			const found = [...this.books.values()].filter(
				(book) => wanted === undefined || book.title === wanted,
			);
			return { kind: 'drive#fileList', files: found.map((book) => this.file(book)) };
		}
		const shared = /^\/drive\/v3\/files\/([\w-]+)\/permissions$/.exec(path)?.[1];
		if (shared && this.books.has(shared)) return { kind: 'drive#permission', id: 'permission' };
		const book = this.books.get(id ?? '');
		if (!book) throw new ApiError(404, 'NOT_FOUND', `File not found: ${id}.`);
		if (method === 'DELETE') return void this.books.delete(book.id);
		return applyMask(this.file(book), query.get('fields'));
	}

	private file(book: Book): Record<string, string> {
		return {
			id: book.id,
			name: book.title,
			createdTime: book.createdTime,
			modifiedTime: book.createdTime,
		};
	}

	private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request)
			chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
		const text = Buffer.concat(chunks).toString('utf8');
		const url = new URL(request.url ?? '/', 'http://fake');
		const method = request.method ?? 'GET';
		const fault = this.fault({ method, path: url.pathname, number: this.calls.length });
		const call: Call = {
			method,
			path: url.pathname,
			kind: kindOf(method, url.pathname),
			status: 0,
			bytes: text.length,
		};
		this.calls.push(call);
		if (fault?.kind === 'cut') return void request.socket.destroy();
		if (fault?.kind === 'delay') await new Promise((done) => setTimeout(done, fault.ms));
		const reply =
			fault?.kind === 'status'
				? {
						status: fault.code,
						body: {
							error: { code: fault.code, message: 'Injected.', status: statusName(fault.code) },
						},
					}
				: this.answer(method, url, text.startsWith('{') ? JSON.parse(text) : undefined);
		call.status = reply.status;
		const book = this.books.get(/spreadsheets\/([\w-]+)/.exec(url.pathname)?.[1] ?? '');
		if (book && call.kind === 'write' && reply.status === 200) this.afterWrite(book);
		if (fault?.kind === 'lost') return void request.socket.destroy();
		response.writeHead(reply.status, { 'content-type': 'application/json; charset=UTF-8' });
		response.end(reply.body === undefined ? '' : JSON.stringify(reply.body));
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
