import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '../../../lib/store/open';
import type { LeadStore } from '../../../lib/store/port';
import type { StorePlace } from '../place';

/** A new folder for SQLite stores. */
export async function sqlitePlace(): Promise<StorePlace & { folder: string }> {
	const folder = await mkdtemp(path.join(tmpdir(), 'lead-store-'));
	const stores: LeadStore[] = [];
	return {
		folder,
		async open({ workspace = 'Main', clock } = {}) {
			const store = await openStore({ engine: 'sqlite', folder, workspace, clock });
			stores.push(store);
			return store;
		},
		async remove() {
			await Promise.all(stores.map((store) => store.close()));
			await rm(folder, { recursive: true, force: true });
		},
	};
}
