import { allowedMoves, closedStages, moveStage, type MoveResult } from '../lead/lifecycle';
import type { Lead, Stage } from '../lead/lead';

/** A wish to bring a lead to a stage that may be several allowed moves away; `at` is milliseconds since the epoch. */
export interface RouteRequest {
	to: Stage;
	reason?: string;
	/** As for `moveStage`. */
	withoutReason?: boolean;
	note?: string;
	by: string;
	at: number;
}

/** Stages a lead may pass through on its way out without anything being said about it that is not true. */
const passages: readonly Stage[] = ['new', 'filtered', 'nurturing', 'disqualified'];

/**
 * Moves a lead to a stage along allowed moves, each of them written to its history: a new lead that is disqualified was
 * looked at first (filtered). Reason and note are those of the last move: they say nothing of why a lead left where it was
 * before, only a closed stage on the way shares them. The shortest way counts; a lead that cannot get there is refused with where it could go.
 */
export function moveAlong(lead: Lead, wish: RouteRequest): MoveResult {
	const way = shortestWay(lead.stage, wish.to);
	if (way === undefined || way.length === 0) return moveStage(lead, wish);
	let moved = lead;
	for (const to of way) {
		const { by, at } = wish;
		const passing = to !== wish.to && !closedStages.includes(to);
		const result = moveStage(
			moved,
			passing
				? { to, by, at, note: `On the way to ${wish.to}`, withoutReason: true }
				: { ...wish, to },
		);
		if (result.kind !== 'moved') return result;
		moved = result.lead;
	}
	return { kind: 'moved', lead: moved };
}

function shortestWay(from: Stage, to: Stage): Stage[] | undefined {
	if (from === to) return [];
	const ways: Array<{ at: Stage; way: Stage[] }> = [{ at: from, way: [] }];
	const seen = new Set<Stage>([from]);
	for (const { at, way } of ways) {
		if (allowedMoves[at].includes(to)) return [...way, to];
		for (const next of allowedMoves[at]) {
			if (!passages.includes(next) || seen.has(next)) continue;
			seen.add(next);
			ways.push({ at: next, way: [...way, next] });
		}
	}
	return undefined;
}
