import { describe, expect, it } from '@jest/globals';
import { Assign } from '../../nodes/Assign/Assign.node';
import { claimNext } from '../../lib/process/assign/claim';
import { openContext } from '../../lib/process/stores';
import { runNode, type NodeRun } from '../../scripts/engine/node';
import { given, useStore } from './store';

async function assign(operation: string, run: Omit<NodeRun, 'type'> = {}) {
	return await runNode({
		type: new Assign(),
		...run,
		parameters: { operation, ...run.parameters },
	});
}

const leads = (count: number, about: object = {}) =>
	Array.from({ length: count }, (_, index) => ({
		leadId: `01ARZ3NDEKTSV4RRFFQ69G5F${String(index).padStart(2, '0')}`,
		stage: 'filtered' as const,
		...about,
	}));
const items = (some: Array<{ leadId: string }>) => some.map(({ leadId }) => ({ leadId }));
const rep = (name: string, about: object = {}) => ({
	name,
	email: `${name.toLowerCase()}@example.com`,
	...about,
});
const team = {
	repList: { rep: [rep('Ann'), rep('Bob'), rep('Mia', { isManager: true, weight: 0 })] },
};

/** Saves the reps by assigning nothing that can be assigned. */
async function withReps(some: Array<{ leadId: string }>) {
	const store = await given(some);
	await assign('assign', { items: [], parameters: team });
	const [first] = some;
	await assign('assign', { items: items([first!]), parameters: { ...team, strategy: 'pool' } });
	return store;
}

describe('Claim Next', () => {
	const clock = useStore('2026-03-10T10:00:00.000Z');

	it('gives the most urgent, then the best lead of the pool', async () => {
		const [a, b, c] = leads(3);
		await withReps([
			{ ...a!, team: 'North', priority: 2, score: 90 } as never,
			{ ...b!, team: 'North', priority: 1, score: 60 } as never,
			{ ...c!, team: 'South', priority: 1, score: 99 } as never,
		]);
		const parameters = { rep: 'Ann', pool: 'North' };
		const { outputs } = await assign('claimNext', { items: [{}, {}, {}], parameters });
		expect(outputs['Claimed']?.map(({ json }) => [json['leadId'], json['owner']])).toEqual([
			[b!.leadId, 'ann@example.com'],
			[a!.leadId, 'ann@example.com'],
		]);
	});

	it('gives the others their lead where one who asks is no rep, and nothing out before a stop', async () => {
		const [a] = leads(1);
		const store = await withReps([{ ...a!, team: 'North' } as never]);
		const run = {
			items: [{ who: 'Ann' }, { who: 'zzz' }],
			parameters: { rep: '={{ $json.who }}', pool: 'North' },
		};
		const stopped = await assign('claimNext', run);
		expect(stopped.error?.message).toBe("There is no rep 'zzz' in the reps list [item 1]");
		expect((await store.getLeads([a!.leadId]))[0]?.lead.owner).toBeUndefined();
		const { outputs } = await assign('claimNext', { ...run, onError: 'continueRegularOutput' });
		expect(outputs['Claimed']?.map(({ json }) => json)).toMatchObject([
			{ who: 'zzz', error: expect.stringContaining("no rep 'zzz'") },
			{ leadId: a!.leadId, owner: 'ann@example.com' },
		]);
	});

	it('gives each lead to one rep, with 100 who ask at once', async () => {
		const some = leads(60);
		const store = await withReps(some);
		const reps = await store.reps();
		const context = await openContext('Main', 'test');
		const claims = await Promise.all(
			Array.from(
				{ length: 100 },
				async (_, index) =>
					await claimNext(context, { rep: reps[index % 2]!, pool: '', giveBackAfter: 30 }),
			),
		);
		const got = claims.flatMap((claim) => (claim.kind === 'claimed' ? [claim.lead.leadId] : []));
		expect(new Set(got).size).toBe(got.length);
		const log = await store.assignmentsOf(some.map(({ leadId }) => leadId));
		expect(log).toHaveLength(got.length);
	});

	it('goes back to the pool when nobody answers it in time', async () => {
		const [one] = leads(1, { team: 'North' });
		const store = await withReps([one!]);
		await assign('claimNext', { items: [{}], parameters: { rep: 'ann@example.com' } });
		clock.set('2026-03-10T10:29:00.000Z');
		expect((await assign('reassignOverdue')).outputs['Reassigned']).toEqual([]);
		clock.set('2026-03-10T10:31:00.000Z');
		const { outputs } = await assign('reassignOverdue');
		expect(outputs['Reassigned']?.[0]?.json).toMatchObject({
			owner: null,
			previousOwner: 'ann@example.com',
		});
		const [stored] = await store.getLeads([one!.leadId]);
		expect(stored?.lead).toMatchObject({ team: 'North' });
		expect(stored?.lead.owner).toBeUndefined();
		expect(await store.assignmentsOf([one!.leadId])).toMatchObject([{ endedBy: 'expired' }]);
	});

	it('names a rep who is not in the list', async () => {
		const { error } = await assign('claimNext', { items: [{}], parameters: { rep: 'Zoe' } });
		expect(error?.message).toBe("There is no rep 'Zoe' in the reps list [item 0]");
	});
});

