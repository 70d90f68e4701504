import { moveStage, type MoveRequest } from './lifecycle';
import type { Lead, Timestamp } from './lead';
import type { Touchpoint } from './touchpoint';

/** Source of every touchpoint that the process itself writes. */
export const processSource = 'process';

/** A touchpoint of the process: what changed in the lead's life rather than what somebody did. */
export function processTouch(touch: {
	touchId: string;
	leadId: string;
	type: 'lifecycle.changed' | 'score.crossed' | 'assignment.changed';
	at: Timestamp;
	/** The same change always has the same id, so that a repeated run records it once. */
	sourceId: string;
	meta: Record<string, unknown>;
}): Touchpoint {
	const { touchId, leadId, type, at, sourceId, meta } = touch;
	return {
		touchId,
		leadId,
		type,
		actor: { kind: 'machine', confidence: 1 },
		occurredAt: at,
		receivedAt: at,
		source: processSource,
		sourceId,
		meta,
	};
}

/** One touchpoint for every stage move that `after` has more than `before`; `ids` are used up from the front. */
export function stageTouches(before: Lead, after: Lead, ids: readonly string[]): Touchpoint[] {
	const known = before.stageHistory.length;
	return after.stageHistory.slice(known).map((move, index) =>
		processTouch({
			touchId: ids[index] ?? '',
			leadId: after.leadId,
			type: 'lifecycle.changed',
			at: move.at,
			sourceId: `${after.leadId}:stage:${known + index}`,
			meta: { ...move },
		}),
	);
}

/** Moves a lead along a way of several stages and stops where a move is not allowed. */
export function moveAlong(lead: Lead, way: readonly MoveRequest[]): Lead {
	let moved = lead;
	for (const wish of way) {
		const result = moveStage(moved, wish);
		if (result.kind === 'refused') return moved;
		moved = result.lead;
	}
	return moved;
}
