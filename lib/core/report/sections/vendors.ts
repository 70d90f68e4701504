import { places } from '../counts';
import { bySource } from '../money';
import type { ReportInput, Section } from '../types';
import { counted, inWords, longDay, share } from '../words';

/** How the sources that sell leads do, and what may be returned to them. */
export function vendors(input: ReportInput): Section {
	const { counts, vendors: list, claims, currency, timezone, period, campaigns } = input;
	const money = new Map(bySource(counts, campaigns, period).map((row) => [row.name, row]));
	const rows = list.map(({ source, price = 0 }) => {
		const row = money.get(source);
		const leads = row?.leads ?? 0;
		const reached = (stage: string) => counts.total('reached', places.period, stage, source).n;
		const lost = counts.total('lost', places.period, '*', '*', source).n;
		const mine = claims.filter((claim) => claim.source === source);
		return {
			source,
			leads,
			cost: row?.cost || leads * price || undefined,
			contacted: share(reached('contacted'), leads),
			qualified: share(reached('qualified'), leads),
			customers: reached('customer'),
			lost,
			claims: mine.length,
			back: mine.reduce((sum, claim) => sum + claim.price, 0) || undefined,
		};
	});
	const value = claims.reduce((sum, { price }) => sum + price, 0);
	return {
		key: 'vendors',
		title: 'Vendors and returns',
		summary:
			list.length === 0
				? "No source is set up as a vendor. Add those that sell leads under 'Vendors', with the reasons for which they take leads back."
				: claims.length === 0
					? 'No lead can be returned at present.'
					: `${counted(claims.length, 'lead')} can be returned${value > 0 ? ` for ${inWords(value, 'money', currency)}` : ''}; the first claim has to be made by ${longDay(claims.map(({ claimBy }) => claimBy).sort()[0] ?? '', timezone)}.`,
		figures: [],
		tables: [
			{
				key: 'vendors',
				title: 'Scorecard',
				bar: 'leads',
				columns: [
					{ key: 'source', label: 'Vendor', unit: 'text' },
					{ key: 'leads', label: 'Leads', unit: 'count' },
					{ key: 'cost', label: 'Cost', unit: 'money' },
					{ key: 'contacted', label: 'Contacted', unit: 'share' },
					{ key: 'qualified', label: 'Qualified', unit: 'share' },
					{ key: 'customers', label: 'Customers', unit: 'count' },
					{ key: 'lost', label: 'Left', unit: 'count' },
					{ key: 'claims', label: 'To return', unit: 'count' },
					{ key: 'back', label: 'Money back', unit: 'money' },
				],
				rows,
			},
			{
				key: 'claims',
				title: 'Leads to return',
				columns: [
					{ key: 'source', label: 'Vendor', unit: 'text' },
					{ key: 'id', label: 'Lead', unit: 'text' },
					{ key: 'reason', label: 'Reason', unit: 'text' },
					{ key: 'by', label: 'Claim by', unit: 'text' },
				],
				// People's names and addresses stay in the file of claims: the page is passed around.
				rows: claims.slice(0, 20).map(({ source, sourceId, leadId, reasonLabel, claimBy }) => ({
					source: source ?? '',
					id: sourceId ?? leadId,
					reason: reasonLabel,
					by: claimBy.slice(0, 10),
				})),
				...(claims.length > 20 && {
					note: `and ${inWords(claims.length - 20, 'count')} more in the file of claims`,
				}),
			},
		],
	};
}
