import { describe, expect, it } from '@jest/globals';
import type { DueStep, LeadStore } from '../../../lib/store/port';
import type { StorePlace } from '../place';
import { aDelivery } from '../fixtures';
import { enrolled } from './nurture';
import { setUp } from './setUp';

const ids = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8'];

export function turnContract(makePlace: () => Promise<StorePlace>): void {
	describe('limits and those who plan messages at the same time', () => {
		const its = setUp(makePlace);
		const query = { leadIds: ids, mailbox: 'hello@example.com', since: '', mailboxSince: '' };

		async function claimed(): Promise<DueStep[]> {
			await enrolled(its(), ...ids);
			return await its().store.claimDue({ limit: 100, leaseMs: 60_000 });
		}

		async function plan(
			store: LeadStore,
			steps: readonly DueStep[],
			turn: { after?: string; own: string },
		) {
			return await store.advance(
				steps.map(({ enrolment, fence }) => ({
					enrolment,
					fence,
					delivery: aDelivery(enrolment.leadId),
					turn,
					keepClaim: true,
				})),
			);
		}

		it('lets nobody plan by counts that do not know of the newest plan', async () => {
			const { store } = its();
			const [one, two, three] = await claimed();
			if (!one || !two || !three) throw new Error('Nothing was claimed.');
			expect((await store.sentCounts(query)).turn).toBeUndefined();
			expect(await plan(store, [one], { own: 'a' })).toEqual(['done']);
			expect(await plan(store, [two], { own: 'b' })).toEqual(['late']);
			expect(await plan(store, [two], { after: 'x', own: 'b' })).toEqual(['late']);
			expect(await store.deliveries({ limit: 9 })).toHaveLength(1);
			const { turn, byMailbox } = await store.sentCounts(query);
			expect([turn, byMailbox.length]).toEqual(['a', 1]);
			expect(await plan(store, [two], { after: turn, own: 'b' })).toEqual(['done']);
			// The rest of a plan that is written in parts.
			expect(await plan(store, [three], { after: turn, own: 'b' })).toEqual(['done']);
			expect((await store.sentCounts(query)).byMailbox).toHaveLength(3);
		});

		it('lets what needs no limit go on', async () => {
			const { store } = its();
			const [one, two] = await claimed();
			if (!one || !two) throw new Error('Nothing was claimed.');
			await plan(store, [one], { own: 'a' });
			const { enrolment, fence } = two;
			expect(await store.advance([{ enrolment, fence, keepClaim: false }])).toEqual(['done']);
		});

		it('gives one of many the turn', async () => {
			const { store, place, clock } = its();
			const other = await place.open({ clock });
			const steps = await claimed();
			const answers = await Promise.all(
				steps.map((step, index) => plan(index % 2 ? store : other, [step], { own: `p${index}` })),
			);
			expect(answers.flat().sort()).toEqual(['done', ...ids.slice(1).map(() => 'late')]);
			expect((await store.sentCounts(query)).byMailbox).toHaveLength(1);
		});
	});
}
