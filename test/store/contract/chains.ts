import { describe, expect, it } from '@jest/globals';
import type { Lead, Stage } from '../../../lib/core/lead/lead';
import type { LeadStore } from '../../../lib/store/port';
import { aCapture, aLead, aTask, aTouch } from '../fixtures';
import type { StorePlace } from '../place';
import { wish } from './accounts';
import { merge } from './merges';
import { setUp } from './setUp';

/** The long form, `npm run soak -- --only merges`, asks for a thousand. */
const chains = Number(process.env['LEAD_MERGE_CHAINS'] ?? 25);

/** A fixed row of numbers (Park–Miller), so that a failure can be seen again. */
type Dice = (below: number) => number;
function diceOf(seed: number): Dice {
	let state = seed;
	return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
}

export function chainContract(makePlace: () => Promise<StorePlace>): void {
	describe('chains of merges', () => {
		const its = setUp(makePlace);

		it(`${chains} random chains are taken back in any order of leaves, every row down to the letter`, async () => {
			const { store } = its();
			for (let seed = 1; seed <= chains; seed++) {
				const dice = diceOf(seed * 7919);
				const ids = await people(store, seed, dice);
				const before = await snapshot(store, ids);
				const made = await mergeAtRandom(store, seed, ids, dice);
				expect(await snapshot(store, ids)).not.toEqual(before);
				await unmergeAtRandom(store, made, dice);
				expect([seed, await snapshot(store, ids)]).toEqual([seed, before]);
			}
		}, 900_000);

		it('a merge taken back leaves nothing of the other behind, also below a later one', async () => {
			const { store } = its();
			const ids = ['X1', 'X2', 'X3'];
			await store.saveLeads(
				ids.map((id) =>
					aCapture(id, {
						lead: aLead(id, { email: `${id.toLowerCase()}@example.com`, topics: [`topic ${id}`] }),
					}),
				),
			);
			await merge(store, 'm-12', ['X1', 'X2']);
			await merge(store, 'm-13', ['X1', 'X3']);
			expect(JSON.stringify(await store.getLeads(['X1']))).toContain('x2@example.com');
			await store.unmergeLeads(['m-12'], 'test');
			const [left] = await store.getLeads(['X1']);
			expect(JSON.stringify(left)).not.toMatch(/x2@example|topic X2/);
			expect(JSON.stringify(left)).toMatch(/x3@example.*topic X3|topic X3.*x3@example/);
		});
	});
}

const stagesBefore: readonly Stage[] = ['new', 'filtered', 'contacted', 'nurturing', 'qualified'];

/** Five people with something in every table that a merge may touch; some were converted. */
async function people(store: LeadStore, seed: number, dice: Dice): Promise<string[]> {
	const ids = Array.from({ length: 5 }, (_, index) => `C${String(seed).padStart(4, '0')}${index}`);
	const some = <T>(value: T): T | undefined => (dice(2) === 0 ? value : undefined);
	const leads = ids.map((id): Lead => {
		const stage = stagesBefore[dice(stagesBefore.length)] ?? 'new';
		const more: Partial<Lead> = {
			email: `${id.toLowerCase()}@example.com`,
			fullName: `Person ${id}`,
			stage,
			phone: some(`+4930${id.slice(1)}`),
			company: some(`Company ${dice(3)}`),
			city: some(['Bonn', 'Köln'][dice(2)] ?? ''),
			message: some(`Message of ${id}`),
			topics: some([`topic ${dice(3)}`, `topic ${id}`]),
			doNotContact: some(['phone']),
			lists: some(['list', `list ${dice(2)}`]),
			extra: some({ size: dice(9), note: `of ${id}` }),
			externalIds: some({ crm: id }),
			fieldTimes: some({ city: `2026-02-0${dice(9) + 1}T00:00:00.000Z` }),
			consent: some([
				{
					channel: 'email',
					purpose: 'marketing',
					given: dice(2) === 0,
					at: `2026-01-0${dice(9) + 1}T00:00:00.000Z`,
				},
			]),
		};
		return aLead(
			id,
			Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
		);
	});
	await store.saveLeads(
		leads.map((lead) => aCapture(lead.leadId, { lead, email: lead.email ?? '' })),
	);
	await store.recordTouchpoints(
		ids.flatMap((leadId) =>
			Array.from({ length: dice(3) }, (_, n) => aTouch(`${leadId}-${n}`, { leadId })),
		),
	);
	await store.saveTasks(
		ids.filter(() => dice(2) === 0).map((leadId) => aTask(`task-${leadId}`, { leadId })),
	);
	const ripe = leads.filter(({ stage }) => stage === 'qualified').map(({ leadId }) => leadId);
	await store.convert(
		ripe.filter(() => dice(3) > 0).map((id) => wish(id, { name: `Sale to ${id}` })),
	);
	return ids;
}

/** Merges roots at random, two or three at once, until few are left. */
async function mergeAtRandom(
	store: LeadStore,
	seed: number,
	ids: string[],
	dice: Dice,
): Promise<string[]> {
	const made: string[] = [];
	let roots = [...ids];
	while (roots.length > 1 + dice(2)) {
		const chosen = [...roots].sort(() => dice(3) - 1).slice(0, 2 + dice(2));
		const mergeId = `chain-${seed}-${made.length}`;
		expect(await merge(store, mergeId, chosen)).toEqual(['merged']);
		made.push(mergeId);
		const merged = await store.getLeads(roots);
		roots = merged.flatMap(({ lead }) => (lead.stage === 'merged' ? [] : [lead.leadId]));
	}
	return made;
}

async function unmergeAtRandom(store: LeadStore, made: string[], dice: Dice): Promise<void> {
	const open = [...made];
	for (let tries = 0; open.length > 0 && tries < 1000; tries += 1) {
		const place = dice(open.length);
		const [result] = await store.unmergeLeads([open[place] ?? ''], 'test');
		if (result?.kind === 'undone') open.splice(place, 1);
		else expect(result?.kind).toBe('blocked');
	}
	expect(open).toEqual([]);
}

/** Everything a merge may touch, as text: order and spelling count. */
async function snapshot(store: LeadStore, leadIds: string[]): Promise<string[]> {
	const limit = 1000;
	const leads = await store.getLeads(leadIds);
	const keys = await store.lookUp(
		leadIds.map((id) => ({ kind: 'email' as const, value: `${id.toLowerCase()}@example.com` })),
	);
	return [
		...leads.map(({ lead }) => lead),
		...(await store.touchpoints({ leadIds, perLead: 100 })),
		...(await store.tasks({ leadIds, limit })),
		...(await store.listContacts({ leadIds, limit })).contacts,
		...(await store.listOpportunities({ leadIds, limit })).opportunities,
		...(await store.listAccounts({ leadIds, limit })).accounts,
		keys.map(({ leadId }) => leadId),
	].map((row) => JSON.stringify(row));
}
