import type { Lead } from '../lead/lead';
import type { Touchpoint } from '../lead/touchpoint';
import { readCampaign } from '../origin/clickIds';
import { applyTouches } from './effects';

/**
 * A lead with the visits that somebody made before saying who they are: their effects, and where the very first touch came from,
 * since that is now an earlier one. Tasks and suppressions do not come of visits.
 *
 * @param now milliseconds since the epoch
 */
export function joinVisitor(
	lead: Lead,
	visits: readonly Touchpoint[],
	{ now, by }: { now: number; by: string },
): Lead {
	const { lead: touched } = applyTouches(lead, visits, { now, by });
	const first = visits
		.filter(({ actor, url }) => actor.kind !== 'machine' && url !== undefined)
		.reduce<Touchpoint | undefined>(
			(a, b) => (a === undefined || b.occurredAt < a.occurredAt ? b : a),
			undefined,
		);
	if (first?.url === undefined || first.occurredAt >= lead.createdAt) return touched;
	const { utm, clickIds } = readCampaign(first.url);
	const referrer = first.meta?.['referrer'];
	return {
		...touched,
		landingUrl: first.url,
		...(typeof referrer === 'string' ? { referrer } : {}),
		...(utm ? { firstUtm: utm } : {}),
		...(clickIds ? { firstClickIds: clickIds } : {}),
		updatedAt: new Date(now).toISOString(),
	};
}
