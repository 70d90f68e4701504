import { dueMove, timedStages, type StagePeriods } from '../../core/lead/dueMoves';
import type { Lead, Stage } from '../../core/lead/lead';
import { batchRows } from '../../store/batches';
import type { LeadQuery } from '../../store/port';
import type { ProcessContext } from '../context';
import { pagesOf } from '../pages';
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
	const query: LeadQuery = { stages: [...timedStages], sort: 'createdAt', limit: batchRows };
	const pages = pagesOf((place) => context.store.listLeads({ ...query, ...place }), context.pause);
	for await (const { leads } of pages) {
		for (const stored of leads) {
			const to = dueMove(stored.lead, periods, context.now);
			if (to !== undefined) due.push({ wish: { stored, to }, from: stored.lead.stage });
		}
	}
	const outcomes = await moveLeads(
		context,
		due.map(({ wish }) => wish),
	);
	return outcomes.flatMap((outcome, index) => {
		const from = due[index]?.from;
		return outcome.kind === 'changed' && from !== undefined ? [{ lead: outcome.lead, from }] : [];
	});
}
