import { describe, expect, it } from '@jest/globals';
import { Assign } from '../../nodes/Assign/Assign.node';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { given, useStore } from './store';

async function assign(run: Omit<NodeRun, 'type'>) {
	return await runNode({ type: new Assign(), ...run });
}

const rep = (name: string, about: object = {}) => ({
	name,
	email: `${name.toLowerCase()}@example.com`,
	weight: 1,
	...about,
});
const leads = (count: number, about: object = {}) =>
	Array.from({ length: count }, (_, index) => ({
		leadId: `01ARZ3NDEKTSV4RRFFQ69G5F${String(index).padStart(2, '0')}`,
		stage: 'filtered' as const,
		...about,
	}));
const items = (some: Array<{ leadId: string }>) => some.map(({ leadId }) => ({ leadId }));

describe('Assign', () => {
	const clock = useStore('2026-03-10T10:00:00.000Z');

	it.each([
		[{ field: '__other', fieldName: '', operator: 'is' }, "Rule 2: the field's name is empty"],
		[{ field: 'country', operator: 'equals' }, "'country' cannot be compared by the operator 'equ"],
	])('does not take half a rule, %j, for one that every lead meets', async (half, message) => {
		const one = leads(1);
		await given(one);
		const rule = [
			{ field: 'country', operator: 'is', value: 'FR', kind: 'rep', target: 'A' },
			{ ...half, value: 'DE', kind: 'rep', target: 'M' },
		];
		const { error } = await assign({
			items: items(one),
			parameters: { repList: { rep: [rep('A'), rep('M')] }, rules: { rule } },
		});
		expect(error?.message).toContain(message);
		expect(error?.description).toBeTruthy();
	});

	it('gives every lead by a rule that has no field', async () => {
		const one = leads(1);
		await given(one);
		const { outputs } = await assign({
			items: items(one),
			parameters: {
				repList: { rep: [rep('A'), rep('M')] },
				rules: { rule: [{ field: '', kind: 'rep', target: 'M' }] },
			},
		});
		expect(outputs['Assigned']?.[0]?.json).toMatchObject({ ownerName: 'M' });
	});

	it('gives nobody a lead by a strategy that there is not', async () => {
		const one = leads(1);
		await given(one);
		const repList = { rep: [rep('A')] };
		const { error } = await assign({
			items: items(one),
			parameters: { repList, strategy: 'roundrobin' },
		});
		expect(error?.message).toBe("'Strategy' cannot be 'roundrobin'");
		expect(error?.description).toContain('roundRobin, leastBusy');
	});

	it('gives A 5, B 1, C 1 their turns as A A B A C A A', async () => {
		const seven = leads(7);
		await given(seven);
		const repList = { rep: [rep('A', { weight: 5 }), rep('B'), rep('C')] };
		const { outputs } = await assign({ items: items(seven), parameters: { repList } });
		expect(outputs['Assigned']?.map(({ json }) => json['ownerName']).join(' ')).toBe(
			'A A B A C A A',
		);
	});

	it('saves owner, deadline, log, reps and history', async () => {
		const [one] = leads(1, { temperature: 'hot' });
		const store = await given([one!]);
		const { outputs } = await assign({
			items: items([one!]),
			parameters: { repList: { rep: [rep('Ann', { team: 'North' })] } },
		});
		expect(outputs['Assigned']?.[0]?.json).toMatchObject({
			owner: 'ann@example.com',
			ownerName: 'Ann',
			team: 'North',
			stage: 'assigned',
			dueAt: '2026-03-10T10:15:00.000Z',
			assignment: { why: 'Round robin in everyone: next in turn, share 1 of 1', skipped: [] },
		});
		const [stored] = await store.getLeads([one!.leadId]);
		expect(stored?.lead).toMatchObject({
			owner: 'ann@example.com',
			stage: 'assigned',
			stageHistory: [{ from: 'filtered', to: 'assigned' }],
		});
		expect(await store.assignmentsOf([one!.leadId])).toMatchObject([{ repId: 'ann@example.com' }]);
		expect(await store.reps()).toMatchObject([{ repId: 'ann@example.com', team: 'North' }]);
		const touches = await store.touchpoints({ leadIds: [one!.leadId], perLead: 10 });
		expect(touches.map(({ type }) => type).sort()).toEqual([
			'assignment.changed',
			'lifecycle.changed',
		]);
	});

	it('changes nothing when it is run again', async () => {
		const some = leads(3);
		const store = await given(some);
		const parameters = { repList: { rep: [rep('A'), rep('B')] } };
		await assign({ items: items(some), parameters });
		const before = await store.getLeads(some.map(({ leadId }) => leadId));
		const { outputs } = await assign({ items: items(some), parameters });
		expect(outputs['Assigned']?.map(({ json }) => json['ownerName'])).toEqual(['A', 'B', 'A']);
		expect(await store.getLeads(some.map(({ leadId }) => leadId))).toEqual(before);
		expect(await store.assignmentsOf(some.map(({ leadId }) => leadId))).toHaveLength(3);
	});

	it('counts caps over runs by the store, and leaves the rest unassigned with the reason', async () => {
		const some = leads(3);
		await given(some);
		const parameters = { repList: { rep: [rep('A', { perDay: 1 })] }, fallback: 'unassigned' };
		await assign({ items: items(some.slice(0, 1)), parameters });
		const { outputs } = await assign({ items: items(some.slice(1)), parameters });
		expect(outputs['Assigned']).toEqual([]);
		expect(outputs['Unassigned']?.[0]?.json).toMatchObject({
			owner: null,
			assignment: {
				why: 'Nobody of everyone is free',
				skipped: [{ repId: 'a@example.com', why: 'has had 1 in the last day' }],
			},
		});
		clock.set('2026-03-11T10:00:01.000Z');
		const later = await assign({ items: items(some.slice(1, 2)), parameters });
		expect(later.outputs['Assigned']).toHaveLength(1);
	});

	it('sends leads to the team of the first rule, and keeps a company together', async () => {
		const [swiss, colleague, other] = leads(3, { domain: 'example.org' });
		await given([{ ...swiss!, country: 'CH' }, colleague!, { ...other!, domain: 'gmail.com' }]);
		const parameters = {
			repList: { rep: [rep('A', { team: 'Rest' }), rep('Z', { team: 'Alps' })] },
			rules: {
				rule: [{ field: 'country', operator: 'is', value: 'CH', kind: 'team', target: 'Alps' }],
			},
		};
		await assign({ items: items([swiss!]), parameters });
		const { outputs } = await assign({ items: items([colleague!, other!]), parameters });
		expect(outputs['Assigned']?.map(({ json }) => json['ownerName'])).toEqual(['Z', 'A']);
	});

	it.each([
		[
			{ repList: { rep: [rep('A', { leave: 'tomorrow' })] } },
			"Rep 1 'A': 'Days Off' are written as",
		],
		[{ repList: { rep: [rep('A'), rep('A')] } }, "'a@example.com' is in the list twice."],
		[
			{ rules: { rule: [{ field: 'country', operator: 'is', value: 'CH' }] } },
			"Rule 1 'country is CH': name the team",
		],
	])('says what is wrong in %j', async (parameters, message) => {
		const { error } = await assign({ items: [{}], parameters });
		expect(error?.message).toContain(message);
	});

	it('hints at adding reps', async () => {
		const [one] = leads(1);
		await given([one!]);
		const { outputs, hints } = await assign({ items: items([one!]) });
		expect(outputs['Unassigned']).toHaveLength(1);
		expect(hints.join()).toContain("Add them under 'Rep List'");
	});
});
