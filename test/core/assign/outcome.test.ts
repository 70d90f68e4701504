import { describe, expect, it } from '@jest/globals';
import {
	decideAssignments,
	everyone,
	poolsOf,
	type PoolStates,
} from '../../../lib/core/assign/decide';
import { lead, now, owners, policy, rep, request } from './given';

describe('rules, teams and owners', () => {
	const rules = [
		{
			name: 'Swiss',
			field: 'country',
			operator: 'is',
			value: 'CH',
			to: { kind: 'team' as const, id: 'Alps' },
		},
		{
			name: 'Big',
			field: 'employees',
			operator: 'atLeast',
			value: 1000,
			to: { kind: 'rep' as const, id: 'K' },
		},
		{ name: 'Rest waits', field: '', operator: 'is', to: { kind: 'pool' as const, id: 'Later' } },
	];
	const reps = [rep('A', { team: 'Alps' }), rep('K', { team: 'Key' })];

	it('follows the first rule that is met', () => {
		const asked = [
			lead(1, { country: 'CH', employees: 5000 }),
			lead(2, { employees: 5000 }),
			lead(3),
		];
		const { decisions } = decideAssignments(
			{},
			asked,
			request(reps, { policy: { ...policy, rules } }),
			now,
		);
		expect(
			decisions.map((one) =>
				one.kind === 'assigned'
					? [one.assignment.rule, one.lead.owner, one.lead.team]
					: [one.kind, one.lead.team],
			),
		).toEqual([
			['Swiss', 'A', 'Alps'],
			['Big', 'K', 'Key'],
			['unassigned', 'Later'],
		]);
		expect(poolsOf({ policy: { ...policy, rules } })).toEqual([
			everyone,
			'team:Alps',
			'rep:K',
			'pool:Later',
		]);
	});

	it('leaves a lead with its owner, so that a repeated run changes nothing', () => {
		const [first] = decideAssignments({}, [lead(1)], request(reps), now).decisions;
		const again = decideAssignments({}, [first!.lead], request(reps), now + 60_000).decisions;
		expect(again).toEqual([{ kind: 'kept', lead: first!.lead, why: 'It already belongs to A.' }]);
	});

	it('brings a lead that is back from nurturing to its former owner unless that one is gone', () => {
		const back = lead(1, { owner: 'K', stage: 'nurturing' });
		expect(owners(reps, [back])).toEqual(['K']);
		expect(owners([rep('A'), rep('K', { active: false })], [back])).toEqual(['A']);
	});

	it('keeps a company with one rep', () => {
		expect(owners(reps, [lead(1)], { companyOwners: { lead0001: 'K' } })).toEqual(['K']);
	});

	it('takes a lead away from its owner only when asked to', () => {
		const taken = lead(1, { owner: 'A', stage: 'assigned' });
		const reassign = { endedBy: 'reassigned' as const, why: 'overdue' };
		const { decisions } = decideAssignments({}, [taken], request(reps, { reassign }), now);
		expect(decisions).toMatchObject([
			{
				kind: 'assigned',
				ends: 'reassigned',
				lead: { owner: 'K' },
				assignment: { skipped: [{ repId: 'A' }] },
			},
		]);
	});

	it.each([
		[{ isTest: true }, 'test leads'],
		[{ quarantined: true }, 'quarantine'],
		[{ stage: 'junk' as const }, 'junk'],
	])('does not assign %j', (about, why) => {
		const [decision] = decideAssignments({}, [lead(1, about)], request(reps), now).decisions;
		expect(decision).toMatchObject({ kind: 'unassigned' });
		expect(decision?.kind === 'unassigned' && decision.why).toContain(why);
	});
});

describe('the lead that is assigned', () => {
	it('leaves a lead that was answered, or given to somebody else, since it was looked at', () => {
		const late = lead(0, {
			stage: 'assigned',
			owner: 'A',
			dueAt: '2026-03-10T09:30:00.000Z',
			assignedAt: '2026-03-10T09:15:00.000Z',
		});
		const answered = lead(1, {
			...late,
			leadId: 'answered',
			firstResponseAt: '2026-03-10T09:40:00.000Z',
		});
		const expired = { endedBy: 'expired' as const, why: 'late', onlyOverdue: true };
		const asked = [late, answered];
		expect(owners([rep('A'), rep('B')], asked, { reassign: expired })).toEqual(['B', 'kept']);
		const declined = { endedBy: 'declined' as const, why: 'declined', onlyFrom: 'B' };
		expect(owners([rep('A'), rep('B')], [late], { reassign: declined })).toEqual(['kept']);
	});

	it('moves through filtered to assigned and says so in its timeline', () => {
		const ids = ['a1', 't1', 't2', 't3'];
		const [decision] = decideAssignments(
			{},
			[lead(1, { stage: 'new' })],
			request([rep('A')], { ids }),
			now,
		).decisions;
		expect(decision).toMatchObject({
			kind: 'assigned',
			lead: { stage: 'assigned', owner: 'A', assignedAt: '2026-03-10T10:00:00.000Z' },
			assignment: { assignmentId: 'a1', pool: everyone, repId: 'A' },
			touchpoints: [
				{ touchId: 't1', type: 'assignment.changed', sourceId: 'a1' },
				{ touchId: 't2', type: 'lifecycle.changed', meta: { from: 'new', to: 'filtered' } },
				{ touchId: 't3', type: 'lifecycle.changed', meta: { from: 'filtered', to: 'assigned' } },
			],
		});
	});

	it.each([
		['hot', '2026-03-13T16:50:00.000Z', '2026-03-16T09:05:00.000Z'],
		['warm', '2026-03-13T15:00:00.000Z', '2026-03-16T11:00:00.000Z'],
		['cold', '2026-03-13T10:00:00.000Z', '2026-03-16T10:00:00.000Z'],
		['cold', '2026-03-14T22:00:00.000Z', '2026-03-17T09:00:00.000Z'],
	] as const)('answers a %s lead that came %s by %s', (temperature, at, due) => {
		const [decision] = decideAssignments(
			{},
			[lead(1, { temperature })],
			request([rep('A')]),
			Date.parse(at),
		).decisions;
		expect(decision).toMatchObject({ lead: { dueAt: due } });
	});

	it('leaves the leads and states passed in as they were', () => {
		const states: PoolStates = { [everyone]: { credits: { A: 0 }, load: {} } };
		const asked = Object.freeze(lead(1));
		decideAssignments(states, [asked], request([rep('A')]), now);
		expect(states).toEqual({ [everyone]: { credits: { A: 0 }, load: {} } });
	});
});
