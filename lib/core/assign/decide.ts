import type { Lead, Stage } from '../lead/lead';
import { moveAlong } from '../lead/moves';
import type { Touchpoint } from '../lead/touchpoint';
import { isOverdue } from './overdue';
import { poolFinder, type Pool } from './pools';
import { termsAt } from './partner';
import { compileRules } from './rules';
import { deadline, prepareReps, type ReadyRep } from './reps';
import {
	acceptAction,
	idsPerLead,
	offerMinutes,
	type DistributeRequest,
	type PoolStates,
} from './request';
import { choose } from './strategy';
import { Turns } from './turns';
import { isWaiting } from './waiting';
import { assignmentTouches } from './touches';
import type { Assignment, Skipped } from './types';

export * from './request';

/** What is to become of one lead; the store writes it in the transaction in which it asked. */
export type LeadDecision =
	| {
			kind: 'assigned';
			/** The lead as it shall be. */
			lead: Lead;
			assignment: Assignment;
			touchpoints: Touchpoint[];
			/** Ends the open log row of the owner it is taken from. */
			ends?: NonNullable<Assignment['endedBy']>;
	  }
	| { kind: 'kept'; lead: Lead; why: string }
	| {
			kind: 'unassigned';
			/** Changed only where the lead was put into a pool; then it is to be saved. */
			lead: Lead;
			why: string;
			skipped: Skipped[];
			touchpoints: Touchpoint[];
			ends?: NonNullable<Assignment['endedBy']>;
	  };

/** Decisions in the order of the leads, and the pools' states after them. */
export interface Decisions {
	decisions: LeadDecision[];
	states: PoolStates;
}

/**
 * Decides which rep gets which lead. Pure: the store reads the states of `poolsOf(request)` and the leads under the pool's
 * lock, asks, and writes what comes out; the same question gives the same answer.
 *
 * A lead with an owner keeps it (so a repeated run changes nothing), unless `request.reassign` takes it away. Rules choose
 * the pool, then the strategy chooses among the reps who are active, in their hours, not on leave, under their caps, and
 * who serve the lead's language and territory; what a lead does not tell excludes nobody. Linear in leads × reps of a pool.
 *
 * @param leads in the order in which they take their turn
 * @param now milliseconds since the epoch
 */
export function decideAssignments(
	states: PoolStates,
	leads: readonly Lead[],
	request: DistributeRequest,
	now: number,
): Decisions {
	const at = request.at === undefined ? now : Date.parse(request.at);
	const reps = prepareReps(request, at);
	const pools = poolFinder(reps);
	const turns = new Turns(states, at);
	const rules = compileRules(request.policy.rules);
	let given = 0;
	const decisions = leads.map((lead, index): LeadDecision => {
		const ids = request.ids.slice(index * idsPerLead, (index + 1) * idsPerLead);
		if (given >= (request.atMost ?? Infinity))
			return leave(lead, 'Another lead was given out first.');
		const blocked = whyNot(lead);
		if (blocked !== undefined) return leave(lead, blocked);
		if (request.onlyWaiting === true && !isWaiting(lead))
			return { kind: 'kept', lead, why: 'It does not wait any more.' };
		const late = changedMeanwhile(lead, request, at);
		if (late !== undefined) return { kind: 'kept', lead, why: late };
		const keep = keptBy(lead, request, reps);
		if (keep?.kind === 'stays') return { kind: 'kept', lead, why: keep.why };
		const rule = rules(lead, at);
		const pool = pools(rule);
		const choice =
			keep?.kind === 'returns'
				? { kind: 'chosen' as const, rep: keep.rep, why: keep.why, skipped: [] }
				: choose({
						lead,
						pool,
						policy: request.policy,
						turns,
						without: request.reassign && lead.owner,
						companyOwner: request.companyOwners[lead.leadId],
					});
		if (choice.kind === 'nobody') {
			if (!choice.waits && staysWithOwner(lead, request)) {
				return { kind: 'kept', lead, why: `${choice.why}; it stays with its owner` };
			}
			return putInPool(lead, pool, choice, request, ids, at);
		}
		turns.take(choice.rep);
		given++;
		return give(
			lead,
			{ ...choice, pool: pool.id, rule: rule?.name ?? 'No rule matched: everyone' },
			request,
			ids,
			at,
		);
	});
	return { decisions, states: turns.states() };
}

const closed: Partial<Record<Stage, string>> = {
	target: 'It is a target that has not answered yet.',
	bad: 'It is marked bad. Move it to nurturing or filtered first.',
	disqualified: 'It is disqualified. Reopen it first.',
	junk: 'It is junk. Restore it first.',
	merged: 'It was merged into another lead.',
	erased: 'It was erased.',
};

function whyNot(lead: Lead): string | undefined {
	if (lead.isTest) return 'It is a test lead; test leads are not assigned.';
	if (lead.quarantined) return 'It is in quarantine. Review it first.';
	return closed[lead.stage];
}

