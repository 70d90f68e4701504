import { sheetsClient, type Send, type SheetsClient } from '../../lib/sheet/client';
import { sheetError } from '../../lib/sheet/errors';
import type { Book } from './fake/book';
import type { FakeSheets } from './fake/server';

/** A client that reaches the fake server without HTTP; `fault` and `before` act on each call. */
export function clientOf(
	server: FakeSheets,
	{ id }: Book,
	fault: () => 'status' | 'lost' | undefined = () => undefined,
	before: () => void = () => undefined,
): SheetsClient {
	const send: Send = async ({ method, path, query = {}, body }) => {
		const url = new URL(
			`http://fake/v4/spreadsheets${path}?${new URLSearchParams(query).toString()}`,
		);
		const kind = fault();
		if (kind === 'status') throw sheetError(503, 'Injected.');
		before();
		const answer = server.answer(method, url, structuredClone(body));
		if (kind === 'lost') throw sheetError(undefined, 'socket hang up');
		if (answer.status !== 200) throw sheetError(answer.status, answer.body);
		return await Promise.resolve(answer.body);
	};
	const patience = {
		wait: async () => await Promise.resolve(),
		random: () => 0,
		patienceMs: 90_000,
	};
	return sheetsClient(id, send, patience, Math.random().toString(36).slice(2));
}
