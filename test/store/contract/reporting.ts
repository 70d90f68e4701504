import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../lib/core/lead/lead';
import type { LeadStore, RetainQuery, Tally, TallyQuery } from '../../../lib/store/port';
import type { StorePlace } from '../place';
import { aCapture, aDelivery, aLead, anEnrolment, aReceipt, aSequence, aTouch } from '../fixtures';
import { setUp } from './setUp';

const march = { since: '2026-03-01T00:00:00.000Z', until: '2026-04-01T00:00:00.000Z' };
const february = { since: '2026-02-01T00:00:00.000Z', until: march.since };

/** Everything of a count, page by page, lines of several pages added up; as 'what period keys n sum'. */
export async function allTallies(
	store: LeadStore,
	query: Partial<TallyQuery>,
): Promise<Map<string, { n: number; sum: number }>> {
	const lines = new Map<string, { n: number; sum: number }>();
	let after: string | undefined;
	do {
		const page = await store.tally({
			of: 'leads',
			periods: [march, february],
			asOf: march.until,
			currency: 'USD',
			...query,
			...(after === undefined ? {} : { after }),
		});
		for (const row of page.rows) {
			const line = lines.get(keyOf(row)) ?? { n: 0, sum: 0 };
			lines.set(keyOf(row), { n: line.n + row.n, sum: line.sum + row.sum });
		}
		after = page.next;
	} while (after !== undefined);
	return lines;
}

function keyOf({ what, period, keys }: Tally): string {
	return [what, period, ...keys].join('|').replace(/\|+$/, '');
}

