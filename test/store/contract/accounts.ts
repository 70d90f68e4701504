import { describe, expect, it } from '@jest/globals';
import { idsPerConversion, type ConvertRequest } from '../../../lib/core/convert/types';
import type { Lead } from '../../../lib/core/lead/lead';
import type { ConvertResult, LeadStore } from '../../../lib/store/port';
import type { StorePlace } from '../place';
import { aCapture, aLead } from '../fixtures';
import { setUp } from './setUp';

let made = 0;

/** A wish to convert a lead into an opportunity, with ids of its own. */
export function wish(leadId: string, more: Partial<ConvertRequest> = {}): ConvertRequest {
	made += 1;
	return {
		leadId,
		into: 'opportunity',
		currency: 'EUR',
		matchAccount: 'domainThenName',
		by: 'test',
		ids: Array.from({ length: idsPerConversion }, (_, n) => `${leadId}-${made}-${n}`),
		...more,
	};
}

async function qualified(store: LeadStore, ...leads: Array<Partial<Lead> & { leadId: string }>) {
	await store.saveLeads(
		leads.map((more) =>
			aCapture(more.leadId, {
				lead: aLead(more.leadId, {
					stage: 'qualified',
					email: `${more.leadId.toLowerCase()}@example.com`,
					fullName: `Person ${more.leadId}`,
					...more,
				}),
			}),
		),
	);
}

const accountOf = (result: ConvertResult | undefined) =>
	result !== undefined && 'account' in result ? result.account : undefined;

