import { timelineOf, type Timeline } from '../../core/track/timeline';
import { inBatches } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';

/** The timelines of leads, in the order given: all touchpoints and stage moves, at most `perLead` newest touchpoints each. */
export async function timelines(
	{ store, pause }: ProcessContext,
	leads: readonly StoredLead[],
	perLead = 1000,
): Promise<Timeline[]> {
	// Fewer leads per read where each may bring many touchpoints.
	const slice = Math.max(1, Math.min(100, Math.floor(20_000 / perLead)));
	return await inBatches(
		leads,
		async (some) => {
			const touches = await store.touchpoints({
				leadIds: some.map(({ lead }) => lead.leadId),
				perLead,
			});
			await pause?.();
			const byLead = Map.groupBy(touches, ({ leadId }) => leadId);
			return some.map(({ lead }) => timelineOf(lead, byLead.get(lead.leadId) ?? []));
		},
		slice,
	);
}
