import type { PoolState, Rep } from './types';
import type { Timestamp } from '../lead/lead';

/** Everything a distribution needs, as data, so that the store can decide inside its transaction. */
export interface DistributeRequest {
	leadIds: string[];
	policy: AssignPolicy;
	/** Reps of the workspace at the moment of asking. */
	reps: Rep[];
	/** Business calendar of the workspace. */
	timezone: string;
	holidays: string[];
	by: string;
	/** Ids for new log rows and touchpoints, one per lead and kind, made by the caller. */
	ids: string[];
	/** Owner of the newest lead with the same company domain, per lead, for 'same company'. */
	companyOwners: Record<string, string>;
	/** Overrides the store's time; for tests and simulation. */
	at?: Timestamp;
}

/** How leads find their rep; the panel's settings in compiled form. */
export interface AssignPolicy {
	rules: Array<{
		name: string;
		field: string;
		operator: string;
		value?: unknown;
		to: { kind: 'team' | 'rep' | 'partner' | 'pool'; id: string };
	}>;
	strategy: 'roundRobin' | 'leastBusy' | 'firstAvailable' | 'offer' | 'pool';
	keepWith: Array<'owner' | 'company'>;
	fallback: 'manager' | 'pool' | 'unassigned';
	slaMinutes: { hot: number; warm: number; cold: number };
}

/** State of the pools involved, keyed by pool id, read inside the transaction. */
export type PoolStates = Record<string, PoolState>;
