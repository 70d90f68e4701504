import { moveStage, type MoveRequest } from '../../core/lead/lifecycle';
import { nextStep } from '../../core/lead/playbook';
import { stageTouches } from '../../core/lead/moves';
import type { Lead } from '../../core/lead/lead';
import { batchRows } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { saveChanged, type Decision, type Saved } from './save';

/** A wish to move one lead. */
export interface MoveWish extends Pick<MoveRequest, 'to' | 'reason' | 'note'> {
	stored: StoredLead;
	/** Fields that change with the move, e.g. when to look at the lead again. */
	also?: Partial<Lead>;
}

/**
 * Moves leads to other stages with their next action and writes history and audit, a thousand per transaction. A lead that somebody changed
 * meanwhile is judged again as it is now. Answers in the order of the wishes.
 */
export async function moveLeads(
	context: ProcessContext,
	wishes: readonly MoveWish[],
): Promise<Saved[]> {
	const outcomes: Saved[] = [];
	for (let from = 0; from < wishes.length; from += batchRows) {
		const slice = wishes.slice(from, from + batchRows);
		const saved = await saveChanged(
			context,
			slice.map(({ stored }) => stored),
			(stored, index) => decide(context, stored.lead, slice[index]),
		);
		for (const outcome of saved) outcomes.push(outcome);
		await context.pause?.();
	}
	return outcomes;
}

function decide(
	{ by, now, newId, settings }: ProcessContext,
	lead: Lead,
	wish: MoveWish | undefined,
): Decision {
	if (wish === undefined) return { kind: 'unchanged', lead };
	const { to, reason, note, also } = wish;
	const result = moveStage(lead, { to, reason, note, by, at: now });
	if (result.kind !== 'moved') return result;
	const moved = { ...result.lead, ...nextStep(lead, result.lead, settings.playbook), ...also };
	const touchpoints = stageTouches(lead, moved, [newId()]);
	return { kind: 'changed', lead: moved, action: 'stage.moved', note, touchpoints };
}
