import type { ReadyRep } from './reps';
import type { PoolStates } from './request';
import type { PoolState, Rep, RepLoad } from './types';

/**
 * Whose turn it is: the credits of each pool and the load of each rep, as they change while leads are given out.
 * Works on a copy, so that the states passed in stay as they were.
 */
export class Turns {
	private readonly credits = new Map<string, Map<string, number>>();
	private readonly loads = new Map<string, RepLoad>();

	constructor(
		private readonly before: PoolStates,
		at: number,
	) {
		this.time = new Date(at).toISOString();
		for (const [pool, state] of Object.entries(before)) {
			this.credits.set(pool, new Map(Object.entries(state.credits)));
			for (const [repId, load] of Object.entries(state.load)) {
				if (!this.loads.has(repId)) this.loads.set(repId, { ...load });
			}
		}
	}

	private readonly time: string;

	/** Load of a rep at this point of the distribution. */
	loadOf(repId: string): RepLoad {
		const known = this.loads.get(repId);
		if (known) return known;
		const fresh: RepLoad = { open: 0, lastHour: 0, lastDay: 0, last30Days: 0 };
		this.loads.set(repId, fresh);
		return fresh;
	}

	/** Which cap of a rep is used up, in words; undefined while there is room. */
	fullCap({ repId, caps }: Rep): string | undefined {
		const load = this.loadOf(repId);
		if (caps.perHour !== undefined && load.lastHour >= caps.perHour)
			return `has had ${caps.perHour} in the last hour`;
		if (caps.perDay !== undefined && load.lastDay >= caps.perDay)
			return `has had ${caps.perDay} in the last day`;
		if (caps.per30Days !== undefined && load.last30Days >= caps.per30Days) {
			return `has had ${caps.per30Days} in the last 30 days`;
		}
		return undefined;
	}

	/**
	 * Smooth weighted round robin: everybody who may take the lead earns their weight, the richest is chosen and pays what all
	 * earned together. Who is passed over neither earns nor loses, so an absence shifts nobody's turn.
	 * With A 5, B 1, C 1: A A B A C A A.
	 */
	next(pool: string, free: readonly ReadyRep[]): { rep: ReadyRep; total: number } | undefined {
		let credits = this.credits.get(pool);
		if (!credits) this.credits.set(pool, (credits = new Map()));
		let total = 0;
		const turns: Turn[] = [];
		for (const rep of free) {
			const { repId, weight } = rep.rep;
			const credit = (credits.get(repId) ?? 0) + weight;
			credits.set(repId, credit);
			total += weight;
			turns.push({ rep, repId, weight, credit });
		}
		const chosen = whoseTurn(turns, total);
		if (!chosen) return undefined;
		credits.set(chosen.repId, chosen.credit - total);
		return { rep: chosen.rep, total };
	}

	/** Counts a lead for the rep who got it. */
	take({ rep }: ReadyRep): void {
		const load = this.loadOf(rep.repId);
		load.open++;
		load.lastHour++;
		load.lastDay++;
		load.last30Days++;
		load.lastAssignedAt = this.time;
	}

	/** The states of the pools after the turns taken. */
	states(): PoolStates {
		const load = Object.fromEntries(this.loads);
		const pools = new Set([...Object.keys(this.before), ...this.credits.keys()]);
		return Object.fromEntries(
			[...pools].map((pool): [string, PoolState] => [
				pool,
				{ credits: Object.fromEntries(this.credits.get(pool) ?? []), load },
			]),
		);
	}
}

interface Turn {
	rep: ReadyRep;
	repId: string;
	weight: number;
	credit: number;
}

/** Up to so many reps the richest never falls a whole lead behind the fair share, whatever the weights. */
const richestIsFair = 4;

/**
 * The richest, on a tie the first by id. Among five and more a rep could so fall more than one lead behind; there the one is
 * chosen whose share runs out first, which keeps everybody within 1 − 1/(2n − 2) of a lead (R. Tijdeman, The chairman
 * assignment problem, Discrete Mathematics 32, 1980).
 */
function whoseTurn(turns: readonly Turn[], total: number): Turn | undefined {
	if (turns.length <= richestIsFair) return first(turns, ({ credit }) => -credit);
	const room = total * (1 - 1 / (2 * turns.length - 2));
	const waiting = turns.filter(({ credit }) => credit >= total - room);
	return first(
		waiting.length > 0 ? waiting : turns,
		({ credit, weight }) => (room - credit) / weight,
	);
}

/** The turn with the least value; on a tie the richer, then the first by id. */
function first(turns: readonly Turn[], value: (turn: Turn) => number): Turn | undefined {
	let best: Turn | undefined;
	let least = Infinity;
	for (const turn of turns) {
		const own = value(turn);
		const isTie = best !== undefined && Math.abs(own - least) < 1e-9;
		if (best === undefined || (isTie ? isBefore(turn, best) : own < least)) {
			best = turn;
			least = own;
		}
	}
	return best;
}

function isBefore(a: Turn, b: Turn): boolean {
	return a.credit === b.credit ? a.repId < b.repId : a.credit > b.credit;
}