export function reportingContract(makePlace: () => Promise<StorePlace>): void {
	describe('reports', () => {
		const its = setUp(makePlace);
		const by = 'Score (workflow Leads)';

		it('counts what came in, where it went, how fast, and what it brought', async () => {
			const { store } = its();
			const at = (day: string) => `2026-03-${day}.000Z`;
			const won = aLead('WON', {
				source: 'Fair',
				campaign: 'Spring',
				cost: 10,
				dealValue: 500,
				currency: 'USD',
				createdAt: at('02T09:00:00'),
				stage: 'customer',
				owner: 'mia',
				assignedAt: at('02T09:05:00'),
				dueAt: at('02T09:20:00'),
				firstResponseAt: at('02T09:30:00'),
				emailStatus: 'valid',
				email: 'won@example.com',
				stageHistory: [
					{ from: null, to: 'new', by, at: at('02T09:00:00') },
					{ from: 'new', to: 'filtered', by, at: at('02T09:00:30') },
					{ from: 'filtered', to: 'assigned', by, at: at('02T09:05:00') },
					{ from: 'assigned', to: 'contacted', by: 'mia', at: at('02T09:30:00') },
					{ from: 'contacted', to: 'qualified', by: 'mia', at: at('03T09:30:00') },
					{ from: 'qualified', to: 'opportunity', by: 'mia', at: at('04T09:30:00') },
					{ from: 'opportunity', to: 'customer', by: 'mia', at: at('05T12:10:00') },
				],
			});
			const others: Array<Partial<Lead> & { leadId: string }> = [
				{ leadId: 'TEST', isTest: true },
				{ leadId: 'MERGED', stage: 'merged' },
				{ leadId: 'TARGET', stage: 'target' },
				{ leadId: 'EARLY', createdAt: '2026-02-10T00:00:00.000Z', source: 'Fair' },
				{
					leadId: 'JUNK',
					stage: 'junk',
					source: 'Ads',
					createdAt: march.since,
					stageHistory: [{ from: 'new', to: 'junk', reason: 'spamOrBot', by, at: march.since }],
				},
				{ leadId: 'LATER', createdAt: march.until },
				{
					leadId: 'EUR',
					createdAt: at('01T10:00:00'),
					dealValue: 9,
					currency: 'EUR',
					stage: 'customer',
					stageHistory: [{ from: 'opportunity', to: 'customer', by, at: at('01T10:00:00') }],
				},
			];
			await store.saveLeads(
				[won, ...others.map((more) => aLead(more.leadId, more))].map((lead) =>
					aCapture(lead.leadId, { lead: { ...lead, updatedAt: '2026-04-02T00:00:00.000Z' } }),
				),
			);
			const lines = await allTallies(store, {});
			const expected: Record<string, [number, number?]> = {
				'captured|1|Fair': [1],
				'captured|0|Fair|Spring': [1, 10],
				'captured|0|Ads': [1],
				'captured|0': [1],
				'reached|0|customer|Fair|Spring': [1, 500],
				'entered|0|customer|Fair|Spring': [1, 500],
				'entered|0|customer': [1, 0],
				'otherCurrency|0|EUR': [1],
				'move|0|opportunity|customer|person': [1],
				'move|0|new|filtered|process': [1],
				'between|0|new|filtered|0': [1],
				'between|0|assigned|contacted|25': [1],
				// 26 hours and 40 minutes count as 26 hours.
				'between|0|opportunity|customer|1560': [1],
				'lost|0|junk|spamOrBot|Ads': [1],
				'response|0|mia|30': [1],
				'sla|0|mia|late': [1],
				'quality|0|email|valid': [1],
				'quality|0|source|none': [1],
				'series|0|new|1968900': [1],
			};
			const quarter = String(Math.floor(Date.parse(at('02T09:00:00')) / 900_000));
			for (const [line, [n, sum = 0]] of Object.entries(expected)) {
				expect([line, lines.get(line.replace('1968900', quarter))]).toEqual([line, { n, sum }]);
			}
			const captured = [...lines].filter(([line]) => line.startsWith('captured'));
			expect(captured.reduce((sum, [, { n }]) => sum + n, 0)).toBe(4);
		});

		it('counts each lead in one page only, and reads only those that changed since', async () => {
			const { store } = its();
			const many = Array.from({ length: 2300 }, (_one, index) =>
				aCapture(`L${index}`, {
					lead: aLead(`L${index}`, {
						source: `S${index % 3}`,
						updatedAt: index < 100 ? february.since : march.until,
						createdAt: index < 100 ? '2026-01-01T00:00:00.000Z' : march.since,
					}),
				}),
			);
			for (let from = 0; from < many.length; from += 1000)
				await store.saveLeads(many.slice(from, from + 1000));
			const first = await store.tally({
				of: 'leads',
				periods: [march],
				asOf: march.until,
				currency: 'USD',
			});
			expect(first.next).toBeDefined();
			const lines = await allTallies(store, { periods: [march] });
			const captured = [...lines].filter(([line]) => line.startsWith('captured'));
			expect(captured.map(([, { n }]) => n).sort()).toEqual([733, 733, 734]);
		});

		it('counts touchpoints, and knows which mail of which sequence they are about', async () => {
			const { store } = its();
			await store.saveLeads([aCapture('L1')]);
			await store.saveSequence(aSequence('Welcome'));
			await store.enrol([anEnrolment('L1')]);
			const [due] = await store.claimDue({ limit: 1, leaseMs: 60_000 });
			await store.advance([
				{
					fence: due!.fence,
					enrolment: due!.enrolment,
					delivery: aDelivery('L1', { variant: 'B' }),
					keepClaim: true,
				},
			]);
			await store.recordTouchpoints([
				aTouch('delivery-L1:email.sent', {
					leadId: 'L1',
					type: 'email.sent',
					direction: 'out',
					source: 'nurture',
					actor: { kind: 'machine', confidence: 1 },
				}),
				aTouch('r', { leadId: 'L1', type: 'email.reply', meta: { deliveryId: 'delivery-L1' } }),
				aTouch('scan', {
					type: 'email.click',
					actor: { kind: 'machine', confidence: 1 },
					meta: { deliveryId: 'delivery-L1' },
				}),
				aTouch('c', {
					type: 'call.inbound',
					channel: 'Phone',
					direction: 'in',
					topics: ['roof', 'price'],
					meta: { objections: ['too dear'] },
				}),
				aTouch('old', { occurredAt: '2026-01-01T00:00:00.000Z' }),
			]);
			const lines = await allTallies(store, { of: 'touchpoints' });
			expect(Object.fromEntries([...lines].map(([line, { n }]) => [line, n]))).toEqual({
				'touch|0|email.sent||machine|out': 1,
				'touch|0|email.reply||human': 1,
				'touch|0|email.click||machine': 1,
				'touch|0|call.inbound|Phone|human|in': 1,
				'mail|0|email.sent|Welcome|step1|B': 1,
				'mail|0|email.reply|Welcome|step1|B': 1,
				'topic|0|roof': 1,
				'topic|0|price': 1,
				'topics|0': 1,
				'objection|0|too dear': 1,
				'objections|0': 1,
			});
		});

		it('keeps campaigns by name', async () => {
			const { store } = its();
			await store.saveCampaigns([{ name: 'Spring', cost: 100 }, { name: 'Autumn' }]);
			await store.saveCampaigns([{ name: 'spring', cost: 200, source: 'Fair' }]);
			expect(await store.campaigns()).toEqual([
				{ name: 'Autumn' },
				{ name: 'spring', cost: 200, source: 'Fair' },
			]);
		});
	});

	describe('retention', () => {
		const its = setUp(makePlace);
		const limit = '2026-03-05T00:00:00.000Z';
		const run = async (of: RetainQuery['of'], dryRun: boolean) => {
			let rows = 0;
			let after: string | undefined;
			do {
				const page = await its().store.retain({
					of,
					before: limit,
					dryRun,
					...(after === undefined ? {} : { after }),
				});
				rows += page.rows;
				after = page.next;
			} while (after !== undefined);
			return rows;
		};

		it('lets go what is old, says first how much, and nothing twice', async () => {
			const { store, clock } = its();
			await store.saveLeads([aCapture('L1'), aCapture('L2')]);
			clock.forward(5 * 86_400_000);
			await store.saveLeads([aCapture('L3')]);
			await store.keepReceipts([
				aReceipt('old'),
				aReceipt('open'),
				aReceipt('young', { receivedAt: limit }),
			]);
			await store.settleReceipts(
				['old', 'young'].map((id) => ({ receiptId: `receipt-${id}`, state: 'captured' as const })),
			);
			const touches = Array.from({ length: 1500 }, (_one, index) =>
				aTouch(`t${index}`, { leadId: 'L1', type: index < 5 ? 'consent.given' : 'web.pageView' }),
			);
			await store.recordTouchpoints(touches);
			await store.recordTouchpoints([aTouch('young', { leadId: 'L1', occurredAt: limit })]);
			expect(await run('receipts', true)).toBe(1);
			expect(await run('touchpoints', true)).toBe(1495);
			expect(await run('changes', true)).toBe(2);
			expect((await store.counts()).touchpoints).toBe(1501);

			expect([
				await run('receipts', false),
				await run('touchpoints', false),
				await run('changes', false),
				await run('merges', false),
			]).toEqual([1, 1495, 2, 0]);
			expect((await store.counts()).touchpoints).toBe(6);
			const receipts = await store.getReceipts(['receipt-old', 'receipt-open', 'receipt-young']);
			expect(receipts.map(({ payload }) => payload === null)).toEqual([true, false, false]);
			// That it came is still known.
			expect((await store.keepReceipts([aReceipt('old')]))[0]?.kind).toBe('seen');
			expect((await store.auditOf('L1', 10))[0]?.changes).toEqual({ email: {} });
			expect((await store.auditOf('L3', 10))[0]?.changes['email']?.to).toBe('l3@example.com');
			for (const what of ['receipts', 'touchpoints', 'changes', 'merges'] as const)
				expect([what, await run(what, false)]).toEqual([what, 0]);
		});
	});
}
