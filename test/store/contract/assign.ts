import { describe, expect, it } from '@jest/globals';
import type { AssignPolicy, DistributeRequest } from '../../../lib/core/assign/decide';
import type { ClaimRequest, LeadStore, WaitingQuery } from '../../../lib/store/port';
import type { StorePlace } from '../place';
import { aCapture, aLead, aRep } from '../fixtures';
import { setUp } from './setUp';

const policy: AssignPolicy = {
	rules: [],
	strategy: 'roundRobin',
	keepWith: [],
	fallback: 'unassigned',
	slaMinutes: { hot: 15, warm: 240, cold: 1440 },
};
const weighted = [aRep('a', { weight: 5 }), aRep('b'), aRep('c')];

/** Asks the store to give these leads to three reps in turn. */
export function wish(leadIds: string[], more: Partial<DistributeRequest> = {}): DistributeRequest {
	return {
		leadIds,
		policy,
		reps: weighted,
		timezone: 'UTC',
		holidays: [],
		by: 'test',
		ids: leadIds.flatMap((leadId) => [0, 1, 2, 3].map((n) => `${leadId}-${n}`)),
		companyOwners: {},
		...more,
	};
}

async function leadsIn(store: LeadStore, count: number): Promise<string[]> {
	const ids = Array.from({ length: count }, (_, index) => `L${index}`);
	await store.saveLeads(
		ids.map((id) => aCapture(id, { lead: aLead(id, { stage: 'filtered', temperature: 'hot' }) })),
	);
	return ids;
}

