import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideAssignments, everyone } from '../../../lib/core/assign/decide';
import { lead, leads, now, owners, policy, rep, request } from './given';

describe('round robin', () => {
	it('gives A 5, B 1, C 1 their turns as A A B A C A A', () => {
		const reps = [rep('C'), rep('A', { weight: 5 }), rep('B')];
		expect(owners(reps, leads(7)).join(' ')).toBe('A A B A C A A');
	});

	it('goes on where the last run stopped', () => {
		const reps = [rep('A', { weight: 5 }), rep('B'), rep('C')];
		const first = decideAssignments({}, leads(3), request(reps), now);
		expect(owners(reps, leads(4), {}, first.states).join(' ')).toBe('A C A A');
	});

	it('keeps every rep within one lead of the fair share, whatever the weights', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
				(weights) => {
					const reps = weights.map((weight, index) =>
						rep(`r${String(index).padStart(2, '0')}`, { weight }),
					);
					const total = weights.reduce((a, b) => a + b, 0);
					const got = new Map<string, number>();
					let farthest = 0;
					owners(reps, leads(Math.min(total, 120))).forEach((who, turn) => {
						got.set(who, (got.get(who) ?? 0) + 1);
						for (const { repId, weight } of reps) {
							const drift = (got.get(repId) ?? 0) - ((turn + 1) * weight) / total;
							farthest = Math.max(farthest, Math.abs(drift));
						}
					});
					expect(farthest).toBeLessThan(1);
				},
			),
			{ numRuns: 300 },
		);
	});

	it('differs by at most one lead between reps of equal weight, also when some are away', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 2, max: 20 }),
				fc.integer({ min: 1, max: 100 }),
				(count, many) => {
					const reps = Array.from({ length: count }, (_, index) =>
						rep(`r${index}`, { active: index !== 0 }),
					);
					const got = owners(reps, leads(many));
					const counts = reps
						.slice(1)
						.map(({ repId }) => got.filter((who) => who === repId).length);
					expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
					expect(got).not.toContain('r0');
				},
			),
		);
	});

	it('does not shift the turn of others when a rep is away and comes back', () => {
		const reps = [rep('A'), rep('B'), rep('C')];
		const away = [rep('A'), rep('B', { active: false }), rep('C')];
		const first = decideAssignments({}, leads(1), request(reps), now);
		const second = decideAssignments(first.states, leads(1), request(away), now);
		expect(owners(reps, leads(1), {}, second.states)).toEqual(['B']);
	});
});

describe('least busy', () => {
	const busy = (open: number, lastAssignedAt?: string) => ({
		open,
		lastHour: 0,
		lastDay: 0,
		last30Days: 0,
		...(lastAssignedAt === undefined ? {} : { lastAssignedAt }),
	});
	const change = { policy: { ...policy, strategy: 'leastBusy' as const } };

	it('chooses by open leads for the weight, on a tie who waited longest, then by id', () => {
		const reps = [rep('A'), rep('B'), rep('C', { weight: 2 })];
		const load = {
			A: busy(2, '2026-03-10T09:00:00.000Z'),
			B: busy(2, '2026-03-10T08:00:00.000Z'),
			C: busy(5),
		};
		const states = { [everyone]: { credits: {}, load } };
		expect(owners(reps, leads(4), change, states)).toEqual(['B', 'A', 'C', 'A']);
	});
});

describe('who may take a lead', () => {
	it.each([
		['is not active', rep('A', { active: false }), {}],
		['has weight 0', rep('A', { weight: 0 }), {}],
		[
			'is on leave until 2026-03-12',
			rep('A', { leave: [{ from: '2026-03-09', to: '2026-03-12' }] }),
			{},
		],
		[
			'is outside working hours',
			rep('A', { workingHours: [{ days: [1, 2, 3, 4, 5], from: '13:00', to: '17:00' }] }),
			{},
		],
		["does not speak 'fr'", rep('A', { languages: ['de', 'en'] }), { language: 'fr' }],
		[
			'does not serve CA, US',
			rep('A', { territories: ['US-NY', 'DE'] }),
			{ country: 'US', state: 'CA' },
		],
	])('passes over a rep who %s', (why, one, about) => {
		const [decision] = decideAssignments(
			{},
			[lead(1, about)],
			request([one, rep('Z')]),
			now,
		).decisions;
		expect(decision).toMatchObject({
			kind: 'assigned',
			assignment: { repId: 'Z', skipped: [{ repId: 'A', why }] },
		});
	});

	it('excludes nobody for what a lead does not tell', () => {
		const one = rep('A', { languages: ['de'], territories: ['DE'] });
		expect(owners([one], [lead(1)])).toEqual(['A']);
	});

	it('counts the leads of the same run against the caps', () => {
		const reps = [rep('A', { caps: { perHour: 2 } }), rep('M', { weight: 0, isManager: true })];
		expect(owners(reps, leads(4))).toEqual(['A', 'A', 'M', 'M']);
	});

	it('says why nobody could take it', () => {
		const [decision] = decideAssignments(
			{},
			[lead(1)],
			request([rep('A', { active: false })]),
			now,
		).decisions;
		expect(decision).toMatchObject({
			kind: 'unassigned',
			why: 'Nobody of everyone is free, and no manager either',
			skipped: [{ repId: 'A', why: 'is not active' }],
		});
	});

	it('never gives a lead to a rep outside hours, on leave or over a cap', () => {
		const anyRep = fc.record({
			active: fc.boolean(),
			weight: fc.integer({ min: 0, max: 5 }),
			from: fc.integer({ min: 0, max: 23 }),
			length: fc.integer({ min: 1, max: 23 }),
			leave: fc.boolean(),
			cap: fc.integer({ min: 0, max: 3 }),
			isManager: fc.boolean(),
		});
		const strategies = fc.constantFrom(
			'roundRobin' as const,
			'leastBusy' as const,
			'firstAvailable' as const,
			'offer' as const,
		);
		fc.assert(
			fc.property(
				fc.array(anyRep, { maxLength: 6 }),
				strategies,
				fc.integer({ min: 0, max: 23 }),
				(made, strategy, hour) => {
					const at = Date.UTC(2026, 2, 10, hour, 30);
					const clock = (h: number) => `${String(h % 24).padStart(2, '0')}:00`;
					const reps = made.map((one, index) =>
						rep(`r${index}`, {
							active: one.active,
							weight: one.weight,
							workingHours: [
								{
									days: [1, 2, 3, 4, 5, 6, 7],
									from: clock(one.from),
									to: clock(one.from + one.length),
								},
							],
							leave: one.leave ? [{ from: '2026-03-10', to: '2026-03-10' }] : [],
							caps: { perDay: one.cap },
							isManager: one.isManager,
						}),
					);
					const { decisions } = decideAssignments(
						{},
						leads(12),
						request(reps, { policy: { ...policy, strategy } }),
						at,
					);
					const got = decisions.flatMap((one) =>
						one.kind === 'assigned' ? [one.assignment.repId] : [],
					);
					made.forEach((one, index) => {
						const count = got.filter((who) => who === `r${index}`).length;
						const isOpen = (hour - one.from + 24) % 24 < one.length;
						const may = one.active && !one.leave && isOpen && (one.weight > 0 || one.isManager);
						expect(count).toBeLessThanOrEqual(may ? one.cap : 0);
					});
				},
			),
			{ numRuns: 300 },
		);
	});
});