describe('offers, release and overdue leads', () => {
	const clock = useStore('2026-03-10T10:00:00.000Z');
	const owner = async (store: Awaited<ReturnType<typeof given>>, leadId: string) =>
		(await store.getLeads([leadId]))[0]?.lead.owner;

	it('offers to one rep after the other, after three to the manager', async () => {
		const [one] = leads(1);
		const store = await given([one!]);
		const offer = {
			...team,
			repList: { rep: [...team.repList.rep, rep('Cleo')] },
			strategy: 'offer',
		};
		await assign('assign', { items: items([one!]), parameters: offer });
		const owners = [await owner(store, one!.leadId)];
		for (const minute of ['11', '22', '33']) {
			clock.set(`2026-03-10T10:${minute}:00.000Z`);
			await assign('reassignOverdue', { parameters: { strategy: 'offer' } });
			owners.push(await owner(store, one!.leadId));
		}
		expect(owners.slice(0, 3).every((who, index) => who !== owners[index + 1])).toBe(true);
		expect(owners[3]).toBe('mia@example.com');
	});

	it('stops the offer when it is accepted, once, and only by its owner', async () => {
		const [one] = leads(1, { temperature: 'hot' });
		const store = await given([one!]);
		const reps = { repList: { rep: [rep('Ann')] }, strategy: 'offer' };
		await assign('assign', { items: items([one!]), parameters: reps });
		const { error } = await assign('accept', { items: items([one!]), parameters: { rep: 'Bob' } });
		expect(error?.message).toContain('The lead belongs to Ann, not to Bob');
		clock.set('2026-03-10T10:05:00.000Z');
		await assign('accept', { items: items([one!]), parameters: { rep: 'Ann' } });
		const { outputs } = await assign('accept', { items: items([one!]) });
		expect(outputs['Accepted']?.[0]?.json).toMatchObject({
			dueAt: '2026-03-10T10:20:00.000Z',
			nextAction: 'Answer the lead',
		});
		expect(
			(await store.touchpoints({ leadIds: [one!.leadId], perLead: 9 })).filter(
				({ meta }) => meta?.['accepted'],
			),
		).toHaveLength(1);
	});

	it('takes a lead back from a partner until the time for that is over', async () => {
		const at = '2026-03-01T10:00:00.000Z';
		const consent = [{ channel: 'email', purpose: 'sharing', given: true, at }];
		const [one] = leads(1, { consent });
		const store = await given([one!]);
		const broker = rep('Broker', { isPartner: true, price: 35, returnDays: 7 });
		const parameters = {
			repList: { rep: [broker] },
			rules: { rule: [{ kind: 'partner', target: 'Broker' }] },
		};
		const sell = async () => await assign('assign', { items: items([one!]), parameters });
		expect((await sell()).outputs['Assigned']?.[0]?.json['assignment']).toMatchObject({
			price: 35,
			returnUntil: '2026-03-17T10:00:00.000Z',
		});
		await assign('release', { items: items([one!]) });
		expect(await owner(store, one!.leadId)).toBeUndefined();
		await sell();
		clock.set('2026-03-18T10:00:00.000Z');
		const { outputs } = await assign('release', { items: items([one!]) });
		expect(outputs['Released']?.[0]?.json['assignment']).toMatchObject({
			why: 'The partner could return it until 2026-03-17; it stays there.',
		});
		expect(await owner(store, one!.leadId)).toBe('broker@example.com');
	});

	it('releases a lead, which anybody may have then', async () => {
		const [one] = leads(1);
		const store = await given([one!]);
		await assign('assign', {
			items: items([one!]),
			parameters: { repList: { rep: [rep('Ann')] } },
		});
		await assign('release', { items: items([one!]) });
		expect(await owner(store, one!.leadId)).toBeUndefined();
		await assign('assign', {
			items: items([one!]),
			parameters: { repList: { rep: [rep('Bob')] } },
		});
		expect(await owner(store, one!.leadId)).toBe('bob@example.com');
		const log = await store.assignmentsOf([one!.leadId]);
		expect(log.map(({ endedBy }) => endedBy)).toEqual(
			expect.arrayContaining(['released', undefined]),
		);
	});
});
