import { isOverdue, overdueWay, type OverdueWay } from '../../core/assign/overdue';
import type { AssignPolicy } from '../../core/assign/request';
import type { Rep } from '../../core/assign/types';
import { batchRows } from '../../store/batches';
import type { LeadQuery, StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { pagesOf } from '../pages';
import { assignLeads, type AssignOutcome } from './assign';

/** What became of leads whose owner did not answer in time. */
export interface Overdue {
	outcomes: AssignOutcome[];
	/** Who had them, by lead. */
	from: Map<string, string>;
}

/**
 * Takes leads that were not answered by their deadline away from their owners: an offer goes to the next rep, a claimed lead
 * back to its pool, any other to somebody else; after three who did not answer the manager gets it. While nobody else is free
 * a lead stays where it is and comes back as 'kept'. Works through all that are due, a thousand at a time.
 */
export async function reassignOverdue(
	context: ProcessContext,
	policy: AssignPolicy,
	reps: readonly Rep[],
): Promise<Overdue> {
	const found: Overdue = { outcomes: [], from: new Map() };
	const query: LeadQuery = {
		stages: ['assigned'],
		conditions: [
			{ field: 'owner', operator: 'exists' },
			{ field: 'dueAt', operator: 'atMost', value: new Date(context.now).toISOString() },
		],
		sort: 'createdAt',
		limit: batchRows,
	};
	const pages = pagesOf((place) => context.store.listLeads({ ...query, ...place }), context.pause);
	for await (const { leads } of pages) {
		const late = leads.filter(({ lead }) => isOverdue(lead, context.now));
		for (const { lead } of late) found.from.set(lead.leadId, lead.owner ?? '');
		for (const outcome of await reassign(context, late, policy, reps)) found.outcomes.push(outcome);
	}
	return found;
}

async function reassign(
	context: ProcessContext,
	leads: readonly StoredLead[],
	policy: AssignPolicy,
	reps: readonly Rep[],
): Promise<AssignOutcome[]> {
	if (leads.length === 0) return [];
	const rows = await context.store.assignmentsOf(leads.map(({ lead }) => lead.leadId));
	const log = Map.groupBy(rows, ({ leadId }) => leadId);
	const managers = reps.filter(({ isManager }) => isManager === true);
	const managing = new Set(managers.map(({ repId }) => repId));
	const ways = Map.groupBy(leads, ({ lead }) =>
		overdueWay(lead, log.get(lead.leadId) ?? [], managing.has(lead.owner ?? '')),
	);
	const how = { endedBy: 'expired' as const, why: 'Not answered in time', onlyOverdue: true };
	const give = async (way: OverdueWay, to: AssignPolicy, who: readonly Rep[]) =>
		await assignLeads(context, ways.get(way) ?? [], to, who, how);
	return [
		...(await give('back', { ...policy, rules: [], strategy: 'pool' }, reps)),
		...(await give(
			'manager',
			{ ...policy, strategy: 'roundRobin' },
			managers.length > 0 ? managers.map(takingTurns) : reps,
		)),
		...(await give('next', policy, reps)),
	];
}

/** Gives leads back: they belong to nobody and wait in their pool. */
export async function releaseLeads(
	context: ProcessContext,
	leads: readonly StoredLead[],
): Promise<AssignOutcome[]> {
	const policy: AssignPolicy = {
		rules: [],
		strategy: 'pool',
		keepWith: [],
		fallback: 'unassigned',
		slaMinutes: { hot: 0, warm: 0, cold: 0 },
	};
	return await assignLeads(context, leads, policy, [], { endedBy: 'released', why: 'Released' });
}

/** A manager who only steps in takes turns with the other managers here. */
function takingTurns(rep: Rep): Rep {
	return rep.weight > 0 ? rep : { ...rep, weight: 1 };
}
