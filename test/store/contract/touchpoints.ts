import { describe, expect, it } from '@jest/globals';
import { exitTypes } from '../../../lib/core/nurture/exits';
import type { StorePlace } from '../place';
import { aCapture, aTouch } from '../fixtures';
import { setUp } from './setUp';

export function touchpointContract(makePlace: () => Promise<StorePlace>): void {
	describe('touchpoints', () => {
		it('finds the newest of all leads, and none that nobody owns', async () => {
			const { store } = its();
			await store.saveLeads([aCapture('L1'), aCapture('L2')]);
			const at = (day: number) => `2026-03-0${day}T10:00:00.000Z`;
			await store.recordTouchpoints([
				aTouch('n1', { leadId: 'L1', occurredAt: at(1) }),
				aTouch('n3', { leadId: 'L2', occurredAt: at(3) }),
				aTouch('n4', { anonymousId: 'A1', occurredAt: at(4) }),
				aTouch('n2', { leadId: 'L1', occurredAt: at(2) }),
			]);
			const ids = (await store.newestTouchpoints(2)).map(({ sourceId }) => sourceId);
			expect(ids).toEqual(['n3', 'n2']);
		});

		const its = setUp(makePlace);

		it('records each (source, sourceId) once', async () => {
			const { store } = its();
			expect(await store.recordTouchpoints([aTouch('t1'), aTouch('t2'), aTouch('t1')])).toEqual([
				'recorded',
				'recorded',
				'known',
			]);
			expect(
				await store.recordTouchpoints([aTouch('t2'), aTouch('t2', { source: 'mail' })]),
			).toEqual(['known', 'recorded']);
			expect((await store.counts()).touchpoints).toBe(3);
		});

		it('gives the newest of each lead, oldest first', async () => {
			const { store } = its();
			const at = (day: number) => `2026-03-0${day}T00:00:00.000Z`;
			await store.recordTouchpoints([
				aTouch('c', { leadId: 'L1', occurredAt: at(3) }),
				aTouch('a', { leadId: 'L1', occurredAt: at(1) }),
				aTouch('b', { leadId: 'L1', occurredAt: at(2) }),
				aTouch('d', { leadId: 'L2', occurredAt: at(4) }),
			]);
			const ids = async (query: { since?: string; perLead: number }) =>
				(await store.touchpoints({ leadIds: ['L1', 'L2'], ...query })).map(
					({ sourceId }) => sourceId,
				);
			expect(await ids({ perLead: 2 })).toEqual(['b', 'c', 'd']);
			expect(await ids({ perLead: 9, since: at(2) })).toEqual(['b', 'c', 'd']);
			expect(await ids({ perLead: 9 })).toEqual(['a', 'b', 'c', 'd']);
		});

		it('gives what may end a sequence, whatever came after it', async () => {
			const { store } = its();
			const at = (minute: number) => new Date(Date.UTC(2026, 2, 2) + minute * 60_000).toISOString();
			await store.recordTouchpoints(
				exitTypes.map((type, index) => aTouch(type, { leadId: 'L1', type, occurredAt: at(index) })),
			);
			await store.recordTouchpoints(
				Array.from({ length: 300 }, (_, index) =>
					aTouch(`p${index}`, { leadId: 'L1', occurredAt: at(100 + index) }),
				),
			);
			const types = async (query: { since?: string; perLead: number }) =>
				(await store.touchpoints({ leadIds: ['L1', 'L2'], only: 'exits', ...query })).map(
					({ type }) => type,
				);
			expect(await types({ perLead: 200 })).toEqual(exitTypes);
			expect(await types({ perLead: 2 })).toEqual(exitTypes.slice(-2));
			expect(await types({ perLead: 200, since: at(3) })).toEqual(exitTypes.slice(3));
		});
	});
}
