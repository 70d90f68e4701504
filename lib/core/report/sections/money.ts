import { byCampaign, bySource, type Return } from '../money';
import type { Column, ReportInput, Section } from '../types';
import { counted, inWords, share } from '../words';

const columns = (label: string): Column[] => [
	{ key: 'name', label, unit: 'text' },
	{ key: 'leads', label: 'Leads', unit: 'count' },
	{ key: 'qualified', label: 'Qualified', unit: 'count' },
	{ key: 'customers', label: 'Customers', unit: 'count' },
	{ key: 'cost', label: 'Cost', unit: 'money' },
	{ key: 'perLead', label: 'Per lead', unit: 'money' },
	{ key: 'perCustomer', label: 'Per customer', unit: 'money' },
	{ key: 'revenue', label: 'Revenue', unit: 'money' },
	{ key: 'roi', label: 'Return', unit: 'share' },
];

/** Where leads come from and what they bring. */
export function sources(input: ReportInput): Section {
	const { counts, campaigns, period, currency } = input;
	const rows = bySource(counts, campaigns, period);
	const [most] = rows;
	const best = bestOf(rows);
	return {
		key: 'sources',
		title: 'Sources',
		summary: most
			? `Most leads came from ${label(most.name)}: ${counted(most.leads, 'lead')}.${best ? ` ${label(best.name)} had the best return: ${inWords(best.revenue, 'money', currency)} for ${inWords(best.cost, 'money', currency)}.` : ''}`
			: 'No lead came in during the period.',
		figures: [],
		tables: [
			{
				key: 'sources',
				title: 'What each source took and brought',
				bar: 'leads',
				columns: columns('Source'),
				rows: rows.map(toRow),
			},
		],
	};
}

/** What each campaign brought for its cost. */
export function campaigns(input: ReportInput): Section {
	const { counts, campaigns: known, period, currency } = input;
	const rows = byCampaign(counts, known, period);
	const best = bestOf(rows);
	return {
		key: 'campaigns',
		title: 'Campaigns',
		summary:
			rows.length === 0
				? "No lead of the period names a campaign, and no campaign has a cost in it. Fill the leads' field Campaign, or add campaigns to the node."
				: `${counted(rows.length, 'campaign')} brought ${counted(
						rows.reduce((sum, { leads }) => sum + leads, 0),
						'lead',
					)}.${best ? ` ${best.name} had the best return: ${inWords(best.roi, 'share')} on ${inWords(best.cost, 'money', currency)}.` : ''}`,
		figures: [],
		tables: [
			{
				key: 'campaigns',
				title: 'What each campaign took and brought',
				bar: 'leads',
				columns: columns('Campaign'),
				rows: rows.map(toRow),
			},
		],
	};
}

/** Qualified leads that a source is credited with in advance at the overall rate: a handful of leads must not move a budget. */
const prior = 5;
/** A source's budget changes by at most this factor, up or down, from one period to the next. */
const most = 1.5;

/**
 * Next period's money by source: the same sum, moved towards the sources whose money brings more qualified leads. A source's rate is
 * drawn towards the overall one by five qualified leads, and its budget grows or shrinks by half at most before the sum is restored.
 */
export function spend(input: ReportInput): Section {
	const { counts, campaigns: known, period, currency } = input;
	const paid = bySource(counts, known, period).filter(({ cost }) => cost > 0);
	const total = paid.reduce((sum, { cost }) => sum + cost, 0);
	const qualified = paid.reduce((sum, row) => sum + row.qualified, 0);
	const rate = qualified / total;
	const wished = paid.map((row) => {
		const own = (row.qualified + prior) / (row.cost + prior / (rate || 1 / total));
		const factor = qualified === 0 ? 1 : Math.min(most, Math.max(1 / most, own / rate));
		return { row, wish: row.cost * factor };
	});
	const sum = wished.reduce((all, { wish }) => all + wish, 0);
	const rows = wished.map(({ row, wish }) => {
		const next = Math.round((wish / sum) * total);
		return {
			name: label(row.name),
			cost: row.cost,
			qualified: row.qualified,
			perQualified: row.qualified > 0 ? row.cost / row.qualified : undefined,
			next,
			change: share(next - row.cost, row.cost),
			why: whyOf(row, rate),
		};
	});
	return {
		key: 'spend',
		title: 'Next period’s spend',
		summary:
			paid.length < 2
				? 'A proposal needs at least two sources with a cost. Give campaigns a cost and a source, or leads a cost.'
				: `The same ${inWords(total, 'money', currency)}, moved towards what brings more qualified leads for the money.`,
		figures: [],
		tables:
			paid.length < 2
				? []
				: [
						{
							key: 'spend',
							title: 'Proposal by source',
							columns: [
								{ key: 'name', label: 'Source', unit: 'text' },
								{ key: 'cost', label: 'This period', unit: 'money' },
								{ key: 'perQualified', label: 'Per qualified lead', unit: 'money' },
								{ key: 'next', label: 'Next period', unit: 'money' },
								{ key: 'change', label: 'Change', unit: 'share' },
								{ key: 'why', label: 'Why', unit: 'text' },
							],
							rows,
						},
					],
	};
}

function whyOf({ qualified, cost }: Return, rate: number): string {
	if (rate === 0) return 'No source has brought a qualified lead yet';
	if (qualified < prior) return `Only ${counted(qualified, 'qualified lead')}: moved carefully`;
	const ratio = qualified / cost / rate;
	if (Math.abs(ratio - 1) < 0.05) return 'Brings as much as the others';
	return ratio > 1
		? `${inWords(ratio, 'ratio')} the qualified leads of the average for the same money`
		: `Only ${inWords(ratio, 'ratio')} the qualified leads of the average for the same money`;
}

function toRow(row: Return) {
	return {
		...row,
		name: label(row.name),
		cost: row.cost || undefined,
		revenue: row.revenue || undefined,
		perLead: row.cost > 0 ? share(row.cost, row.leads) : undefined,
		perCustomer: row.cost > 0 ? share(row.cost, row.customers) : undefined,
	};
}

function bestOf(rows: readonly Return[]): Return | undefined {
	return rows
		.filter(({ roi, customers }) => roi !== undefined && customers > 0)
		.reduce<Return | undefined>(
			(best, row) => (best === undefined || (row.roi ?? 0) > (best.roi ?? 0) ? row : best),
			undefined,
		);
}

function label(name: string): string {
	return name === '' ? 'Unknown' : name;
}
