import { describe, expect, it } from '@jest/globals';
import type { AssignPolicy } from '../../../lib/core/assign/request';
import { defaultPeriods } from '../../../lib/core/lead/dueMoves';
import { assignLeads } from '../../../lib/process/assign/assign';
import { reassignOverdue } from '../../../lib/process/assign/overdue';
import { moveDueLeads } from '../../../lib/process/record/moveDue';
import { openContext } from '../../../lib/process/stores';
import { rep } from '../../core/assign/given';
import { given, useStore } from '../../nodes/store';

const policy: AssignPolicy = {
	rules: [],
	strategy: 'roundRobin',
	keepWith: ['owner'],
	fallback: 'manager',
	slaMinutes: { hot: 15, warm: 240, cold: 1440 },
};
const reps = [rep('Ann'), rep('Bob'), rep('Cleo'), rep('Mia', { isManager: true, weight: 0 })];
const dayMs = 86_400_000;

describe('leads that nobody answers', () => {
	const clock = useStore('2026-03-02T09:00:00.000Z');

	it('go from rep to rep, to the manager, and after 30 days from assigned to nurturing', async () => {
		const leadId = '01ARZ3NDEKTSV4RRFFQ69G5F00';
		const store = await given([{ leadId, stage: 'filtered', temperature: 'warm' }]);
		await assignLeads(
			await openContext('Main', 'test'),
			await store.getLeads([leadId]),
			policy,
			reps,
		);
		const start = clock.now;
		const seen: Array<[number, string, string | undefined]> = [];
		for (let hours = 0; hours <= 60 * 24; hours += 6) {
			clock.now = start + hours * 3_600_000;
			const context = await openContext('Main', 'test');
			await reassignOverdue(context, policy, reps);
			await moveDueLeads(context, defaultPeriods);
			const lead = (await store.getLeads([leadId]))[0]!.lead;
			const last = seen.at(-1);
			if (last?.[1] !== lead.stage || last[2] !== lead.owner)
				seen.push([(clock.now - start) / dayMs, lead.stage, lead.owner]);
		}
		expect(seen.map(([, stage]) => stage)).toEqual([...Array(4).fill('assigned'), 'nurturing']);
		expect(seen[3]?.[2]).toBe('Mia');
		expect(seen[4]).toEqual([30, 'nurturing', 'Mia']);
		expect(await store.assignmentsOf([leadId])).toHaveLength(4);
	});

	it('stay with their owner while nobody else is free', async () => {
		const leadId = '01ARZ3NDEKTSV4RRFFQ69G5F00';
		const store = await given([{ leadId, stage: 'filtered', temperature: 'hot' }]);
		const alone = reps.slice(0, 1);
		await assignLeads(
			await openContext('Main', 'test'),
			await store.getLeads([leadId]),
			policy,
			alone,
		);
		clock.set('2026-03-02T10:00:00.000Z');
		const late = await reassignOverdue(await openContext('Main', 'test'), policy, alone);
		expect(late.outcomes).toMatchObject([{ kind: 'kept', lead: { owner: 'Ann' } }]);
		expect(await store.assignmentsOf([leadId])).toMatchObject([{ repId: 'Ann' }]);
	});

	it('are found behind 1,000 older ones whose time is not over', async () => {
		const context = await openContext('Main', 'test');
		const ids = Array.from({ length: 1_101 }, context.newId);
		const leads = ids.map((leadId, index) => ({
			leadId,
			stage: 'assigned' as const,
			owner: 'Ann',
			createdAt: new Date(clock.now - (2_000 - index) * 60_000).toISOString(),
			dueAt: new Date(clock.now + (index < 1_000 ? dayMs : -60_000)).toISOString(),
		}));
		await given(leads.slice(0, 1_000));
		await given(leads.slice(1_000));
		const { outcomes } = await reassignOverdue(context, policy, reps);
		expect(outcomes.map(({ kind, lead }) => [kind, lead.leadId]).sort()).toEqual(
			ids.slice(1_000).map((leadId) => ['assigned', leadId]),
		);
	});
});
