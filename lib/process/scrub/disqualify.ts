import { moveAlong } from '../../core/scrub/route';
import { closedStages, reasons, type Reason } from '../../core/lead/lifecycle';
import type { Lead } from '../../core/lead/lead';
import { batchRows } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { saveChanged, type Decision, type Saved } from '../record/save';

const dayMs = 86_400_000;

/** Why a lead leaves or comes back, and when it is looked at again. */
export interface Wish {
	stored: StoredLead;
	reason: Reason;
	note?: string;
	/** Days until the lead is looked at again; the reason's own period where absent, never where the reason has none. */
	revisitAfterDays?: number;
}

/** The same for a lead that comes back; without a reason it is the lead's own that no longer holds. */
export type ReopenWish = Omit<Wish, 'reason'> & { reason?: Reason };

/**
 * Takes leads out of the process with a reason and sets when to look at them again. One that is disqualified already stays
 * as it is, unless reason or date change. Answers in the order of the wishes.
 */
export async function disqualifyLeads(
	context: ProcessContext,
	wishes: readonly Wish[],
): Promise<Saved[]> {
	return await saveEach(context, wishes, ({ reason, note, revisitAfterDays }, lead) => {
		const days = revisitAfterDays ?? reasons[reason].revisitDays;
		const revisitAt = days === null ? undefined : inDays(context.now, days);
		if (lead.stage === 'disqualified') {
			const same =
				lead.stageReason === reason &&
				(revisitAfterDays === undefined || lead.revisitAt === revisitAt);
			if (same) return { kind: 'unchanged', lead };
			return {
				kind: 'changed',
				lead: { ...lead, stageReason: reason, revisitAt },
				action: 'lead.disqualified',
				note,
			};
		}
		const move = moveAlong(lead, {
			to: 'disqualified',
			reason,
			note,
			by: context.by,
			at: context.now,
		});
		if (move.kind !== 'moved') return move;
		return {
			kind: 'changed',
			lead: { ...move.lead, revisitAt },
			action: 'lead.disqualified',
			note,
		};
	});
}

/**
 * Takes leads back from bad, disqualified or junk into the process (filtered); their old reason stays in the history and
 * quarantine ends. A lead in any other stage is refused.
 */
export async function reopenLeads(
	context: ProcessContext,
	wishes: readonly ReopenWish[],
): Promise<Saved[]> {
	return await saveEach(context, wishes, ({ reason, note, revisitAfterDays }, lead) => {
		if (!closedStages.includes(lead.stage)) {
			return {
				kind: 'refused',
				message: `A lead in stage '${lead.stage}' cannot be reopened: only ${closedStages.join(', ')} can`,
			};
		}
		const why = reason ?? lead.stageReason;
		const move = moveAlong(lead, {
			to: 'filtered',
			...(why === undefined ? { withoutReason: true } : { reason: why }),
			note,
			by: context.by,
			at: context.now,
		});
		if (move.kind !== 'moved') return move;
		const { stageReason: _why, revisitAt: _when, quarantined: _locked, ...rest } = move.lead;
		const revisitAt =
			revisitAfterDays === undefined ? undefined : inDays(context.now, revisitAfterDays);
		return {
			kind: 'changed',
			lead: { ...rest, ...(revisitAt ? { revisitAt } : {}) },
			action: 'lead.reopened',
			note,
		};
	});
}

async function saveEach<Wanted extends ReopenWish>(
	context: ProcessContext,
	wishes: readonly Wanted[],
	decide: (wish: Wanted, lead: Lead) => Decision,
): Promise<Saved[]> {
	const outcomes: Saved[] = [];
	for (let from = 0; from < wishes.length; from += batchRows) {
		const slice = wishes.slice(from, from + batchRows);
		const saved = await saveChanged(
			context,
			slice.map(({ stored }) => stored),
			({ lead }, index) => {
				const wish = slice[index];
				return wish === undefined ? { kind: 'unchanged', lead } : decide(wish, lead);
			},
		);
		for (const outcome of saved) outcomes.push(outcome);
		await context.pause?.();
	}
	return outcomes;
}

function inDays(now: number, days: number): string {
	return new Date(now + days * dayMs).toISOString();
}
