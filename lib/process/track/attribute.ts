import {
	attribute,
	type Attribution,
	type AttributionQuestion,
} from '../../core/attribution/attribute';
import { inBatches } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';

/** Who deserves what for each lead, in the order given; reads at most 1,000 touchpoints of each. */
export async function attributeLeads(
	{ store, pause }: ProcessContext,
	leads: readonly StoredLead[],
	question: AttributionQuestion,
): Promise<Attribution[]> {
	return await inBatches(
		leads,
		async (slice) => {
			const touches = await store.touchpoints({
				leadIds: slice.map(({ lead }) => lead.leadId),
				perLead: 1000,
			});
			const byLead = Map.groupBy(touches, ({ leadId }) => leadId);
			await pause?.();
			return slice.map(({ lead }) => attribute(lead, byLead.get(lead.leadId) ?? [], question));
		},
		50,
	);
}
