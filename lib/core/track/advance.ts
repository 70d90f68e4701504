import type { Lead, Stage } from '../lead/lead';
import { allowedMoves, moveStage } from '../lead/lifecycle';

/**
 * Moves a lead forward by itself: along the shortest way of allowed moves through the stages of a working lead, each step in its
 * history. A lead that is there or further already, or that was put aside (junk, bad, disqualified), is left where it is.
 *
 * @param note why, e.g. 'Call answered'
 * @param at milliseconds since the epoch
 */
export function advance(lead: Lead, to: Stage, note: string, by: string, at: number): Lead {
	if (rank(lead.stage) < 0 || rank(lead.stage) >= rank(to)) return lead;
	let moved = lead;
	for (const stage of wayTo(lead.stage, to)) {
		const result = moveStage(moved, { to: stage, by, at, note });
		if (result.kind !== 'moved') return lead;
		moved = result.lead;
	}
	return moved;
}

/** How far along a stage is; −1 for those that only a person reopens. */
function rank(stage: Stage): number {
	return ranks.indexOf(stage);
}

const ranks: Stage[] = [
	'target',
	'new',
	'filtered',
	'nurturing',
	'assigned',
	'contacted',
	'tracking',
	'qualified',
	'opportunity',
	'customer',
	'keptAccount',
];

/** Breadth first over forward moves; the graph has eleven stages. */
function wayTo(from: Stage, to: Stage): Stage[] {
	const cameFrom = new Map<Stage, Stage | undefined>([[from, undefined]]);
	const queue: Stage[] = [from];
	for (const stage of queue) {
		if (stage === to) break;
		for (const next of allowedMoves[stage]) {
			if (cameFrom.has(next) || rank(next) <= rank(stage) || detours.includes(next)) continue;
			cameFrom.set(next, stage);
			queue.push(next);
		}
	}
	const way: Stage[] = [];
	for (let stage: Stage | undefined = to; stage !== undefined && stage !== from;) {
		way.unshift(stage);
		stage = cameFrom.get(stage);
	}
	return cameFrom.has(to) ? way : [];
}

/** Stages that time leads to, not progress. */
const detours: Stage[] = ['nurturing', 'tracking', 'keptAccount'];
