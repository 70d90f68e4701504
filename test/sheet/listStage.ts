import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcessContext } from '../../lib/process/context';
import { idMaker } from '../../lib/process/ids';
import { openStore } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import type { Book } from './fake/book';
import { FakeSheets } from './fake/server';
import { ListTabs } from './listTabs';

/** A fresh built-in store and an empty spreadsheet. */
export interface ListStage {
	store: LeadStore;
	context: ProcessContext;
	server: FakeSheets;
	book: Book;
	tabs: ListTabs;
	close(): Promise<void>;
}

/** Sets the stage for a test of the tabs beside Leads, on 10 March 2026. */
export async function listStage(): Promise<ListStage> {
	const folder = mkdtempSync(join(tmpdir(), 'lists-'));
	const store = await openStore({ engine: 'sqlite', folder, workspace: 'Main' });
	const server = new FakeSheets();
	const book = server.add('Leads of Example Ltd');
	const now = Date.parse('2026-03-10T10:00:00.000Z');
	const settings = await store.settings();
	return {
		store,
		context: { store, settings, now, by: 'test', newId: idMaker(() => now) },
		server,
		book,
		tabs: new ListTabs(book),
		async close() {
			await store.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
