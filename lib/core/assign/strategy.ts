import type { Lead } from '../lead/lead';
import type { Pool } from './pools';
import { noTurns, type ReadyRep } from './reps';
import type { AssignPolicy } from './request';
import type { Turns } from './turns';
import type { Skipped } from './types';

/** Who gets the lead and why, or why nobody does; `waits` when it is to wait in the pool. */
export type Choice =
	| { kind: 'chosen'; rep: ReadyRep; why: string; skipped: Skipped[] }
	| { kind: 'nobody'; why: string; skipped: Skipped[]; waits: boolean };

/** What a choice depends on. */
export interface ChoiceInput {
	lead: Lead;
	pool: Pool;
	policy: AssignPolicy;
	turns: Turns;
	/** A rep who must not get it again. */
	without: string | undefined;
	/** Owner of another lead of the same company. */
	companyOwner: string | undefined;
}

/** Chooses a rep of the pool by the policy's strategy, the company's owner first where that is wanted. */
export function choose(input: ChoiceInput): Choice {
	const { pool, policy, turns, companyOwner, lead, without } = input;
	if (policy.strategy === 'pool' || pool.waits) {
		return {
			kind: 'nobody',
			why: `Waits in ${pool.name} until a rep claims it`,
			skipped: [],
			waits: true,
		};
	}
	const { free, skipped } = sift(input, pool.reps);
	if (
		policy.keepWith.includes('company') &&
		companyOwner !== undefined &&
		companyOwner !== without
	) {
		const [rep] = free.filter((ready) => ready.rep.repId === companyOwner);
		if (rep)
			return {
				kind: 'chosen',
				rep,
				why: `${rep.rep.name} already has a lead of ${lead.company ?? 'this company'}`,
				skipped,
			};
	}
	const [first] = free;
	if (first === undefined) return nobody(input, skipped);
	switch (policy.strategy) {
		case 'leastBusy': {
			const rep = leastBusy(free, turns) ?? first;
			const { open } = turns.loadOf(rep.rep.repId);
			return {
				kind: 'chosen',
				rep,
				why: `Least busy of ${pool.name}: ${open} open at weight ${rep.rep.weight}`,
				skipped,
			};
		}
		case 'firstAvailable':
			return { kind: 'chosen', rep: first, why: `First available of ${pool.name}`, skipped };
		default: {
			const turn = turns.next(pool.id, free);
			const rep = turn?.rep ?? first;
			const share = `${rep.rep.weight} of ${turn?.total ?? rep.rep.weight}`;
			return {
				kind: 'chosen',
				rep,
				why: `Round robin in ${pool.name}: next in turn, share ${share}`,
				skipped,
			};
		}
	}
}

/** Parts those who may take this lead from those who may not, with the reason of each. */
function sift(
	{ lead, turns, without }: ChoiceInput,
	reps: readonly ReadyRep[],
): { free: ReadyRep[]; skipped: Skipped[] } {
	const free: ReadyRep[] = [];
	const skipped: Skipped[] = [];
	for (const ready of reps) {
		const { repId } = ready.rep;
		if (ready.away) skipped.push(ready.away);
		else {
			const why =
				repId === without
					? 'has just had this lead'
					: (turns.fullCap(ready.rep) ?? ready.refuses(lead));
			if (why === undefined) free.push(ready);
			else skipped.push({ repId, why });
		}
	}
	return { free, skipped };
}

/** Fewest open leads for the weight; on a tie who has waited longest, then by id: never always the same one. */
function leastBusy(free: readonly ReadyRep[], turns: Turns): ReadyRep | undefined {
	let best: ReadyRep | undefined;
	let least = Infinity;
	let since = '';
	for (const ready of free) {
		const { open, lastAssignedAt = '' } = turns.loadOf(ready.rep.repId);
		const busy = open / ready.rep.weight;
		const isTie = best !== undefined && busy === least;
		const waitedLonger =
			isTie &&
			(lastAssignedAt < since ||
				(lastAssignedAt === since && ready.rep.repId < (best?.rep.repId ?? '')));
		if (busy < least || waitedLonger) {
			best = ready;
			least = busy;
			since = lastAssignedAt;
		}
	}
	return best;
}

function nobody(input: ChoiceInput, skipped: Skipped[]): Choice {
	const { pool, policy } = input;
	const whole =
		pool.reps.length === 0 ? `Nobody belongs to ${pool.name}` : `Nobody of ${pool.name} is free`;
	if (policy.fallback === 'pool') {
		return { kind: 'nobody', why: `${whole}; it waits in the pool`, skipped, waits: true };
	}
	if (policy.fallback === 'manager') {
		const { free } = sift(
			input,
			pool.managers.map((ready) => ({ ...ready, away: managerAway(ready) })),
		);
		const [manager] = free;
		if (manager)
			return { kind: 'chosen', rep: manager, why: `${whole}, so the manager takes it`, skipped };
		return { kind: 'nobody', why: `${whole}, and no manager either`, skipped, waits: false };
	}
	return { kind: 'nobody', why: whole, skipped, waits: false };
}

/** A manager with weight 0 takes no turns but steps in. */
function managerAway({ away }: ReadyRep): Skipped | undefined {
	return away?.why === noTurns ? undefined : away;
}
