import { acceptAction, mostOffers, type AssignPolicy } from '../../core/assign/request';
import type { Assignment, Rep } from '../../core/assign/types';
import type { Lead } from '../../core/lead/lead';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { assignLeads, type AssignOutcome } from './assign';

/** What became of leads whose owner did not answer in time. */
export interface Overdue {
	outcomes: AssignOutcome[];
	/** Who had them, by lead. */
	from: Map<string, string>;
}

const most = 1_000;

/**
 * Takes leads that were not answered by their deadline away from their owners: an offer goes to the next rep, after three to
 * the manager; a claimed lead goes back to its pool; any other to somebody else, or to the manager where the policy says so.
 */
export async function reassignOverdue(
	context: ProcessContext,
	policy: AssignPolicy,
	reps: readonly Rep[],
): Promise<Overdue> {
	const leads = await overdueLeads(context);
	const from = new Map(leads.map(({ lead }) => [lead.leadId, lead.owner ?? '']));
	const log = groupByLead(await context.store.assignmentsOf([...from.keys()]));
	const groups: Record<'back' | 'manager' | 'next', StoredLead[]> = {
		back: [],
		manager: [],
		next: [],
	};
	for (const stored of leads)
		groups[wayOf(stored.lead, log.get(stored.lead.leadId) ?? [])].push(stored);
	const reassign = { endedBy: 'expired' as const, why: 'Not answered in time' };
	const managers = reps.filter(({ isManager }) => isManager === true);
	const outcomes = [
		...(await assignLeads(
			context,
			groups.back,
			{ ...policy, rules: [], strategy: 'pool' },
			reps,
			reassign,
		)),
		...(await assignLeads(
			context,
			groups.manager,
			{ ...policy, strategy: 'roundRobin' },
			managers.length > 0 ? managers.map(takingTurns) : reps,
			reassign,
		)),
		...(await assignLeads(context, groups.next, policy, reps, reassign)),
	];
	return { outcomes, from };
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

async function overdueLeads({ store, now }: ProcessContext): Promise<StoredLead[]> {
	const { leads } = await store.listLeads({
		stages: ['assigned'],
		conditions: [
			{ field: 'owner', operator: 'exists' },
			{ field: 'firstResponseAt', operator: 'missing' },
			{ field: 'dueAt', operator: 'exists' },
		],
		sort: 'createdAt',
		limit: most,
	});
	return leads.filter(({ lead }) => lead.dueAt !== undefined && Date.parse(lead.dueAt) <= now);
}

function wayOf(lead: Lead, log: readonly Assignment[]): 'back' | 'manager' | 'next' {
	const newest = [...log].sort((a, b) => (a.at < b.at ? 1 : -1))[0];
	if (newest?.rule === 'Claimed') return 'back';
	return lead.nextAction === acceptAction && log.length >= mostOffers ? 'manager' : 'next';
}

/** A manager who only steps in takes turns with the other managers here. */
function takingTurns(rep: Rep): Rep {
	return rep.weight > 0 ? rep : { ...rep, weight: 1 };
}

function groupByLead(log: readonly Assignment[]): Map<string, Assignment[]> {
	const groups = new Map<string, Assignment[]>();
	for (const one of log) {
		const list = groups.get(one.leadId);
		if (list) list.push(one);
		else groups.set(one.leadId, [one]);
	}
	return groups;
}
