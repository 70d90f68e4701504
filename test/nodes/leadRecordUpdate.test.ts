import { describe, expect, it } from '@jest/globals';
import { ann, bob, leadRecord } from './leadRecordCall';
import { given, useStore } from './store';

describe('Lead Record: Update', () => {
	useStore('2026-03-02T09:00:00.000Z');

	it('updates fields from fixed values and from the item, and keeps who changed what', async () => {
		const store = await given([{ ...ann, city: 'Bonn', notes: 'Call back' }]);
		const { outputs } = await leadRecord('update', {
			items: [{ leadId: ann.leadId, size: '1,200', email2: 'Ann.Lee@Example.com' }],
			parameters: {
				set: {
					fields: [
						{ field: 'employees', take: 'item', from: 'size' },
						{ field: 'email', take: 'item', from: 'email2' },
						{ field: 'city', take: 'item', from: 'absent' },
						{ field: 'notes', take: 'nothing' },
						{ field: '__other', fieldName: 'tier', take: 'value', value: 'Gold' },
					],
				},
			},
		});
		expect(outputs['Lead']?.[0]?.json).toMatchObject({ employees: 1200, tier: 'Gold' });
		const [hit] = await store.lookUp([{ kind: 'email', value: 'ann.lee@example.com' }]);
		expect(hit?.leadId).toBe(ann.leadId);
		const [stored] = await store.getLeads([ann.leadId]);
		expect(stored?.lead).toMatchObject({
			employees: 1200,
			email: 'Ann.Lee@example.com',
			city: 'Bonn',
			extra: { tier: 'Gold' },
		});
		expect(stored?.lead.notes).toBeUndefined();
		const [audit] = await store.auditOf(ann.leadId, 1);
		expect(audit?.changes['employees']).toEqual({ to: 1200 });
	});

	it.each([undefined, null, '', ' '])(
		'leaves a field as it is where the item says %p',
		async (n) => {
			const store = await given([{ ...ann, city: 'Bonn', company: 'Lee Ltd' }]);
			const { error } = await leadRecord('update', {
				items: [{ leadId: ann.leadId, n }],
				parameters: {
					set: {
						fields: [
							{ field: 'company', take: 'item', from: 'n' },
							{ field: 'city', take: 'value', value: '={{ $json.n }}' },
						],
					},
				},
			});
			expect(error).toBeUndefined();
			const [stored] = await store.getLeads([ann.leadId]);
			expect(stored?.lead).toMatchObject({ city: 'Bonn', company: 'Lee Ltd' });
		},
	);

	it.each([
		['a score beyond its range', { field: 'lockedScore', value: '999' }, 'from 0 to 100'],
		['a zone that there is not', { field: 'timezone', value: 'Mars/Base' }, "hold 'Mars/Base'"],
		['a date of two meanings', { field: 'renewalDate', value: '03/04/2026' }, 'as 2026-03-02'],
		[
			'a value of the wrong kind',
			{ field: 'employees', value: 'many' },
			"'Employees' cannot hold 'many'",
		],
		['the stage', { field: 'stage', value: 'customer' }, "operation 'Move Stage'"],
		['what the process keeps', { field: 'score', value: '99' }, 'kept by the lead process'],
		[
			"somebody else's address",
			{ field: 'email', value: 'bob@example.com' },
			'belongs to another lead',
		],
	])('refuses to set %s, and leaves the lead as it was', async (_what, row, message) => {
		const store = await given([ann, bob]);
		const { error } = await leadRecord('update', {
			items: [{ leadId: ann.leadId }],
			parameters: { set: { fields: [{ field: 'city', value: 'Bonn' }, row] } },
		});
		expect(error?.message).toContain(message);
		const [stored] = await store.getLeads([ann.leadId]);
		expect(stored).toMatchObject({ version: 1, lead: { email: ann.email } });
		expect(stored?.lead.city).toBeUndefined();
	});
});
