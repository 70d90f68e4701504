import { describe, expect, it } from '@jest/globals';
import type { LeadStore } from '../../../lib/store/port';
import { aCapture, aLead, aTouch } from '../fixtures';
import type { StorePlace } from '../place';
import { setUp } from './setUp';

export function visitorContract(makePlace: () => Promise<StorePlace>): void {
	describe('browsers', () => {
		const its = setUp(makePlace);
		const minute = 60_000;
		const visit = (sourceId: string, visitor: string, more: object = {}) =>
			aTouch(sourceId, { anonymousId: visitor, ...more });
		const ids = async (store: LeadStore, leadId: string) =>
			(await store.touchpoints({ leadIds: [leadId], perLead: 99 })).map(({ sourceId }) => sourceId);
		const join = (visitor: string, leadId: string, mergeId = `${visitor}-${leadId}`) => ({
			visitor,
			leadId,
			mergeId,
			by: 'test',
		});

		it('give their visits to the lead who says so, once, with what the visits tell', async () => {
			const { store, clock } = its();
			const early = '2026-01-01T00:00:00.000Z';
			await store.saveLeads([aCapture('L1', { lead: aLead('L1', { createdAt: clock.iso() }) })]);
			await store.recordTouchpoints([
				visit('v1', 'phone-1', {
					occurredAt: early,
					url: 'https://shop.example.com/?utm_source=news',
					topics: ['Pricing'],
				}),
				visit('v2', 'other-1'),
			]);
			expect(await store.stitch([join('phone-1', 'L1')])).toEqual([
				{ kind: 'stitched', touchpoints: 1 },
			]);
			expect(await store.stitch([join('phone-1', 'L1', 'again'), join('x-12345', 'L9')])).toEqual([
				{ kind: 'known' },
				{ kind: 'missing' },
			]);
			expect(await ids(store, 'L1')).toEqual(['v1']);
			expect((await store.getLeads(['L1']))[0]?.lead).toMatchObject({
				topics: ['Pricing'],
				firstUtm: { source: 'news' },
				landingUrl: 'https://shop.example.com/?utm_source=news',
			});
			expect(await store.visitorsOf(['phone-1', 'other-1'])).toMatchObject([
				{ visitor: 'phone-1', leadId: 'L1', shared: false },
			]);
			// A second device of the same person.
			expect(await store.stitch([join('other-1', 'L1')])).toEqual([
				{ kind: 'stitched', touchpoints: 1 },
			]);
			expect(await ids(store, 'L1')).toHaveLength(2);
		});

		it('that two people use leave both what is theirs, and a visit of nobody to nobody', async () => {
			const { store, clock } = its();
			await store.saveLeads([aCapture('A1'), aCapture('B1')]);
			await store.recordTouchpoints([visit('a', 'tablet', { occurredAt: clock.iso() })]);
			await store.stitch([join('tablet', 'A1')]);
			clock.forward(24 * 60 * minute);
			await store.recordTouchpoints([
				visit('a2', 'tablet', { leadId: 'A1', occurredAt: clock.iso() }),
			]);
			await store.stitch([join('tablet', 'B1')]);
			expect([await ids(store, 'A1'), await ids(store, 'B1')]).toEqual([['a', 'a2'], []]);
			expect(await store.visitorsOf(['tablet'])).toMatchObject([{ leadId: 'B1', shared: true }]);
			clock.forward(31 * minute);
			expect(await store.visitorsOf(['tablet'])).toEqual([]);
			await store.recordTouchpoints([visit('nobody', 'tablet', { occurredAt: clock.iso() })]);
			clock.forward(60 * minute);
			await store.recordTouchpoints([visit('a3', 'tablet', { occurredAt: clock.iso() })]);
			await store.stitch([join('tablet', 'A1', 'third')]);
			expect([await ids(store, 'A1'), await ids(store, 'B1')]).toEqual([['a', 'a2', 'a3'], []]);
		});

		it('are taken back by Unmerge, with everything that came from them', async () => {
			const { store, clock } = its();
			await store.saveLeads([aCapture('L1')]);
			const before = (await store.getLeads(['L1']))[0]?.lead;
			const at = clock.iso();
			await store.recordTouchpoints([visit('v1', 'wrong1', { topics: ['Boats'], occurredAt: at })]);
			await store.stitch([join('wrong1', 'L1', 'm1')]);
			await store.recordTouchpoints([visit('v2', 'wrong1', { leadId: 'L1', occurredAt: at })]);
			expect(await store.mergesOf(['L1'])).toMatchObject([{ mergeId: 'm1', absorbedIds: [] }]);
			expect(await store.unmergeLeads(['m1'], 'test')).toEqual([
				{ kind: 'undone', leadIds: ['L1'] },
			]);
			expect((await store.getLeads(['L1']))[0]?.lead).toEqual(before);
			expect(await ids(store, 'L1')).toEqual([]);
			expect(await store.visitorsOf(['wrong1'])).toEqual([]);
			await store.saveLeads([aCapture('L2')]);
			expect(await store.stitch([join('wrong1', 'L2')])).toEqual([
				{ kind: 'stitched', touchpoints: 2 },
			]);
		});

		it('stay with their lead through a merge and its taking back', async () => {
			const { store, clock } = its();
			await store.saveLeads([aCapture('L1'), aCapture('L2')]);
			await store.recordTouchpoints([visit('v1', 'phone-2')]);
			await store.stitch([join('phone-2', 'L2')]);
			const [one, two] = await store.getLeads(['L1', 'L2']);
			if (!one || !two) throw new Error('The leads are missing.');
			const audit = { by: 'test', action: 'merge', changes: {} };
			const absorbed = {
				...two,
				lead: { ...two.lead, stage: 'merged' as const, duplicateOf: 'L1' },
			};
			await store.mergeLeads([{ mergeId: 'm', survivor: one, absorbed: [absorbed], audit }]);
			expect(await store.stitch([join('phone-2', 'L1', 'after')])).toEqual([{ kind: 'known' }]);
			await store.recordTouchpoints([
				visit('v2', 'phone-2', { leadId: 'L1', occurredAt: clock.iso() }),
			]);
			await store.unmergeLeads(['m'], 'test');
			expect([await ids(store, 'L1'), await ids(store, 'L2')]).toEqual([[], ['v1', 'v2']]);
		});

		it('are forgotten with their lead', async () => {
			const { store } = its();
			await store.saveLeads([aCapture('L1')]);
			await store.stitch([join('phone-3', 'L1')]);
			await store.erase(['L1'], 'test');
			expect(await store.visitorsOf(['phone-3'])).toEqual([]);
			expect(await store.stitch([join('phone-3', 'L1')])).toEqual([{ kind: 'missing' }]);
		});
	});
}
