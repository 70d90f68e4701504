import { describe, expect, it } from '@jest/globals';
import { mergeLeads } from '../../../lib/core/dedupe/merge';
import type { LeadStore, StoredLead } from '../../../lib/store/port';
import { aCapture, aLead, aTask, aTouch } from '../fixtures';
import type { StorePlace } from '../place';
import { setUp } from './setUp';

const at = Date.parse('2026-03-02T09:00:00.000Z');

export function mergeContract(makePlace: () => Promise<StorePlace>): void {
	describe('merging', () => {
		const its = setUp(makePlace);

		it('gives the survivor keys, touchpoints and tasks, and takes everything back', async () => {
			const { store } = its();
			await save(store, ['M1', 'M2'], { company: 'Example Ltd' });
			await store.recordTouchpoints([
				aTouch('t1', { leadId: 'M1' }),
				aTouch('t2', { leadId: 'M2' }),
			]);
			await store.saveTasks([aTask('k2', { leadId: 'M2' })]);
			const before = await snapshot(store, ['M1', 'M2']);
			expect(await merge(store, 'merge-1', ['M1', 'M2'])).toEqual(['merged']);
			expect(await owners(store, ['m1@example.com', 'm2@example.com'])).toEqual(['M1', 'M1']);
			expect(await store.touchpoints({ leadIds: ['M1'], perLead: 9 })).toHaveLength(2);
			expect((await store.getLeads(['M2']))[0]?.lead).toMatchObject({
				stage: 'merged',
				duplicateOf: 'M1',
			});
			expect(await store.mergesOf(['M2'])).toMatchObject([
				{ mergeId: 'merge-1', survivorId: 'M1', absorbedIds: ['M2'] },
			]);
			expect(await store.unmergeLeads(['merge-1'], 'test')).toEqual([
				{ kind: 'undone', leadIds: ['M1', 'M2'] },
			]);
			expect(await snapshot(store, ['M1', 'M2'])).toEqual(before);
			expect(await store.unmergeLeads(['merge-1', 'nothing'], 'test')).toEqual([
				{ kind: 'undone', leadIds: ['M1', 'M2'] },
				{ kind: 'unknown' },
			]);
		});

		it('merges nothing when a lead was changed since it was read', async () => {
			const { store } = its();
			await save(store, ['S1', 'S2']);
			const read = await store.getLeads(['S1', 'S2']);
			const [first] = read;
			if (first)
				await store.saveLeads([{ ...first, audit: { by: 'test', action: 'edit', changes: {} } }]);
			expect(await merge(store, 'merge-s', ['S1', 'S2'], read)).toEqual(['stale']);
			expect(await owners(store, ['s2@example.com'])).toEqual(['S2']);
		});

		it('keeps what people changed on the survivor since the merge', async () => {
			const { store } = its();
			await save(store, ['E1', 'E2']);
			await merge(store, 'merge-e', ['E1', 'E2']);
			const [now] = await store.getLeads(['E1']);
			if (now)
				await store.saveLeads([
					{
						...now,
						lead: { ...now.lead, title: 'Buyer' },
						audit: { by: 'test', action: 'edit', changes: {} },
					},
				]);
			await store.unmergeLeads(['merge-e'], 'test');
			const [back] = await store.getLeads(['E1']);
			expect(back?.lead).toEqual({ ...aLead('E1', { email: 'e1@example.com' }), title: 'Buyer' });
		});
	});
}

async function save(
	store: LeadStore,
	ids: string[],
	more: { company?: string } = {},
): Promise<void> {
	await store.saveLeads(
		ids.map((id) =>
			aCapture(id, { lead: aLead(id, { email: `${id.toLowerCase()}@example.com`, ...more }) }),
		),
	);
}

/** Merges leads as the process does; answers what the store said. */
export async function merge(
	store: LeadStore,
	mergeId: string,
	ids: string[],
	read?: StoredLead[],
): Promise<string[]> {
	const stored = read ?? (await store.getLeads(ids));
	const merged = mergeLeads(
		stored.map(({ lead }) => lead),
		{ by: 'test', at },
	);
	if (merged === undefined) throw new Error('These leads cannot be merged');
	const version = (leadId: string): number =>
		stored.find(({ lead }) => lead.leadId === leadId)?.version ?? 0;
	return await store.mergeLeads([
		{
			mergeId,
			survivor: { lead: merged.survivor, version: version(merged.survivor.leadId) },
			absorbed: merged.absorbed.map((lead) => ({ lead, version: version(lead.leadId) })),
			audit: { by: 'test', action: 'lead.merged', changes: {} },
		},
	]);
}

async function owners(store: LeadStore, emails: string[]): Promise<string[]> {
	const hits = await store.lookUp(emails.map((value) => ({ kind: 'email' as const, value })));
	return hits.map(({ leadId }) => leadId);
}

/** Everything a merge may touch, as text: order and spelling count. */
async function snapshot(store: LeadStore, ids: string[]): Promise<string> {
	const leads = await store.getLeads(ids);
	const touchpoints = await store.touchpoints({ leadIds: ids, perLead: 100 });
	const tasks = await store.tasks({ leadIds: ids, limit: 1000 });
	const keys = await owners(
		store,
		ids.map((id) => `${id.toLowerCase()}@example.com`),
	);
	return JSON.stringify({ leads: leads.map(({ lead }) => lead), touchpoints, tasks, keys });
}
