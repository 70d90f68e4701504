import { describe, expect, it } from '@jest/globals';
import { defaultPeriods } from '../../../lib/core/lead/dueMoves';
import { assignLeads } from '../../../lib/process/assign/assign';
import { reassignOverdue } from '../../../lib/process/assign/overdue';
import { moveDueLeads } from '../../../lib/process/record/moveDue';
import { policy, team as reps } from '../../core/assign/given';
import { aContext } from '../../process/nurture/kit';
import { aCapture, aLead } from '../fixtures';
import type { StorePlace } from '../place';
import { setUp } from './setUp';

const hour = 3_600_000;

/** Sixty days of a lead that nobody answers, a step of six hours at a time. */
export function overdueContract(makePlace: () => Promise<StorePlace>): void {
	describe('a lead that nobody answers', () => {
		const its = setUp(makePlace);

		it('goes from rep to rep, to the manager, and after 30 days from assigned to nurturing', async () => {
			const { store, clock } = its();
			const start = clock();
			const context = async () => await aContext(store, { now: clock(), read: clock });
			const lead = aLead('L1', { stage: 'filtered', temperature: 'warm' });
			await store.saveLeads([aCapture('L1', { lead })]);
			await assignLeads(await context(), await store.getLeads(['L1']), policy, reps);
			const seen: Array<[number, string, string | undefined]> = [];
			for (let hours = 0; hours <= 60 * 24; hours += 6) {
				await reassignOverdue(await context(), policy, reps);
				await moveDueLeads(await context(), defaultPeriods);
				const { stage, owner } = (await store.getLeads(['L1']))[0]?.lead ?? lead;
				const last = seen.at(-1);
				if (last?.[1] !== stage || last[2] !== owner)
					seen.push([(clock() - start) / (24 * hour), stage, owner]);
				clock.forward(6 * hour);
			}
			expect(seen.map(([, stage]) => stage)).toEqual([...Array(4).fill('assigned'), 'nurturing']);
			expect(new Set(seen.slice(0, 3).map(([, , owner]) => owner)).size).toBe(3);
			expect(seen[3]?.[2]).toBe('Mia');
			expect(seen[4]).toEqual([30, 'nurturing', 'Mia']);
			expect(await store.assignmentsOf(['L1'])).toHaveLength(4);
		});
	});
}
