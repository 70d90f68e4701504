import type { Lead } from '../../core/lead/lead';
import { companyKey } from '../../core/score/among';
import type { Colleagues, EngagementOf } from '../../core/score/score';
import type { ScoreTouch } from '../../core/score/signals';
import type { ProcessContext } from '../context';

/** Leads of one company that are looked at, the newest. */
const perDomain = 20;
/** Leads whose touchpoints are read at once. */
const atOnce = 500;

/**
 * What the other leads of the same company did, by lead: their engagement at this moment, worked out of their touchpoints.
 * Mailbox providers are no companies.
 *
 * @param read touchpoints of leads, by lead id
 */
export async function colleaguesOf(
	{ store, now }: Pick<ProcessContext, 'store' | 'now'>,
	leads: readonly Lead[],
	engagementOf: EngagementOf,
	read: (leadIds: string[]) => Promise<Map<string, readonly ScoreTouch[]>>,
): Promise<Map<string, Colleagues>> {
	const domains = [...new Set(leads.flatMap(({ domain }) => companyKey(domain) ?? []))];
	if (domains.length === 0) return new Map();
	const members = await store.companyLeads({ domains, perDomain: perDomain + 1 });
	const leadIds = [...new Set(Object.values(members).flat())];
	const engaged = new Map<string, number>();
	for (let from = 0; from < leadIds.length; from += atOnce) {
		const touches = await read(leadIds.slice(from, from + atOnce));
		for (const [leadId, list] of touches) engaged.set(leadId, engagementOf(list, now));
	}
	const found = new Map<string, Colleagues>();
	for (const { leadId, domain, company } of leads) {
		const others = (members[companyKey(domain) ?? ''] ?? [])
			.filter((other) => other !== leadId)
			.slice(0, perDomain);
		if (others.length === 0) continue;
		const engagement = others.reduce((sum, other) => sum + (engaged.get(other) ?? 0), 0);
		found.set(leadId, { company: company ?? domain ?? '', people: others.length, engagement });
	}
	return found;
}
