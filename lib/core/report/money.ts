import { campaignKey, type Campaign } from './campaign';
import { places, type Counts } from './counts';
import type { Span } from './types';

/** What a source or campaign took and brought in a period. */
export interface Return {
	name: string;
	leads: number;
	qualified: number;
	customers: number;
	/** Deal values of the customers won. */
	revenue: number;
	/** What the leads cost, and the campaigns' cost that falls into the period. */
	cost: number;
	/** Revenue less cost, by cost: 0 is break-even; undefined without cost. */
	roi?: number;
}

const dayMs = 86_400_000;

/**
 * The part of a campaign's cost that falls into a period: it is spread evenly from its start to the end of its last day; without an end
 * it falls on the day of its start, without a start nowhere.
 */
export function costIn({ cost = 0, start, end }: Campaign, { since, until }: Span): number {
	const from = Date.parse(start ?? '');
	if (Number.isNaN(from)) return 0;
	const last = Date.parse(end ?? '');
	const to =
		Number.isNaN(last) || last < from ? from + dayMs : last % dayMs === 0 ? last + dayMs : last;
	const overlap = Math.min(to, until) - Math.max(from, since);
	return overlap <= 0 || to === from ? 0 : (cost * overlap) / (to - from);
}

/** What each source took and brought; the most leads first. */
export function bySource(
	counts: Counts,
	campaigns: readonly Campaign[],
	period: Span,
	place: number = places.period,
): Return[] {
	return returns(
		counts,
		place,
		{ captured: 0, moved: 1 },
		(name) => name,
		(add) => {
			for (const campaign of campaigns) {
				const cost = costIn(campaign, period);
				if (cost > 0) add(campaign.source ?? '', cost);
			}
		},
	);
}

/** What each campaign took and brought; upper and lower case are the same campaign. */
export function byCampaign(
	counts: Counts,
	campaigns: readonly Campaign[],
	period: Span,
	place: number = places.period,
): Return[] {
	const names = new Map(campaigns.map(({ name }) => [campaignKey(name), name]));
	const nameOf = (name: string) => names.get(campaignKey(name)) ?? name;
	return returns(counts, place, { captured: 1, moved: 2 }, nameOf, (add) => {
		for (const campaign of campaigns) {
			const cost = costIn(campaign, period);
			if (cost > 0) add(campaign.name, cost);
		}
	}).filter(({ name }) => name !== '');
}

function returns(
	counts: Counts,
	place: number,
	at: { captured: number; moved: number },
	nameOf: (name: string) => string,
	costs: (add: (name: string, cost: number) => void) => void,
): Return[] {
	const rows = new Map<string, Return>();
	const row = (raw: string): Return => {
		const name = nameOf(raw);
		const known = rows.get(name);
		if (known) return known;
		const made = { name, leads: 0, qualified: 0, customers: 0, revenue: 0, cost: 0 };
		rows.set(name, made);
		return made;
	};
	for (const { keys, n, sum } of counts.lines('captured', place)) {
		const one = row(keys[at.captured] ?? '');
		one.leads += n;
		one.cost += sum;
	}
	for (const { keys, n, sum } of counts.lines('entered', place)) {
		const [stage] = keys;
		if (stage === 'qualified') row(keys[at.moved] ?? '').qualified += n;
		if (stage !== 'customer') continue;
		const one = row(keys[at.moved] ?? '');
		one.customers += n;
		one.revenue += sum;
	}
	costs((name, cost) => {
		row(name).cost += cost;
	});
	return [...rows.values()]
		.map((one) => ({
			...one,
			cost: cents(one.cost),
			revenue: cents(one.revenue),
			...(one.cost > 0 && { roi: (one.revenue - one.cost) / one.cost }),
		}))
		.sort((a, b) => b.leads - a.leads || b.cost - a.cost || (a.name < b.name ? -1 : 1));
}

function cents(value: number): number {
	return Math.round(value * 100) / 100;
}
