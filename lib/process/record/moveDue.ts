import { dueMove, timedStages, type StagePeriods } from '../../core/lead/dueMoves';
import type { Lead, Stage } from '../../core/lead/lead';
import { batchRows } from '../../store/batches';
import type { ProcessContext } from '../context';
import { moveLeads, type MoveWish } from './move';

/** A lead that time has moved. */
export interface DueMoved {
	lead: Lead;
	from: Stage;
}

/**
 * Moves every lead of the workspace whose time in its stage is over. Pages through the leads of the timed stages, a
 * thousand at a time; a lead that somebody moves meanwhile is left as it is then.
 */
export async function moveDueLeads(
	context: ProcessContext,
	periods: StagePeriods,
): Promise<DueMoved[]> {
	const due: Array<{ wish: MoveWish; from: Stage }> = [];
	let after: string | undefined;
	do {
		const page = await context.store.listLeads({
			stages: [...timedStages],
			sort: 'createdAt',
			limit: batchRows,
			...(after !== undefined && { after }),
		});
		for (const stored of page.leads) {
			const to = dueMove(stored.lead, periods, context.now);
			if (to !== undefined) due.push({ wish: { stored, to }, from: stored.lead.stage });
		}
		after = page.next;
		await context.pause?.();
	} while (after !== undefined);
	const outcomes = await moveLeads(
		context,
		due.map(({ wish }) => wish),
	);
	return outcomes.flatMap((outcome, index) => {
		const from = due[index]?.from;
		return outcome.kind === 'changed' && from !== undefined ? [{ lead: outcome.lead, from }] : [];
	});
}
