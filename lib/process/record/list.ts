import { batchRows } from '../../store/batches';
import type { Lead } from '../../core/lead/lead';
import type { LeadQuery } from '../../store/port';
import type { ProcessContext } from '../context';

/**
 * Leads by filter and order, page by page, at most `limit` of them (all where it is undefined).
 */
export async function listLeads(
	{ store, pause }: ProcessContext,
	query: Omit<LeadQuery, 'limit' | 'after'>,
	limit = Number.POSITIVE_INFINITY,
): Promise<Lead[]> {
	const leads: Lead[] = [];
	let after: string | undefined;
	while (leads.length < limit) {
		const page = await store.listLeads({
			...query,
			limit: Math.min(batchRows, limit - leads.length),
			...(after !== undefined && { after }),
		});
		for (const { lead } of page.leads) leads.push(lead);
		after = page.next;
		if (after === undefined) break;
		await pause?.();
	}
	return leads;
}
