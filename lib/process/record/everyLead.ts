import type { Lead, Stage } from '../../core/lead/lead';
import { batchRows } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { pagesOf } from '../pages';

/** Stages in which a lead may still become a sale: what is looked at again when nothing new came in. */
export const openStages: readonly Stage[] = [
	'new',
	'filtered',
	'assigned',
	'contacted',
	'tracking',
	'nurturing',
	'qualified',
	'opportunity',
];

/**
 * Takes every lead of the store in these stages through a step, a thousand at a time, in the order in which they were made:
 * memory does not grow with the store. A run that ends in the middle is simply begun again.
 *
 * @param tell hears of each lead what the step came to, and how the lead was before
 * @returns how many leads there were
 */
export async function overEveryLead<Outcome>(
	{ store, pause }: ProcessContext,
	stages: readonly Stage[],
	step: (leads: StoredLead[]) => Promise<Outcome[]>,
	tell: (outcome: Outcome, before: Lead) => void,
): Promise<number> {
	let count = 0;
	const pages = pagesOf(
		(place) =>
			store.listLeads({ stages: [...stages], sort: 'createdAt', limit: batchRows, ...place }),
		pause,
	);
	for await (const { leads } of pages) {
		count += leads.length;
		const outcomes = await step(leads);
		for (const [index, { lead }] of leads.entries()) {
			const outcome = outcomes[index];
			if (outcome !== undefined) tell(outcome, lead);
		}
	}
	return count;
}
