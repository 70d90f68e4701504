import { sheetsClient, type Send, type SheetsClient } from '../../lib/sheet/client';
import { sheetError } from '../../lib/sheet/errors';
import type { Book } from './fake/book';
import type { FakeSheets } from './fake/server';

/**
 * What may become of a call: it is answered 503; the line is cut before it arrives, or behind it; the caller dies behind it, or is
 * dead already.
 */
export type LineFault = 'status' | 'cut' | 'lost' | 'dies' | 'dead';

/** What happens around each call. */
export interface Line {
	fault?: () => LineFault | undefined;
	/** Waits until the call may go. */
	turn?: () => Promise<void>;
	before?: () => void;
	/** Tells the writes of this client from those of others. */
	nonce?: string;
}

/** A client that reaches the fake server without HTTP. */
export function clientOf(
	server: FakeSheets,
	{ id }: Book,
	{
		fault = () => undefined,
		turn = async () => await Promise.resolve(),
		before = () => undefined,
		nonce = Math.random().toString(36).slice(2),
	}: Line = {},
): SheetsClient {
	const send: Send = async ({ method, path, query = {}, body }) => {
		const url = new URL(
			`http://fake/v4/spreadsheets${path}?${new URLSearchParams(query).toString()}`,
		);
		await turn();
		const kind = fault();
		if (kind === 'status') throw sheetError(503, 'Injected.');
		if (kind === 'cut') throw sheetError(undefined, 'connect ECONNRESET');
		if (kind === 'dead') throw sheetError(403, 'Nobody is there any more.');
		before();
		const answer = server.answer(method, url, structuredClone(body));
		if (kind === 'lost') throw sheetError(undefined, 'socket hang up');
		if (kind === 'dies') throw sheetError(403, 'Nobody is there any more.');
		if (answer.status !== 200) throw sheetError(answer.status, answer.body);
		return answer.body;
	};
	const patience = {
		wait: async () => await Promise.resolve(),
		random: () => 0,
		patienceMs: 90_000,
	};
	return sheetsClient(id, send, patience, nonce);
}
