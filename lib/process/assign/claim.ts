import { idsPerLead, type AssignPolicy } from '../../core/assign/request';
import type { Assignment, Rep } from '../../core/assign/types';
import type { Lead } from '../../core/lead/lead';
import type { ProcessContext } from '../context';
import { requestFor } from './assign';

/** What a rep asks for. */
export interface Claim {
	rep: Rep;
	/** The pool's name; null for leads of none, '' for any lead that belongs to nobody. */
	pool: string | null;
	/** Working minutes until the lead goes back if nobody answers it. */
	giveBackAfter: number;
}

/** The lead that was claimed, or why there is none. */
export type Claimed =
	{ kind: 'claimed'; lead: Lead; assignment: Assignment } | { kind: 'nothing'; why: string };

/** How many waiting leads are looked at, the best first: nearly always the first fits, and nobody looks through a whole pool. */
const looks = [4, 40, 400] as const;

/**
 * Gives the best open lead of a pool to a rep and to no other: the store finds and gives it under its lock, so of many who ask
 * at once each gets another lead. Best is the most urgent, then the highest score, then the oldest.
 */
export async function claimNext(
	context: ProcessContext,
	{ rep, pool, giveBackAfter }: Claim,
): Promise<Claimed> {
	const request = await requestFor(context, [], policyFor(rep, giveBackAfter), [asking(rep)]);
	let why = 'No lead is waiting in this pool.';
	let skip = 0;
	for (const limit of looks) {
		const ids = Array.from({ length: limit * idsPerLead }, context.newId);
		const query = { pool, skip, limit };
		const results = await context.store.claimLead({ ...request, ids, query });
		for (const result of results) {
			if (result.kind === 'assigned')
				return { kind: 'claimed', lead: result.lead.lead, assignment: result.assignment };
			if (result.kind !== 'unassigned') continue;
			const own = result.skipped.find(({ repId }) => repId === rep.repId);
			why = own ? `${rep.name} ${own.why}.` : result.why;
		}
		if (results.length < limit) break;
		skip += limit;
	}
	return { kind: 'nothing', why };
}

/** Who asks is at work, whatever the hours say, and wants a lead, whatever their share of those that are given out. */
function asking({ workingHours: _hours, ...rep }: Rep): Rep {
	return { ...rep, weight: Math.max(1, rep.weight) };
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
