import { mayBeShared, notShared } from './partner';
import type { ReadyRep } from './reps';
import { everyone, poolId, type AssignRule } from './request';

/** A pool of reps as a rule names it. */
export interface Pool {
	id: string;
	/** In words, e.g. "team 'North'". */
	name: string;
	/** Team that the lead belongs to from then on. */
	team?: string;
	/** The rule wants the lead to wait here until a rep claims it. */
	waits: boolean;
	reps: ReadyRep[];
	managers: ReadyRep[];
}

/** Makes the finder of the pool that a rule names; without a rule it is everyone. */
export function poolFinder(reps: ReadyRep[]): (rule: AssignRule | undefined) => Pool {
	const known = new Map<string, Pool>();
	const managers = reps.filter(({ rep }) => rep.isManager);
	return (rule) => {
		const id = rule === undefined ? everyone : poolId(rule.to);
		const found = known.get(id);
		if (found) return found;
		const made = makePool(id, rule, reps, managers);
		known.set(id, made);
		return made;
	};
}

function makePool(
	id: string,
	rule: AssignRule | undefined,
	reps: ReadyRep[],
	managers: ReadyRep[],
): Pool {
	if (rule === undefined)
		return { id, name: 'everyone', waits: false, reps: reps.filter(isOwn), managers };
	const { kind, id: wanted } = rule.to;
	const same = (text: string | undefined) =>
		text?.trim().toLowerCase() === wanted.trim().toLowerCase();
	if (kind === 'rep' || kind === 'partner') {
		const [one] = reps.filter(({ rep }) => same(rep.repId) || same(rep.email) || same(rep.name));
		const ofTeam = managers.filter(({ rep }) => rep.team === one?.rep.team);
		return {
			id,
			name: `${kind} '${wanted}'`,
			waits: false,
			reps: one ? [kind === 'partner' ? asPartner(one) : one] : [],
			managers: ofTeam,
		};
	}
	const team = reps.filter(({ rep }) => same(rep.team));
	return {
		id,
		name: `${kind} '${wanted}'`,
		team: wanted,
		waits: kind === 'pool',
		reps: team,
		managers: team.filter(({ rep }) => rep.isManager),
	};
}

/** Partners take part only where a rule sends leads to them or to their team. */
function isOwn({ rep }: ReadyRep): boolean {
	return rep.partner === undefined;
}

/** Whom a rule calls a partner is one, whatever the list says. */
function asPartner(ready: ReadyRep): ReadyRep {
	return {
		...ready,
		refuses: (lead) => (mayBeShared(lead) ? ready.refuses(lead) : notShared),
	};
}
