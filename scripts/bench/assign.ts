import { setImmediate as turn } from 'node:timers/promises';
import {
	decideAssignments,
	idsPerLead,
	type DistributeRequest,
} from '../../lib/core/assign/decide';
import type { Lead } from '../../lib/core/lead/lead';
import { assignRows, slices } from '../../lib/store/client/assign';
import { interleaved, rounded } from './measure';
import type { BenchResult } from './result';

const rounds = 5;
const leadCount = 1_000;
const repCount = 50;

/** 1,000 leads among 50 reps, so many at once as the store decides on under its lock; the rival is a plain counter that only takes turns. */
export async function run(): Promise<BenchResult> {
	const now = Date.UTC(2026, 2, 10, 10);
	const reps = Array.from({ length: repCount }, (_, index) => ({
		repId: `rep${index}`,
		name: `Rep ${index}`,
		email: `rep${index}@example.com`,
		active: index % 10 !== 9,
		weight: 1,
		languages: [],
		territories: [],
		leave: [],
		caps: { perDay: 1_000 },
		workingHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
	}));
	const leads = Array.from({ length: leadCount }, (_, index): Lead => ({
		leadId: `lead${index}`,
		createdAt: '2026-03-10T09:00:00.000Z',
		updatedAt: '2026-03-10T09:00:00.000Z',
		stage: 'filtered',
		stageHistory: [],
		temperature: index % 2 === 0 ? 'hot' : 'warm',
	}));
	const request: DistributeRequest = {
		leadIds: leads.map(({ leadId }) => leadId),
		policy: {
			rules: [],
			strategy: 'roundRobin',
			keepWith: [],
			fallback: 'manager',
			slaMinutes: { hot: 15, warm: 240, cold: 1_440 },
		},
		reps,
		timezone: 'Europe/Berlin',
		holidays: [],
		by: 'bench',
		ids: Array.from({ length: leadCount * idsPerLead }, (_, index) => `id${index}`),
		companyOwners: {},
	};
	const free = reps.filter(({ active }) => active);
	const byCounter = () => leads.map((_lead, index) => free[index % free.length]?.repId);
	const fair = () => {
		const counts = new Map<string, number>();
		for (const one of decideAssignments({}, leads, request, now).decisions) {
			if (one.kind !== 'assigned') return false;
			const { repId } = one.assignment;
			counts.set(repId, (counts.get(repId) ?? 0) + 1);
		}
		return (
			Math.max(...counts.values()) - Math.min(...counts.values()) <= 1 &&
			counts.size === free.length
		);
	};
	const measured = await interleaved(
		{
			ours: async () => {
				let states = {};
				let decided = 0;
				for (const slice of slices(request, assignRows)) {
					if (decided > 0) await turn();
					const some = leads.slice(decided, decided + slice.leadIds.length);
					const result = decideAssignments(states, some, slice, now);
					states = result.states;
					decided += result.decisions.length;
				}
				return decided;
			},
			rival: () => Promise.resolve(byCounter().length),
		},
		rounds,
	);
	const mine = measured['ours'];
	return {
		name: 'assign',
		same: fair(),
		lines: [
			{
				what: '1,000 leads among 50 reps: turns, hours, caps, deadlines, reasons',
				unit: 'µs a lead',
				ours: rounded(mine?.best ?? 0),
				median: rounded(mine?.median ?? 0),
				max: rounded(mine?.max ?? 0),
			},
			{
				what: 'a counter that knows neither hours nor caps',
				unit: 'µs a lead',
				ours: rounded(measured['rival']?.best ?? 0),
			},
		],
		peakMemoryMb: mine?.peakMemoryMb,
		longestBlockMs: mine?.longestBlockMs,
		notes: ['The work is linear in leads × reps of the pool.'],
	};
}
