import type { AssignPolicy } from '../../core/assign/request';
import type { Assignment, Rep } from '../../core/assign/types';
import type { Lead } from '../../core/lead/lead';
import type { LeadCondition } from '../../store/port';
import type { ProcessContext } from '../context';
import { requestFor } from './assign';

/** What a rep asks for. */
export interface Claim {
	rep: Rep;
	/** The pool's name; '' for any lead that belongs to nobody. */
	pool: string;
	/** Working minutes until the lead goes back if nobody answers it. */
	giveBackAfter: number;
}

/** The lead that was claimed, or why there is none. */
export type Claimed =
	{ kind: 'claimed'; lead: Lead; assignment: Assignment } | { kind: 'nothing'; why: string };

const candidates = 50;
const attempts = 5;

/**
 * Gives the best open lead of a pool to a rep and to no other: the store decides under its lock, so of many who ask at once
 * each gets another lead. Best is the most urgent, then the highest score, then the oldest.
 */
export async function claimNext(
	context: ProcessContext,
	{ rep, pool, giveBackAfter }: Claim,
): Promise<Claimed> {
	// Who asks is at work, whatever the hours say.
	const { workingHours: _hours, ...asking } = rep;
	let why = 'No lead is waiting in this pool.';
	for (let attempt = 0; attempt < attempts; attempt++) {
		const open = await openLeads(context, pool);
		if (open.length === 0) break;
		const request = await requestFor(context, open, policyFor(rep, giveBackAfter), [asking]);
		const results = await context.store.distribute({ ...request, atMost: 1 });
		for (const result of results) {
			if (result.kind === 'assigned') {
				return { kind: 'claimed', lead: result.lead.lead, assignment: result.assignment };
			}
		}
		const refused = results.find((result) => result.kind === 'unassigned');
		if (refused) {
			const own = refused.skipped.find(({ repId }) => repId === rep.repId);
			return { kind: 'nothing', why: own ? `${rep.name} ${own.why}.` : refused.why };
		}
		why = 'Others were faster; ask again.';
	}
	return { kind: 'nothing', why };
}

function policyFor(rep: Rep, minutes: number): AssignPolicy {
	return {
		rules: [{ name: 'Claimed', field: '', operator: 'is', to: { kind: 'rep', id: rep.repId } }],
		strategy: 'firstAvailable',
		keepWith: [],
		fallback: 'unassigned',
		slaMinutes: { hot: minutes, warm: minutes, cold: minutes },
	};
}

async function openLeads({ store }: ProcessContext, pool: string): Promise<Lead[]> {
	const conditions: LeadCondition[] = [{ field: 'owner', operator: 'missing' }];
	if (pool !== '') conditions.push({ field: 'team', operator: 'is', value: pool });
	const { leads } = await store.listLeads({
		stages: ['filtered', 'assigned'],
		conditions,
		sort: 'priority',
		limit: candidates,
	});
	return leads
		.map(({ lead }) => lead)
		.filter(({ isTest, quarantined }) => !isTest && !quarantined)
		.sort(byMerit);
}

function byMerit(a: Lead, b: Lead): number {
	return (
		(a.priority ?? 4) - (b.priority ?? 4) ||
		(b.score ?? 0) - (a.score ?? 0) ||
		(a.createdAt < b.createdAt ? -1 : 1)
	);
}
