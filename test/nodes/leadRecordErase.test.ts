import { describe, expect, it } from '@jest/globals';
import { personsOf } from '../../lib/process/record/person';
import { mergeRequests } from '../../lib/process/scrub/merge';
import { openContext } from '../../lib/process/stores';
import { ann, bob, leadRecord } from './leadRecordCall';
import { given, useStore } from './store';

describe('Lead Record: Erase', () => {
	useStore('2026-03-02T09:00:00.000Z');

	it('erases a person only when the address is typed, and passes nothing personal on', async () => {
		const store = await given([ann, bob]);
		const wrong = await leadRecord('erase', {
			items: [ann],
			parameters: { confirm: 'bob@example.com' },
		});
		expect(wrong.error?.message).toContain("'Address to Confirm' is not the address");
		const { outputs } = await leadRecord('erase', {
			items: [{ email: ann.email, phone: '+49 171 2345678' }],
			parameters: { confirm: 'Ann@Example.com' },
		});
		expect(outputs['Erased']?.map(({ json }) => json)).toEqual([
			{
				leadId: ann.leadId,
				erased: true,
				alsoErased: [],
				notReached: expect.arrayContaining([expect.any(String)]),
			},
		]);
		expect(await store.lookUp([{ kind: 'email', value: ann.email }])).toEqual([]);
		const [kept] = await store.getLeads([bob.leadId]);
		expect(kept?.lead.email).toBe(bob.email);
	});

	it('erases and exports the whole person, with the leads that were merged into it, however deep', async () => {
		const store = await given([ann, bob, { ...bob, leadId: 'Z1', email: 'zed@example.com' }]);
		const context = await openContext('Main', 'test');
		await mergeRequests(context, [{ leadIds: [bob.leadId, 'Z1'] }]);
		await mergeRequests(context, [{ leadIds: [ann.leadId, bob.leadId] }]);
		// The journal may be gone; who was merged with whom stands in the leads.
		const [now] = await store.getLeads([ann.leadId]);
		const exported = await leadRecord('export', { items: [{ leadId: ann.leadId }] });
		expect(exported.outputs['Export']?.[0]?.json).toMatchObject({
			mergedLeads: [{ leadId: bob.leadId }, { leadId: 'Z1' }],
		});
		expect(await personsOf(store, now ? [now.lead] : [])).toMatchObject(
			new Map([[ann.leadId, [{}, { leadId: bob.leadId }, { leadId: 'Z1' }]]]),
		);
		const { outputs } = await leadRecord('erase', {
			items: [{ leadId: ann.leadId }],
			parameters: { confirm: ann.leadId },
		});
		expect(outputs['Erased']?.[0]?.json).toMatchObject({ alsoErased: [bob.leadId, 'Z1'] });
		const left = await store.getLeads([ann.leadId, bob.leadId, 'Z1']);
		expect(left.map(({ lead }) => lead.stage)).toEqual(['erased', 'erased', 'erased']);
		expect(JSON.stringify(left)).not.toMatch(/@example\.com/);
		const addresses = [ann.email, bob.email, 'zed@example.com'];
		const kept = await store.suppressed(
			addresses.map((value) => ({ kind: 'email' as const, value })),
		);
		expect(new Set(kept.map(({ value }) => value))).toEqual(new Set(addresses));
	});

	it('erases nothing for an agent unless that is allowed', async () => {
		await given([ann]);
		const { error } = await leadRecord('erase', {
			items: [ann],
			parameters: { confirm: ann.email },
			asTool: true,
		});
		expect(error?.message).toContain('not allowed as a tool');
	});
});
