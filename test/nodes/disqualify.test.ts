import { describe, expect, it } from '@jest/globals';
import { ScrubJunk } from '../../nodes/ScrubJunk/ScrubJunk.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { given, useStore } from './store';

const mickey = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FB1',
	firstName: 'Mickey',
	lastName: 'Mouse',
	email: 'mickey@mailinator.com',
};
const ann = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FB2',
	firstName: 'Ann',
	lastName: 'Lee',
	email: 'ann@example.com',
};

async function scrubJunk(operation: string, run: Omit<NodeRun, 'type'>) {
	return await runNode({
		type: new ScrubJunk(),
		...run,
		parameters: { operation, ...run.parameters },
	});
}

const ids = (...leads: Array<{ leadId: string }>) => leads.map(({ leadId }) => ({ leadId }));

describe('Disqualify and Reopen', () => {
	useStore('2026-03-02T09:00:00.000Z');

	it('disqualifies with a reason, its date to look again, and every stage passed on the way', async () => {
		const store = await given([ann]);
		const { outputs } = await scrubJunk('disqualify', {
			items: ids(ann),
			parameters: { reason: 'noBudget' },
		});
		expect(outputs['Disqualified']?.[0]?.json).toMatchObject({
			stage: 'disqualified',
			stageReason: 'noBudget',
			revisitAt: '2026-06-30T09:00:00.000Z',
		});
		const [stored] = await store.getLeads([ann.leadId]);
		expect(stored?.lead.stageHistory.map(({ to }) => to)).toEqual(['filtered', 'disqualified']);
		expect(await store.auditOf(ann.leadId, 1)).toMatchObject([{ action: 'lead.disqualified' }]);
	});

	it('says nothing untrue of the stages that a lead only passes', async () => {
		const store = await given([{ ...mickey, stage: 'junk', stageReason: 'spamOrBot' }]);
		await scrubJunk('disqualify', {
			items: ids(mickey),
			parameters: { reason: 'noBudget', note: 'Asked twice' },
		});
		const [stored] = await store.getLeads([mickey.leadId]);
		const [passed, left] = stored?.lead.stageHistory ?? [];
		expect(passed).toMatchObject({
			...{ from: 'junk', to: 'filtered', note: 'On the way to disqualified' },
		});
		expect(passed).not.toHaveProperty('reason');
		expect(left).toMatchObject({ to: 'disqualified', reason: 'noBudget', note: 'Asked twice' });
	});

	it('reopens with the reason that the lead has or none, and no lead that is not closed', async () => {
		const imported = { leadId: '01ARZ3NDEKTSV4RRFFQ69G5FB9', stage: 'disqualified' as const };
		const store = await given([
			{ ...ann, stage: 'disqualified', stageReason: 'noBudget' },
			{ ...mickey, stage: 'contacted' },
			imported,
		]);
		const { outputs } = await scrubJunk('reopen', {
			items: ids(mickey, ann, imported),
			onError: 'continueRegularOutput',
		});
		expect(outputs['Reopened']?.map(({ json }) => json)).toMatchObject([
			{ error: expect.stringContaining("A lead in stage 'contacted' cannot be reopened") },
			{ leadId: ann.leadId, stage: 'filtered' },
			{ leadId: imported.leadId, stage: 'filtered' },
		]);
		const [stored] = await store.getLeads([ann.leadId]);
		expect(stored?.lead.stageHistory).toMatchObject([{ to: 'filtered', reason: 'noBudget' }]);
	});

	it.each([
		[{ revisitAfter: 'soon' }, "'Revisit After (Days)' cannot be 'soon' [item 0]"],
		[{ revisitAfter: '-10' }, "'Revisit After (Days)' cannot be '-10' [item 0]"],
		[{ revisitAfter: '1e12' }, "'Revisit After (Days)' cannot be '1e12' [item 0]"],
		[{ reason: 'zzz' }, "There is no reason 'zzz' [item 0]"],
		[{ reason: '={{ $json.nope }}' }, "'Reason' is empty [item 0]"],
	])('disqualifies nobody with %j', async (parameters, message) => {
		const store = await given([ann]);
		const { error } = await scrubJunk('disqualify', { items: ids(ann), parameters });
		expect(error?.message).toBe(message);
		expect(error?.description).toBeTruthy();
		expect((await store.getLeads([ann.leadId]))[0]?.lead.stage).toBe('new');
	});

	it('disqualifies the others where the values of one item cannot be used', async () => {
		await given([ann, mickey]);
		const { outputs } = await scrubJunk('disqualify', {
			items: [
				{ leadId: ann.leadId, why: 'zzz' },
				{ leadId: mickey.leadId, why: 'noNeed' },
			],
			parameters: { reason: '={{ $json.why }}' },
			onError: 'continueRegularOutput',
		});
		expect(outputs['Disqualified']?.map(({ json }) => json)).toMatchObject([
			{ leadId: ann.leadId, error: "There is no reason 'zzz' [item 0]" },
			{ leadId: mickey.leadId, stageReason: 'noNeed' },
		]);
	});

	it('uses the date the user gives', async () => {
		await given([ann]);
		const { outputs } = await scrubJunk('disqualify', {
			items: ids(ann),
			parameters: { reason: 'competitor', revisitAfter: '10' },
		});
		expect(outputs['Disqualified']?.[0]?.json['revisitAt']).toBe('2026-03-12T09:00:00.000Z');
	});
});
