import { describe, expect, it } from '@jest/globals';
import { assignLeads } from '../../../lib/process/assign/assign';
import { reassignOverdue } from '../../../lib/process/assign/overdue';
import { openContext } from '../../../lib/process/stores';
import { policy, team as reps } from '../../core/assign/given';
import { given, useStore } from '../../nodes/store';

const dayMs = 86_400_000;

describe('leads that nobody answers', () => {
	const clock = useStore('2026-03-02T09:00:00.000Z');

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
