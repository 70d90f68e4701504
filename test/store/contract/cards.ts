import { describe, expect, it } from '@jest/globals';
import type { AssignPolicy } from '../../../lib/core/assign/decide';
import type { StorePlace } from '../place';
import { aCapture, aLead, aRep } from '../fixtures';
import { wish } from './assign';
import { setUp } from './setUp';

const policy: AssignPolicy = {
	rules: [],
	strategy: 'roundRobin',
	keepWith: [],
	fallback: 'unassigned',
	slaMinutes: { hot: 15, warm: 240, cold: 1440 },
	card: true,
};

export function cardsContract(makePlace: () => Promise<StorePlace>): void {
	describe('lead cards', () => {
		const its = setUp(makePlace);
		const leadIds = ['L1', 'L2'];

		async function given(more: Partial<AssignPolicy> = {}) {
			const { store } = its();
			await store.saveLeads(
				leadIds.map((id) => aCapture(id, { lead: aLead(id, { stage: 'filtered' }) })),
			);
			await store.distribute(
				wish(leadIds, { policy: { ...policy, ...more }, reps: [aRep('a'), aRep('b')] }),
			);
			return store;
		}

		const in5Minutes = () => its().clock.iso(300_000);
		const take = async () =>
			(await its().store.takeCards({ leadIds, until: in5Minutes() }))
				.map(({ leadId }) => leadId)
				.sort();

		it('are owed from the assignment on, and go to one who takes them', async () => {
			await given();
			const both = await Promise.all([take(), take()]);
			expect(both.flat().sort()).toEqual(leadIds);
			expect(await take()).toEqual([]);
		});

		it('are owed again when their time is over, or when they are given back', async () => {
			const store = await given();
			await take();
			its().clock.forward(300_001);
			expect(await take()).toEqual(leadIds);
			const [one] = await store.assignmentsOf(['L1']);
			await store.settleCards([{ assignmentId: one?.assignmentId ?? '', state: 'owed' }]);
			expect(await take()).toEqual(['L1']);
		});

		it.each(['told', 'untold'] as const)(
			'are not owed any more once they are %s',
			async (state) => {
				const store = await given();
				await take();
				const log = await store.assignmentsOf(leadIds);
				await store.settleCards(log.map(({ assignmentId }) => ({ assignmentId, state })));
				its().clock.forward(300_001);
				expect(await take()).toEqual([]);
				expect((await store.assignmentsOf(leadIds)).map(({ card }) => card)).toEqual([
					{ state },
					{ state },
				]);
			},
		);

		it('are owed to nobody where none were wanted, and not to a former owner', async () => {
			const store = await given({ card: false });
			expect(await take()).toEqual([]);
			const request = wish(['L1'], { policy, reps: [aRep('a'), aRep('b')] });
			const again = (ids: string[]) => ({
				...request,
				ids,
				reassign: { endedBy: 'declined' as const, why: 'Declined.' },
			});
			await store.distribute(again(['x1', 'x2', 'x3', 'x4']));
			await store.distribute(again(['y1', 'y2', 'y3', 'y4']));
			const taken = await store.takeCards({ leadIds, until: in5Minutes() });
			expect(taken.map(({ assignmentId, leadId }) => [assignmentId, leadId])).toEqual([
				['y1', 'L1'],
			]);
		});
	});
}