export function assignContract(makePlace: () => Promise<StorePlace>): void {
	describe('assignment', () => {
		const its = setUp(makePlace);

		it('keeps reps in order, and replaces those it knows', async () => {
			const { store } = its();
			await store.saveReps([aRep('b'), aRep('a')]);
			await store.saveReps([aRep('c'), aRep('b', { weight: 3 })]);
			expect(await store.reps()).toEqual([aRep('b', { weight: 3 }), aRep('a'), aRep('c')]);
		});

		it('takes turns by weight across calls: A5 B1 C1 gives A A B A C A A', async () => {
			const { store } = its();
			const ids = await leadsIn(store, 7);
			const owners: string[] = [];
			for (const id of ids) {
				const [result] = await store.distribute(wish([id]));
				owners.push(result?.kind === 'assigned' ? result.assignment.repId : '-');
			}
			expect(owners.join('')).toBe('aabacaa');
		});

		it('writes owner, log, audit and touchpoints', async () => {
			const { store } = its();
			const [id = ''] = await leadsIn(store, 1);
			const [result] = await store.distribute(wish([id]));
			expect(result).toMatchObject({
				kind: 'assigned',
				lead: { version: 2, lead: { owner: 'a', stage: 'assigned' } },
			});
			const [stored] = await store.getLeads([id]);
			expect(result).toMatchObject({ lead: stored });
			expect(await store.assignmentsOf([id])).toMatchObject([{ leadId: id, repId: 'a' }]);
			expect(await store.auditOf(id, 1)).toMatchObject([
				{ by: 'test', action: 'assign', changes: { owner: { to: 'a' } } },
			]);
			const touches = await store.touchpoints({ leadIds: [id], perLead: 9 });
			expect(touches.map(({ type }) => type)).toContain('assignment.changed');
			expect((await store.counts()).byOwner).toEqual({ a: 1 });
		});

		it('leaves an owner alone when the same request comes again', async () => {
			const { store } = its();
			const ids = await leadsIn(store, 3);
			await store.distribute(wish(ids));
			const before = await store.getLeads(ids);
			const again = await store.distribute(wish([...ids, 'unknown']));
			expect(again.map(({ kind }) => kind)).toEqual(['kept', 'kept', 'kept', 'missing']);
			expect(await store.getLeads(ids)).toEqual(before);
			expect(await store.assignmentsOf(ids)).toHaveLength(3);
		});

		it('knows who works with a company: the owner of its newest owned lead', async () => {
			const { store } = its();
			const made = [
				['L1', 'one.example', '2026-01-01', 'ann'],
				['L2', 'one.example', '2026-02-01', 'ben'],
				['L3', 'one.example', '2026-03-01', undefined],
				['L4', 'two.example', '2026-03-01', undefined],
			] as const;
			await store.saveLeads(
				made.map(([leadId, domain, day, owner]) => {
					const change = aCapture(leadId);
					const createdAt = `${day}T00:00:00.000Z`;
					return {
						...change,
						lead: { ...change.lead, domain, createdAt, ...(owner ? { owner } : {}) },
					};
				}),
			);
			expect(await store.companyOwners(['ONE.example', 'two.example', 'three.example'])).toEqual({
				'ONE.example': 'ben',
			});
			await store.erase(['L1'], 'test');
			const domains = ['ONE.example', 'two.example', 'three.example'];
			expect(await store.companyLeads({ domains, perDomain: 5 })).toEqual({
				'ONE.example': ['L3', 'L2'],
				'two.example': ['L4'],
			});
			expect(await store.companyLeads({ domains, perDomain: 1 })).toMatchObject({
				'ONE.example': ['L3'],
			});
		});

		it('gives a lead that is named twice in one request one owner', async () => {
			const { store } = its();
			const [id = ''] = await leadsIn(store, 1);
			await store.distribute(wish([id, id]));
			expect(await store.assignmentsOf([id])).toHaveLength(1);
		});

		it('keeps shares fair when many distribute at once', async () => {
			const { store, place } = its();
			const other = await place.open();
			const ids = await leadsIn(store, 90);
			const reps = [aRep('a'), aRep('b'), aRep('c')];
			await Promise.all(
				ids.flatMap((id, index) => [
					(index % 2 ? store : other).distribute(wish([id], { reps })),
					other.distribute(wish([id], { reps, ids: [0, 1, 2, 3].map((n) => `again-${id}-${n}`) })),
				]),
			);
			expect((await store.counts()).byOwner).toEqual({ a: 30, b: 30, c: 30 });
			expect(await store.assignmentsOf(ids)).toHaveLength(90);
		});

		it('keeps caps, counted over the log', async () => {
			const { store, clock } = its();
			const ids = await leadsIn(store, 4);
			const reps = [aRep('a', { caps: { perHour: 2 } })];
			const kinds = async (leadIds: string[]) =>
				(await store.distribute(wish(leadIds, { reps }))).map(({ kind }) => kind);
			expect(await kinds(ids.slice(0, 3))).toEqual(['assigned', 'assigned', 'unassigned']);
			expect(await kinds(ids.slice(2))).toEqual(['unassigned', 'unassigned']);
			clock.forward(3_600_001);
			expect(await kinds(ids.slice(2))).toEqual(['assigned', 'assigned']);
		});

		it('gives to the least busy, not counting what is closed', async () => {
			const { store } = its();
			const owned = (id: string, stage: 'assigned' | 'customer', owner: string) =>
				aCapture(id, { lead: aLead(id, { stage, owner }) });
			await store.saveLeads([
				owned('X1', 'customer', 'a'),
				owned('X2', 'customer', 'a'),
				owned('X3', 'assigned', 'b'),
			]);
			const [id = ''] = await leadsIn(store, 1);
			const reps = [aRep('a'), aRep('b')];
			const [result] = await store.distribute(
				wish([id], { reps, policy: { ...policy, strategy: 'leastBusy' } }),
			);
			expect(result).toMatchObject({ kind: 'assigned', assignment: { repId: 'a' } });
		});

		describe('pulling', () => {
			const ask = (query: WaitingQuery, more: Partial<DistributeRequest> = {}): ClaimRequest => {
				const { leadIds: _none, ...rest } = wish([], more);
				const ids = Array.from({ length: 4 * query.limit }, () => `i${(made += 1)}`);
				return { ...rest, ids, query };
			};
			let made = 0;
			const waits = (id: string, about: object = {}) =>
				aCapture(id, { lead: aLead(id, { stage: 'filtered', team: 'North', ...about }) });

			it('finds what waits, the most urgent first, then the highest score, then the oldest', async () => {
				const { store } = its();
				await store.saveLeads([
					waits('none'),
					waits('late', { priority: 2, score: 90 }),
					waits('low', { priority: 1, score: 10 }),
					waits('high', { priority: 1, score: 60.5 }),
					waits('older', { priority: 1, score: 60.5, createdAt: '2025-01-01T00:00:00.000Z' }),
					waits('south', { priority: 1, score: 99, team: 'South' }),
					waits('owned', { owner: 'a' }),
					waits('test', { isTest: true }),
					waits('quarantined', { quarantined: true }),
					waits('mine', { stage: 'contacted' }),
				]);
				const found = async (query: WaitingQuery) =>
					(await store.listWaiting(query)).map(({ lead }) => lead.leadId);
				const order = ['older', 'high', 'low', 'late', 'none'];
				expect(await found({ pool: 'north', limit: 9 })).toEqual(order);
				expect(await found({ pool: 'North', skip: 1, limit: 2 })).toEqual(['high', 'low']);
				expect(await found({ pool: '', limit: 9 })).toEqual(['south', ...order]);
				expect(await found({ pool: 'West', limit: 9 })).toEqual([]);
			});

			it('gives the first that fits, and each lead to one rep', async () => {
				const { store, place } = its();
				const other = await place.open();
				const ids = Array.from({ length: 20 }, (_, index) => `L${String(index).padStart(2, '0')}`);
				await store.saveLeads(ids.map((id) => waits(id, { language: id < 'L05' ? 'fr' : 'en' })));
				const reps = [aRep('a', { languages: ['en'] })];
				const query = { pool: 'North', limit: 8 };
				const [first] = (await store.claimLead(ask(query, { reps }))).filter(
					({ kind }) => kind === 'assigned',
				);
				expect(first).toMatchObject({ assignment: { leadId: 'L05', repId: 'a' } });
				const claims = await Promise.all(
					ids.map((_, n) => (n % 2 ? store : other).claimLead(ask(query))),
				);
				const got = claims
					.flat()
					.flatMap((one) => (one.kind === 'assigned' ? [one.assignment.leadId] : []));
				expect([...got, 'L05'].sort()).toEqual(ids);
				expect(await store.claimLead(ask(query))).toEqual([]);
			});
		});

		it('ends the log row of the owner a lead is taken from', async () => {
			const { store } = its();
			const [id = ''] = await leadsIn(store, 1);
			await store.distribute(wish([id]));
			const again = wish([id], {
				reassign: { endedBy: 'reassigned', why: 'overdue' },
				ids: ['n0', 'n1', 'n2', 'n3'],
			});
			await store.distribute(again);
			const log = await store.assignmentsOf([id]);
			expect(log).toMatchObject([{ repId: 'a', endedBy: 'reassigned' }, { assignmentId: 'n0' }]);
			expect(log[1]?.endedAt).toBeUndefined();
			expect((await store.counts()).byOwner).toEqual({ [log[1]?.repId ?? '']: 1 });
		});
	});
}
