import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../lib/core/lead/lead';
import type { LeadCondition, LeadQuery, LeadStore } from '../../../lib/store/port';
import type { StorePlace } from '../place';
import { aCapture, aLead } from '../fixtures';
import { setUp } from './setUp';

const leads: Lead[] = [
	aLead('A', { score: 10, stage: 'new', topics: ['Roof'], city: 'Ulm', isTest: true }),
	aLead('B', { score: 90, stage: 'assigned', owner: 'mia', domain: 'b.example', city: 'Rome' }),
	aLead('C', { stage: 'assigned', owner: 'leo', temperature: 'hot', employees: 50 }),
	aLead('D', { score: 90, stage: 'nurturing', temperature: 'cold', extra: { 'Roof "age"': '12' } }),
	aLead('E', { createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-04-01T00:00:00.000Z' }),
];

export function listContract(makePlace: () => Promise<StorePlace>): void {
	describe('lists', () => {
		const its = setUp(makePlace);

		async function all(store: LeadStore, query: Partial<LeadQuery>, limit = 100): Promise<string> {
			const ids: string[] = [];
			let after: string | undefined;
			do {
				const page = await store.listLeads({ ...query, limit, ...(after ? { after } : {}) });
				expect(page.leads.length).toBeLessThanOrEqual(limit);
				ids.push(...page.leads.map(({ lead }) => lead.leadId));
				after = page.next;
			} while (after !== undefined);
			return ids.join('');
		}

		it('filters and sorts', async () => {
			const { store } = its();
			await store.saveLeads(leads.map((lead) => aCapture(lead.leadId, { lead })));
			const is = (field: string, value: unknown) => ({
				conditions: [{ field, operator: 'is' as const, value }],
			});
			const cases: Array<[Partial<LeadQuery>, string]> = [
				[{}, 'EABCD'],
				[{ descending: true }, 'DCBAE'],
				[{ sort: 'score', descending: true }, 'DBACE'],
				[{ sort: 'score' }, 'ABDCE'],
				[{ sort: 'updatedAt', descending: true }, 'EDCBA'],
				[{ stages: ['assigned', 'nurturing'] }, 'BCD'],
				[{ stages: [] }, ''],
				[{ temperatures: ['hot', 'cold'] }, 'CD'],
				[{ owner: 'mia' }, 'B'],
				[{ changedSince: '2026-03-15T00:00:00.000Z' }, 'E'],
				[is('city', 'ulm'), 'A'],
				[is('isTest', true), 'A'],
				[is('employees', 50), 'C'],
				[is('Roof "age"', '12'), 'D'],
				[is("x' OR 1=1 --", '1'), ''],
				[{ conditions: [{ field: 'city', operator: 'isNot', value: 'Ulm' }] }, 'EBCD'],
				[{ conditions: [{ field: 'city', operator: 'contains', value: 'OM' }] }, 'B'],
				[{ conditions: [{ field: 'topics', operator: 'contains', value: 'roof' }] }, 'A'],
				[{ conditions: [{ field: 'topics', operator: 'contains', value: 'oo' }] }, ''],
				[{ conditions: [{ field: 'score', operator: 'atLeast', value: 90 }] }, 'BD'],
				[{ conditions: [{ field: 'employees', operator: 'atMost', value: 50 }] }, 'C'],
				[{ conditions: [{ field: 'score', operator: 'exists' }] }, 'ABD'],
				[{ conditions: [{ field: 'Roof "age"', operator: 'missing' }] }, 'EABC'],
				[
					{ conditions: [{ field: 'domain', operator: 'isAnyOf', value: ['b.example', 'x'] }] },
					'B',
				],
				[{ conditions: [{ field: 'city', operator: 'isAnyOf', value: ['ROME', 'Ulm'] }] }, 'AB'],
			];
			for (const [query, wanted] of cases) {
				expect([query, await all(store, query)]).toEqual([query, wanted]);
				expect([query, await all(store, query, 2)]).toEqual([query, wanted]);
			}
		});

		it('compares numbers with numbers, and letters of any language without case', async () => {
			const { store } = its();
			const kept: Array<Partial<Lead>> = [
				{ extra: { seats: '50' }, city: 'ZÜRICH', lists: ['Österreich'] },
				{ extra: { seats: 500 }, city: 'Bern', lists: ['österreichisch'] },
				{ extra: { seats: 'unknown' }, city: 'ŁÓDŹ' },
				{ extra: { seats: '1e999' } },
				{ extra: { seats: `1${'0'.repeat(90)}` } },
				{ extra: { seats: '9'.repeat(200_000) } },
				{ extra: { seats: '12-13' } },
			];
			await store.saveLeads(
				kept.map((fields, index) => {
					const leadId = `L${index}`;
					return aCapture(leadId, { lead: aLead(leadId, fields) });
				}),
			);
			const cases: Array<[LeadCondition, string]> = [
				[{ field: 'seats', operator: 'atLeast', value: 100 }, 'L1L3L4'],
				[{ field: 'seats', operator: 'atMost', value: 100 }, 'L0'],
				[{ field: 'city', operator: 'is', value: 'zürich' }, 'L0'],
				[{ field: 'city', operator: 'isAnyOf', value: ['łódź', 'bern'] }, 'L1L2'],
				[{ field: 'city', operator: 'isNot', value: 'łódź' }, 'L0L1L3L4L5L6'],
				[{ field: 'city', operator: 'contains', value: 'Üri' }, 'L0'],
				[{ field: 'lists', operator: 'contains', value: 'ÖSTERREICH' }, 'L0'],
			];
			for (const [condition, wanted] of cases) {
				const query = { conditions: [condition], sort: 'createdAt' as const };
				expect([condition, await all(store, query)]).toEqual([condition, wanted]);
			}
		});

		it('refuses a cursor it did not make', async () => {
			await expect(its().store.listLeads({ limit: 1, after: 'nonsense' })).rejects.toThrow(
				'Start again with the first page',
			);
		});
	});
}