/** Why a lead need not be taken away any more. */
function changedMeanwhile(
	lead: Lead,
	{ reassign }: DistributeRequest,
	at: number,
): string | undefined {
	if (reassign?.onlyFrom !== undefined && lead.owner !== reassign.onlyFrom)
		return 'It belongs to somebody else by now.';
	if (reassign?.onlyOverdue === true && !isOverdue(lead, at)) return 'It is not overdue any more.';
	return undefined;
}

/** What is only late is better off with its owner than with nobody, e.g. at night; what was declined is not. */
function staysWithOwner(lead: Lead, { reassign }: DistributeRequest): boolean {
	return lead.owner !== undefined && reassign?.endedBy === 'expired';
}

type Keeping = { kind: 'stays'; why: string } | { kind: 'returns'; rep: ReadyRep; why: string };

/** An owner keeps the lead; one who comes back from nurturing returns to the former owner if that is wanted and possible. */
function keptBy(
	lead: Lead,
	{ policy, reassign }: DistributeRequest,
	reps: ReadyRep[],
): Keeping | undefined {
	if (reassign || lead.owner === undefined) return undefined;
	const owner = reps.find(({ rep }) => rep.repId === lead.owner || rep.email === lead.owner);
	const isBack = lead.stage === 'nurturing' || lead.stage === 'filtered' || lead.stage === 'new';
	if (!isBack)
		return { kind: 'stays', why: `It already belongs to ${owner?.rep.name ?? lead.owner}.` };
	if (!policy.keepWith.includes('owner') || owner === undefined) return undefined;
	if (!owner.rep.active || owner.onLeave) return undefined;
	return { kind: 'returns', rep: owner, why: `${owner.rep.name} already had this lead` };
}

function leave(lead: Lead, why: string): LeadDecision {
	return { kind: 'unassigned', lead, why, skipped: [], touchpoints: [] };
}

/** One that was never filtered passes through 'filtered'; one beyond 'assigned' stays where it is. */
function toAssigned(lead: Lead, by: string, at: number): Lead {
	const way: Stage[] = lead.stage === 'new' ? ['filtered', 'assigned'] : ['assigned'];
	return moveAlong(
		lead,
		way.map((to) => ({ to, by, at })),
	);
}

interface Given {
	rep: ReadyRep;
	why: string;
	skipped: Skipped[];
	pool: string;
	rule: string;
}

function give(
	lead: Lead,
	given: Given,
	request: DistributeRequest,
	ids: string[],
	at: number,
): LeadDecision {
	const { rep, why, skipped, pool, rule } = given;
	const time = new Date(at).toISOString();
	const isOffer = request.policy.strategy === 'offer';
	const offer = { hot: offerMinutes, warm: offerMinutes, cold: offerMinutes };
	const sla = isOffer ? offer : request.policy.slaMinutes;
	const dueAt = deadline(rep, lead.temperature, sla, at);
	const assignment: Assignment = {
		assignmentId: ids[0] ?? '',
		leadId: lead.leadId,
		pool,
		repId: rep.rep.repId,
		rule,
		why,
		skipped,
		at: time,
		...(dueAt === undefined ? {} : { dueAt }),
		...(rep.rep.partner && termsAt(rep.rep.partner, at)),
		...(isOffer ? { offer: true } : {}),
		...(request.policy.card ? { card: { state: 'owed' } } : {}),
	};
	const owned: Lead = { ...lead, owner: rep.rep.repId, assignedAt: time, updatedAt: time };
	if (dueAt !== undefined) owned.dueAt = dueAt;
	if (isOffer) owned.nextAction = acceptAction;
	else if (owned.nextAction === acceptAction) delete owned.nextAction;
	if (rep.rep.team !== undefined) owned.team = rep.rep.team;
	const moved = toAssigned(owned, request.by, at);
	return {
		kind: 'assigned',
		lead: moved,
		assignment,
		touchpoints: assignmentTouches(lead, moved, assignment, ids, request.by),
		...(request.reassign && lead.owner !== undefined ? { ends: request.reassign.endedBy } : {}),
	};
}

/** Nobody takes the lead now: it waits in its pool where that is wanted, else it stays as it is. */
function putInPool(
	lead: Lead,
	pool: Pool,
	choice: { why: string; skipped: Skipped[]; waits: boolean },
	request: DistributeRequest,
	ids: string[],
	at: number,
): LeadDecision {
	const takenAway = request.reassign !== undefined && lead.owner !== undefined;
	const { why, skipped } = choice;
	if (!choice.waits && !takenAway)
		return { kind: 'unassigned', lead, why, skipped, touchpoints: [] };
	const { owner: _owner, dueAt: _due, nextAction, ...rest } = lead;
	const free =
		nextAction === undefined || nextAction === acceptAction ? rest : { ...rest, nextAction };
	const time = new Date(at).toISOString();
	const team = pool.team ?? lead.team;
	const changed = team !== lead.team || takenAway;
	const after: Lead = changed
		? { ...free, ...(team === undefined ? {} : { team }), updatedAt: time }
		: lead;
	return {
		kind: 'unassigned',
		lead: after,
		why,
		skipped,
		touchpoints: takenAway ? assignmentTouches(lead, after, undefined, ids, request.by, time) : [],
		...(request.reassign && takenAway ? { ends: request.reassign.endedBy } : {}),
	};
}
