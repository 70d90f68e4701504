import fs from 'node:fs';
import { setTimeout as later } from 'node:timers/promises';
import { automatic, googleSheets, leadSheet, sheetFlow } from '../../../test/sheet/flow';
import { newTab, type Book } from '../../../test/sheet/fake/book';
import { FakeSheets } from '../../../test/sheet/fake/server';
import { googleProxy } from '../../../test/sheet/proxy';
import { googleAccount, storeOf } from '../../../test/e2e/stage';
import type { LeadStore } from '../../../lib/store/port';
import { freshFolder } from '../../runtime/fresh';
import { startN8n } from '../../runtime/n8n';

/** What one run cost. */
export interface Cost {
	ms: number;
	/** Of them spent by the fake server. */
	serverMs: number;
	reads: number;
	writes: number;
	/** Most that the n8n process held at a time; absent where the system does not tell. */
	peakMb?: number;
}

/** A real n8n that reaches the fake server through a proxy. */
export interface SheetStage {
	store: LeadStore;
	/** A spreadsheet with a tab 'Leads' that has these headers, or none yet. */
	add(headers?: readonly string[]): Book;
	/** Our Sync. */
	ours(book: Book): Promise<() => Promise<Cost>>;
	/** n8n's own 'Append or Update Row' of rows, which are found by the first column. */
	rival(book: Book, headers: readonly string[]): Promise<(rows: object[]) => Promise<Cost>>;
	end(): Promise<void>;
}

/** n8n's node makes room for one row, however many it writes, so that its tab has room for all from the beginning. */
const roomyRows = 100_000;

/** How often memory is looked at, in milliseconds. */
const look = 25;

export async function sheetStage(): Promise<SheetStage> {
	const folder = await freshFolder();
	const server = new FakeSheets();
	let serverMs = 0;
	const answer = server.answer.bind(server);
	server.answer = (...call) => {
		const began = performance.now();
		const reply = answer(...call);
		serverMs += performance.now() - began;
		return reply;
	};
	const proxy = await googleProxy(await server.start());
	const n8n = await startN8n({ folder, env: { ...proxy.env, N8N_PAYLOAD_SIZE_MAX: '256' } });
	const store = await storeOf({ folder });
	const name = 'Bench Account';
	const credential = {
		id: await n8n.rest.saveCredential('googleApi', name, googleAccount()),
		name,
	};
	const publish = async (node: Parameters<typeof sheetFlow>[1]): Promise<string> => {
		const id = `bench${++flows}`;
		await n8n.rest.publish(sheetFlow(id, node, { credential, answer: 'firstEntryJson' }));
		return await n8n.webhook(id);
	};
	const post = async (address: string, rows: object[]): Promise<Cost> => {
		const body = JSON.stringify(rows);
		const before = server.calls.length;
		serverMs = 0;
		const watch = watchMemory(n8n.process.pid);
		const began = performance.now();
		const response = await fetch(address, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body,
		});
		const text = await response.text();
		const ms = performance.now() - began;
		const peakMb = await watch();
		if (!response.ok)
			throw new Error(`${address} answered ${response.status}: ${text.slice(0, 300)}`);
		const kinds = server.calls.slice(before).map(({ kind }) => kind);
		return {
			ms,
			serverMs,
			reads: kinds.filter((kind) => kind === 'read').length,
			writes: kinds.filter((kind) => kind === 'write').length,
			...(peakMb !== undefined && { peakMb }),
		};
	};
	let flows = 0;
	return {
		store,
		add(headers) {
			const book = server.add('Leads of Example Ltd');
			if (headers === undefined) return book;
			const tab = newTab(1, 'Leads', 0, roomyRows, headers.length);
			tab.rows[0] = headers.map((value) => ({ value }));
			book.tabs = [tab];
			return book;
		},
		async ours(book) {
			const address = await publish(leadSheet(book.id));
			return async () => await post(address, [{}]);
		},
		async rival(book, headers) {
			const columns = automatic(headers.slice(0, 1), [...headers]);
			const address = await publish(googleSheets(book.id, 'appendOrUpdate', columns));
			return async (rows) => await post(address, rows);
		},
		async end() {
			await store.close();
			await n8n.stop();
			await proxy.stop();
			await server.stop();
			fs.rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Watches the resident memory of a process; Linux tells it. */
function watchMemory(pid: number): () => Promise<number | undefined> {
	let going = true;
	let peak: number | undefined;
	const watching = (async () => {
		while (going) {
			const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(statusOf(pid)) ?? [];
			if (kilobytes !== undefined) peak = Math.max(peak ?? 0, Math.round(Number(kilobytes) / 1024));
			await later(look);
		}
	})();
	return async () => {
		going = false;
		await watching;
		return peak;
	};
}

function statusOf(pid: number): string {
	try {
		return fs.readFileSync(`/proc/${pid}/status`, 'utf8');
	} catch {
		return '';
	}
}
