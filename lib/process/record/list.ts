import { batchRows } from '../../store/batches';
import type { Lead } from '../../core/lead/lead';
import type { LeadQuery } from '../../store/port';
import type { ProcessContext } from '../context';
import { pagesOf } from '../pages';

/**
 * Leads by filter and order, page by page, at most `limit` of them (all where it is undefined).
 */
export async function listLeads(
	{ store, pause }: ProcessContext,
	query: Omit<LeadQuery, 'limit' | 'after'>,
	limit = Number.POSITIVE_INFINITY,
): Promise<Lead[]> {
	const leads: Lead[] = [];
	if (limit <= 0) return leads;
	const pages = pagesOf(
		(place) =>
			store.listLeads({ ...query, limit: Math.min(batchRows, limit - leads.length), ...place }),
		pause,
	);
	for await (const page of pages) {
		for (const { lead } of page.leads) leads.push(lead);
		if (leads.length >= limit) break;
	}
	return leads;
}
