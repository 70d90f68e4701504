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

describe('Scrub Junk', () => {
	const clock = useStore('2026-03-02T09:00:00.000Z');

	it('quarantines junk with its reasons, lets leads pass, and changes nothing the second time', async () => {
		const store = await given([mickey, ann]);
		const run = async () => await scrubJunk('scrub', { items: ids(mickey, ann) });
		const { outputs } = await run();
		expect(outputs['Clean']?.map(({ json }) => json['leadId'])).toEqual([ann.leadId]);
		expect(outputs['Junk']?.[0]?.json).toMatchObject({
			stage: 'junk',
			stageReason: 'fakeIdentity',
			quarantined: true,
			junk: {
				verdict: 'junk',
				points: 90,
				reasons: [
					'The name is that of a well-known character (+50)',
					'A mailbox of a disposable-address provider: mailinator.com (+40)',
				],
			},
		});
		const before = await store.getLeads([mickey.leadId]);
		expect(before[0]?.lead.stageHistory).toHaveLength(1);
		clock.set('2026-03-03T09:00:00.000Z');
		const again = await run();
		expect(again.outputs['Junk']).toHaveLength(1);
		expect(await store.getLeads([mickey.leadId])).toEqual(before);
	});

	it('leaves the lead as it is where junk is only marked', async () => {
		const store = await given([mickey]);
		const { outputs } = await scrubJunk('scrub', {
			items: ids(mickey),
			parameters: { junkGoesTo: 'mark' },
		});
		expect(outputs['Junk']?.[0]?.json).toMatchObject({ stage: 'new', junk: { verdict: 'junk' } });
		expect((await store.getLeads([mickey.leadId]))[0]?.lead).toMatchObject({ stage: 'new' });
	});

	it('sends a customer who looks like junk to a person', async () => {
		await given([{ ...mickey, stage: 'customer' }]);
		const { outputs } = await scrubJunk('scrub', { items: ids(mickey) });
		expect(outputs['Review']?.[0]?.json).toMatchObject({ stage: 'customer' });
	});

	it('takes a lead back from junk and does not throw it out again', async () => {
		const store = await given([mickey]);
		await scrubJunk('scrub', { items: ids(mickey) });
		const { outputs } = await scrubJunk('reopen', {
			items: ids(mickey),
			parameters: { note: 'Really is called that' },
		});
		expect(outputs['Reopened']?.[0]?.json).toMatchObject({ stage: 'filtered', quarantined: false });
		const [stored] = await store.getLeads([mickey.leadId]);
		expect(stored?.lead.quarantined).toBeUndefined();
		expect(stored?.lead.stageHistory.map(({ to }) => to)).toEqual(['junk', 'filtered']);
		const again = await scrubJunk('scrub', { items: ids(mickey) });
		expect(again.outputs['Review']?.[0]?.json).toMatchObject({ stage: 'filtered' });
	});

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

	it('uses the date the user gives', async () => {
		await given([ann]);
		const { outputs } = await scrubJunk('disqualify', {
			items: ids(ann),
			parameters: { reason: 'competitor', revisitAfter: '10' },
		});
		expect(outputs['Disqualified']?.[0]?.json['revisitAt']).toBe('2026-03-12T09:00:00.000Z');
	});

	it('works on items alone: scrubs by common field names and verifies', async () => {
		const items = [{ 'Full Name': 'asdfgh qwerty', 'E-Mail': 'a@yopmail.com' }];
		const scrubbed = await scrubJunk('scrub', { items, parameters: { store: 'none' } });
		expect(scrubbed.outputs['Junk']?.[0]?.json).toMatchObject({
			...items[0],
			junk: { verdict: 'junk' },
		});
		const { outputs } = await scrubJunk('verify', {
			items: [
				{ email: 'ann@gmial.com', phone: '0171 2345678', country: 'Deutschland', PLZ: '1011' },
			],
			parameters: { store: 'none' },
		});
		expect(outputs['Verified']?.[0]?.json).toMatchObject({
			emailStatus: 'risky',
			phoneE164: '+491712345678',
			checks: [
				{ field: 'email', status: 'risky', suggestion: 'ann@gmail.com' },
				{ field: 'phone', status: 'valid' },
				{ field: 'country', status: 'valid', suggestion: 'DE' },
				{ field: 'postalCode', status: 'invalid' },
			],
		});
	});
});
