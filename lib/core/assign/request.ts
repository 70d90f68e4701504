import type { Timestamp } from '../lead/lead';
import type { WorkingHours } from '../workspace/settings';
import type { Assignment, PoolState, Rep } from './types';

/** Everything a distribution needs, as data, so that the store can decide inside its transaction. */
export interface DistributeRequest {
	leadIds: string[];
	policy: AssignPolicy;
	/** Reps of the workspace at the moment of asking. */
	reps: Rep[];
	/** Business calendar of the workspace: deadlines of reps without own hours follow it. */
	timezone: string;
	holidays: string[];
	workingHours?: WorkingHours[];
	by: string;
	/** Ids for new log rows and touchpoints, `idsPerLead` for each lead, made by the caller. */
	ids: string[];
	/** Owner of the newest lead with the same company domain, per lead, for 'same company'. */
	companyOwners: Record<string, string>;
	/** Takes leads away from their owners and gives them to somebody else. */
	reassign?: Reassign;
	/** Stops after so many leads are given out: a rep who claims gets the first that is still free. */
	atMost?: number;
	/** Only leads that still wait for a rep: what was found may have been changed before it was locked. */
	onlyWaiting?: boolean;
	/** Overrides the store's time; for tests and simulation. */
	at?: Timestamp;
}

/** Why leads are taken from their owners. What changed since somebody looked is judged inside the transaction. */
export interface Reassign {
	endedBy: NonNullable<Assignment['endedBy']>;
	why: string;
	/** Only leads that are still overdue: one that was answered meanwhile stays. */
	onlyOverdue?: boolean;
	/** Only leads that still belong to this rep. */
	onlyFrom?: string;
}

/** How many ids of `DistributeRequest.ids` belong to one lead: the log row, and one for each touchpoint. */
export const idsPerLead = 4;

/** How leads find their rep; the panel's settings in compiled form. */
export interface AssignPolicy {
	/** First match wins; a rule with an empty field matches every lead. Leads that match none go to everyone. */
	rules: AssignRule[];
	strategy: AssignStrategy;
	/** Who keeps a lead that comes back: its existing owner, the owner of another lead of the same company. */
	keepWith: Array<'owner' | 'company'>;
	fallback: 'manager' | 'pool' | 'unassigned';
	/** Working minutes of the rep until the first response is due; multiples of 1,440 count as business days. */
	slaMinutes: { hot: number; warm: number; cold: number };
	/** Whoever gets a lead is to be mailed its card. */
	card?: boolean;
}

/** Sends leads to a team, rep, partner or pool. */
export interface AssignRule {
	name: string;
	field: string;
	operator: string;
	value?: unknown;
	/** The upper end of 'is between'. */
	upTo?: unknown;
	to: AssignTarget;
}

/** Where a rule sends a lead; `id` is the team's or pool's name, or a rep's id. */
export interface AssignTarget {
	kind: 'team' | 'rep' | 'partner' | 'pool';
	id: string;
}

/** How a rep is chosen among those who may take the lead. */
export type AssignStrategy = 'roundRobin' | 'leastBusy' | 'firstAvailable' | 'offer' | 'pool';

/** What an owner has to do next with a lead that is only offered to them. */
export const acceptAction = 'Accept the lead';

/** Working minutes that a rep has to accept an offered lead, and how many reps are asked before the manager gets it. */
export const offerMinutes = 10;
export const mostOffers = 3;

/** State of the pools involved, keyed by pool id, read inside the transaction. */
export type PoolStates = Record<string, PoolState>;

/** The pool of leads that no rule sends elsewhere: every rep takes part. */
export const everyone = 'everyone';

/** Id of the pool that a rule's target stands for, as the log and the credits name it. */
export function poolId(to: AssignTarget): string {
	return `${to.kind}:${to.id}`;
}

/** Ids of all pools that a request can touch: the state to read before deciding. */
export function poolsOf(request: Pick<DistributeRequest, 'policy'>): string[] {
	return [...new Set([everyone, ...request.policy.rules.map((rule) => poolId(rule.to))])];
}
