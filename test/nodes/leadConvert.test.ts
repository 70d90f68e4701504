import { describe, expect, it } from '@jest/globals';
import { bob, leadRecord } from './leadRecordCall';
import { given, useStore } from './store';

describe('Lead Record: Convert', () => {
	useStore('2026-03-02T09:00:00.000Z');
	const buyer = {
		leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA3',
		email: 'bea@roofs.example',
		fullName: 'Bea Roof',
		company: 'Roofs Ltd',
		domain: 'roofs.example',
		stage: 'qualified' as const,
	};
	const parameters = { name: 'New roof', value: 12_000, closeDate: '2026-06-30T00:00:00' };

	it('makes account, contact and opportunity, once', async () => {
		const store = await given([buyer]);
		const items = [{ leadId: buyer.leadId }];
		const first = await leadRecord('convert', { items, parameters });
		expect(first.outputs['Converted']?.[0]?.json).toMatchObject({
			converted: true,
			stage: 'opportunity',
			account: { name: 'Roofs Ltd', domain: 'roofs.example', isNew: true },
			contact: { name: 'Bea Roof', email: buyer.email },
			opportunity: { name: 'New roof', value: 12_000, currency: 'USD', closeDate: '2026-06-30' },
		});
		const again = await leadRecord('convert', { items, parameters });
		expect(again.outputs['Converted']?.[0]?.json).toMatchObject({ converted: false });
		expect((await store.listOpportunities({ limit: 9 })).opportunities).toHaveLength(1);
		const { outputs } = await leadRecord('export', { items });
		expect(outputs['Export']?.[0]?.json).toMatchObject({
			accounts: [{ name: 'Roofs Ltd' }],
			contacts: [{ leadId: buyer.leadId }],
			opportunities: [{ name: 'New roof' }],
		});
	});

	it('puts a second person of the company into its account', async () => {
		await given([
			buyer,
			{ ...buyer, leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA4', email: 'carl@roofs.example' },
		]);
		const { outputs } = await leadRecord('convert', {
			items: [{ leadId: buyer.leadId }, { leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA4' }],
			parameters: { into: 'account' },
		});
		const accounts = outputs['Converted']?.map(({ json }) => json['account']);
		expect(accounts).toMatchObject([{ isNew: true }, { isNew: false }]);
	});

	it('refuses a date that is none, and a lead that is out of the process', async () => {
		await given([buyer, { ...buyer, ...bob, domain: 'other.example', stage: 'disqualified' }]);
		const items = [{ leadId: buyer.leadId }, { leadId: bob.leadId }];
		const onError = 'continueRegularOutput' as const;
		const wrong = await leadRecord('convert', {
			items,
			parameters: { closeDate: 'next summer' },
			onError,
		});
		expect(wrong.outputs['Converted']?.map(({ json }) => json['error'])).toEqual([
			expect.stringContaining("'Close Date' is no date: 'next summe'"),
			expect.stringContaining('is no date'),
		]);
		const { outputs } = await leadRecord('convert', { items, onError });
		expect(outputs['Converted']?.[1]?.json['error']).toContain('Reopen it first');
	});
});
