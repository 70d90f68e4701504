import {
	decideAssignments,
	type AssignPolicy,
	type DistributeRequest,
	type PoolStates,
} from '../../../lib/core/assign/decide';
import type { Rep } from '../../../lib/core/assign/types';
import type { Lead } from '../../../lib/core/lead/lead';
import { aRep } from '../../store/fixtures';

export const now = Date.parse('2026-03-10T10:00:00.000Z');

export function rep(repId: string, change: Partial<Rep> = {}): Rep {
	return aRep(repId, { email: `${repId.toLowerCase()}@example.com`, ...change });
}

export function lead(index: number, change: Partial<Lead> = {}): Lead {
	return {
		leadId: `lead${String(index).padStart(4, '0')}`,
		createdAt: '2026-03-10T09:00:00.000Z',
		updatedAt: '2026-03-10T09:00:00.000Z',
		stage: 'filtered',
		stageHistory: [],
		...change,
	};
}

export function leads(count: number, change: Partial<Lead> = {}): Lead[] {
	return Array.from({ length: count }, (_, index) => lead(index, change));
}

/** Three reps and their manager, who takes no turns. */
export const team = [
	rep('Ann'),
	rep('Bob'),
	rep('Cleo'),
	rep('Mia', { isManager: true, weight: 0 }),
];

export const policy: AssignPolicy = {
	rules: [],
	strategy: 'roundRobin',
	keepWith: ['owner', 'company'],
	fallback: 'manager',
	slaMinutes: { hot: 15, warm: 240, cold: 1440 },
};

export function request(reps: Rep[], change: Partial<DistributeRequest> = {}): DistributeRequest {
	return {
		leadIds: [],
		policy,
		reps,
		timezone: 'UTC',
		holidays: [],
		workingHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
		by: 'test',
		ids: [],
		companyOwners: {},
		...change,
	};
}

/** Who got each lead, or what else became of it. */
export const owners = (
	reps: Rep[],
	asked: Lead[],
	change: Partial<DistributeRequest> = {},
	states: PoolStates = {},
) =>
	decideAssignments(states, asked, request(reps, change), now).decisions.map((one) =>
		one.kind === 'assigned' ? one.assignment.repId : one.kind,
	);
