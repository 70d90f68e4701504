import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import type { Lead } from '../../lib/core/lead/lead';
import { closeStores, configureStores, storeOf } from '../../lib/process/stores';
import type { IdentityKey, LeadStore } from '../../lib/store/port';

/** Gives every test of a file its own empty store, and a clock that stands at `start` until it is moved. */
export function useStore(start: string): { now: number; set(iso: string): void } {
	const clock = {
		now: Date.parse(start),
		set(iso: string) {
			clock.now = Date.parse(iso);
		},
	};
	let folder = '';
	beforeEach(() => {
		clock.set(start);
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-store-'));
		configureStores({ folder, clock: () => clock.now });
	});
	afterEach(async () => {
		await closeStores();
		fs.rmSync(folder, { recursive: true, force: true });
	});
	return clock;
}

/** Puts leads into the store as they are, with their e-mail as key; returns the store. */
export async function given(
	leads: Array<Partial<Lead> & Pick<Lead, 'leadId'>>,
	workspace = 'Main',
): Promise<LeadStore> {
	const store = await storeOf(workspace);
	const at = new Date(await store.now()).toISOString();
	const results = await store.saveLeads(
		leads.map((fields) => {
			const lead: Lead = {
				createdAt: at,
				updatedAt: at,
				stage: 'new',
				stageHistory: [],
				...fields,
			};
			const keys: IdentityKey[] = lead.email ? [{ kind: 'email', value: lead.email }] : [];
			return { lead, version: 'new', keys, audit: { by: 'test', action: 'given', changes: {} } };
		}),
	);
	const unsaved = results.findIndex(({ kind }) => kind !== 'saved');
	if (unsaved >= 0) throw new Error(`Lead ${unsaved} was not saved: ${results[unsaved]?.kind}`);
	return store;
}