export function accountContract(makePlace: () => Promise<StorePlace>): void {
	describe('accounts', () => {
		const its = setUp(makePlace);

		it('makes account, contact and opportunity, and writes lead, audit and touchpoints', async () => {
			const { store, clock } = its();
			await qualified(store, { leadId: 'L1', company: 'Acme GmbH', domain: 'acme.example' });
			const more = { name: 'Pilot', value: 9000, closeDate: '2026-06-30' };
			const [result] = await store.convert([wish('L1', more)]);
			expect(result).toMatchObject({
				kind: 'converted',
				isKnownAccount: false,
				account: { name: 'Acme GmbH', domain: 'acme.example' },
				contact: { leadId: 'L1', name: 'Person L1', email: 'l1@example.com' },
				opportunity: { ...more, currency: 'EUR' },
				lead: { version: 2, lead: { stage: 'opportunity', convertedAt: clock.iso() } },
			});
			const [stored] = await store.getLeads(['L1']);
			expect(result).toMatchObject({ lead: stored });
			expect(stored?.lead.accountId).toBe(accountOf(result)?.accountId);
			expect(await store.auditOf('L1', 1)).toMatchObject([{ action: 'lead.converted' }]);
			const touches = await store.touchpoints({ leadIds: ['L1'], perLead: 9 });
			expect(touches).toMatchObject([{ type: 'lifecycle.changed', meta: { to: 'opportunity' } }]);
			expect((await store.counts()).byStage).toEqual({ opportunity: 1 });
		});

		it('changes nothing when the same lead is converted again', async () => {
			const { store } = its();
			await qualified(store, { leadId: 'L1', company: 'Acme' });
			const [first] = await store.convert([wish('L1', { value: 1 })]);
			const [again, gone] = await store.convert([wish('L1', { value: 2 }), wish('unknown')]);
			expect(again).toMatchObject({ kind: 'already', opportunity: { value: 1 } });
			expect(accountOf(again)).toEqual(accountOf(first));
			expect(gone).toEqual({ kind: 'missing', leadId: 'unknown' });
			expect((await store.listOpportunities({ limit: 9 })).opportunities).toHaveLength(1);
		});

		it('matches by domain, then by name, fills blanks and overwrites nothing', async () => {
			const { store } = its();
			await qualified(
				store,
				{ leadId: 'L1', company: 'Acme GmbH', domain: 'acme.example', industry: 'Tools' },
				{
					leadId: 'L2',
					company: 'Other Name',
					domain: 'ACME.example',
					industry: 'Toys',
					employees: 40,
				},
				{ leadId: 'L3', company: 'ACME Ltd.', domain: 'gmail.com' },
				{ leadId: 'L4', company: 'Acme AG' },
				{ leadId: 'L5', company: 'Different', domain: 'gmail.com' },
			);
			const results = await store.convert([
				...['L1', 'L2', 'L3', 'L5'].map((id) => wish(id, { into: 'account' })),
				wish('L4', { matchAccount: 'domain' }),
			]);
			const [one, two, three, five, four] = results.map((result) => accountOf(result)?.accountId);
			expect([two, three]).toEqual([one, one]);
			expect(new Set([one, four, five]).size).toBe(3);
			const { accounts } = await store.listAccounts({ limit: 9 });
			expect(accounts[0]).toMatchObject({
				name: 'Acme GmbH',
				industry: 'Tools',
				employees: 40,
				contacts: 3,
			});
			expect(results[0]).toMatchObject({ lead: { lead: { stage: 'keptAccount' } } });
			const ofFirst = await store.listContacts({ accountIds: [one ?? ''], limit: 9 });
			expect(ofFirst.contacts.map(({ leadId }) => leadId)).toEqual(['L1', 'L2', 'L3']);
			const ofLead = await store.listAccounts({ leadIds: ['L5'], limit: 9 });
			expect(ofLead.accounts.map(({ accountId }) => accountId)).toEqual([five]);
		});

		it('makes one account when many leads of a company are converted at once', async () => {
			const { store, place } = its();
			const other = await place.open();
			const ids = Array.from({ length: 20 }, (_, index) => `L${index}`);
			await qualified(
				store,
				...ids.map((leadId) => ({ leadId, company: 'Acme', domain: 'acme.example' })),
			);
			await Promise.all(
				ids.flatMap((id) => [store.convert([wish(id)]), other.convert([wish(id)])]),
			);
			expect((await store.listAccounts({ limit: 99 })).accounts).toMatchObject([{ contacts: 20 }]);
			expect((await store.listOpportunities({ limit: 99 })).opportunities).toHaveLength(20);
		});

		it('lists page by page, and what was made or changed since', async () => {
			const { store, clock } = its();
			const ids = ['L1', 'L2', 'L3'];
			await qualified(store, ...ids.map((leadId) => ({ leadId, company: `Company ${leadId}` })));
			await store.convert(ids.slice(0, 2).map((id) => wish(id)));
			clock.forward(60_000);
			await store.convert([wish('L3')]);
			const first = await store.listAccounts({ limit: 2 });
			expect(first.accounts.map(({ name }) => name)).toEqual(['Company L1', 'Company L2']);
			const second = await store.listAccounts({ limit: 2, after: first.next });
			expect(second).toMatchObject({ accounts: [{ name: 'Company L3' }] });
			expect(second.next).toBeUndefined();
			const fresh = await store.listOpportunities({ changedSince: clock.iso(), limit: 9 });
			expect(fresh.opportunities).toMatchObject([{ leadId: 'L3', accountName: 'Company L3' }]);
			const some = await store.listOpportunities({ leadIds: ['L1'], limit: 9 });
			expect(some.opportunities).toMatchObject([{ leadId: 'L1', state: 'open' }]);
		});

		it('tells a sale won or lost by the stage of its lead', async () => {
			const { store } = its();
			await qualified(store, { leadId: 'L1' }, { leadId: 'L2' });
			await store.convert([wish('L1'), wish('L2')]);
			for (const [leadId, stage] of [
				['L1', 'customer'],
				['L2', 'disqualified'],
			] as const) {
				const [stored] = await store.getLeads([leadId]);
				if (stored)
					await store.saveLeads([
						{
							lead: { ...stored.lead, stage },
							version: stored.version,
							audit: { by: 'test', action: 'move', changes: {} },
						},
					]);
			}
			const { opportunities } = await store.listOpportunities({ limit: 9 });
			expect(opportunities.map(({ state }) => state)).toEqual(['won', 'lost']);
		});

		it('forgets the person when the lead is erased, and keeps the sale in the figures', async () => {
			const { store } = its();
			await qualified(store, { leadId: 'L1', fullName: 'Secret Person' });
			await store.convert([wish('L1', { name: 'Secret sale', value: 5 })]);
			await store.erase(['L1'], 'test');
			expect((await store.listAccounts({ limit: 9 })).accounts).toEqual([]);
			expect((await store.listContacts({ limit: 9 })).contacts).toEqual([]);
			expect((await store.listOpportunities({ limit: 9 })).opportunities).toMatchObject([
				{ name: 'Erased', value: 5 },
			]);
		});
	});
}
