import { isOverdue, overdueWay, type OverdueWay } from '../../core/assign/overdue';
import type { AssignPolicy } from '../../core/assign/request';
import type { Rep } from '../../core/assign/types';
import { batchRows, inBatches } from '../../store/batches';
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

/**
 * Gives leads back: they belong to nobody and wait in their pool. What a partner has had for longer than agreed stays with the
 * partner, as 'kept'. Answers in the order of the leads.
 */
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
	const log = await inBatches(leads, async (some) =>
		context.store.assignmentsOf(some.map(({ lead }) => lead.leadId)),
	);
	const sold = new Map(
		log.flatMap(({ leadId, endedAt, returnUntil }) =>
			endedAt === undefined && returnUntil !== undefined && Date.parse(returnUntil) < context.now
				? [[leadId, returnUntil] as const]
				: [],
		),
	);
	const back = leads.filter(({ lead }) => !sold.has(lead.leadId));
	const given = await assignLeads(context, back, policy, [], {
		endedBy: 'released',
		why: 'Released',
	});
	let next = 0;
	return leads.flatMap(({ lead }): AssignOutcome[] => {
		const until = sold.get(lead.leadId);
		const outcome = until === undefined ? given[next++] : undefined;
		if (outcome !== undefined) return [outcome];
		const why = `The partner could return it until ${until?.slice(0, 10)}; it stays there.`;
		return [{ kind: 'kept', lead, why, rep: undefined }];
	});
}

/** A manager who only steps in takes turns with the other managers here. */
function takingTurns(rep: Rep): Rep {
	return rep.weight > 0 ? rep : { ...rep, weight: 1 };
}
