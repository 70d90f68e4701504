import { dayOf, findZone, formatDay, toLocal, utc } from '../../calendar';
import { median, places } from '../counts';
import { bySource } from '../money';
import type { Figure, ReportInput, Section, Series, Span } from '../types';
import { counted, inWords, share } from '../words';
import { onTimeShare, responseMinutes } from './response';

/** The figures that a manager looks at first. */
export function overview(input: ReportInput): Section {
	const { counts, currency, previous } = input;
	const now = numbers(input, places.period, input.period);
	const before = previous && numbers(input, places.previous, previous);
	const figure = (
		key: keyof typeof now,
		rest: Pick<Figure, 'label' | 'unit' | 'better' | 'sentence'>,
	): Figure => ({ key, value: now[key], ...(before && { before: before[key] }), ...rest });
	const other = counts.by(0, 'otherCurrency', places.period);
	const won = `${counted(now.customers ?? 0, 'lead')} became ${now.customers === 1 ? 'a customer' : 'customers'}`;
	return {
		key: 'overview',
		title: 'At a glance',
		summary: `${counted(now.leads ?? 0, 'lead')} came in and ${won}${now.revenue ? `, worth ${inWords(now.revenue, 'money', currency)}` : ''}.`,
		figures: [
			figure('leads', {
				label: 'New leads',
				unit: 'count',
				better: 'more',
				sentence: 'People who came in during the period; tests and merged duplicates do not count.',
			}),
			figure('qualified', {
				label: 'Qualified',
				unit: 'count',
				better: 'more',
				sentence: 'Leads that became qualified in the period, whenever they came in.',
			}),
			figure('customers', {
				label: 'Customers won',
				unit: 'count',
				better: 'more',
				sentence: 'Leads that became customers in the period, whenever they came in.',
			}),
			figure('revenue', {
				label: 'Revenue',
				unit: 'money',
				better: 'more',
				sentence: `Deal values of the customers won${
					other.length > 0
						? `; ${counted(
								other.reduce((sum, [, { n }]) => sum + n, 0),
								'deal',
							)} in ${other.map(([name]) => name).join(', ')} left out`
						: ''
				}.`,
			}),
			figure('cost', {
				label: 'Cost',
				unit: 'money',
				better: 'less',
				sentence:
					'What the new leads cost, and the part of the campaigns that falls into the period.',
			}),
			figure('costPerLead', {
				label: 'Cost per lead',
				unit: 'money',
				better: 'less',
				sentence: 'Cost divided by new leads.',
			}),
			figure('response', {
				label: 'First answer after',
				unit: 'minutes',
				better: 'less',
				sentence:
					'Half of the new leads that a person answered had their answer within this time, nights included.',
			}),
			figure('onTime', {
				label: 'Answered in time',
				unit: 'share',
				better: 'more',
				sentence: 'Of the leads assigned with a deadline that has passed or was met.',
			}),
		],
		tables: [],
		series: [
			daily(input, 'new', 'New leads by day'),
			daily(input, 'customer', 'Customers won by day'),
		],
	};
}

function numbers({ counts, campaigns }: ReportInput, place: number, span: Span) {
	const leads = counts.total('captured', place).n;
	const won = counts.total('entered', place, 'customer');
	const cost = bySource(counts, campaigns, span, place).reduce((sum, row) => sum + row.cost, 0);
	return {
		leads,
		qualified: counts.total('entered', place, 'qualified').n,
		customers: won.n,
		revenue: won.sum,
		cost,
		costPerLead: cost > 0 ? share(cost, leads) : undefined,
		response: median(responseMinutes(counts, place)),
		onTime: onTimeShare(counts, place),
	} satisfies Record<string, number | undefined>;
}

/** Quarter hours put together to days of the workspace: no zone is off by less than that. */
function daily({ counts, timezone, period }: ReportInput, stage: string, title: string): Series {
	const zone = findZone(timezone) ?? utc;
	const byDay = new Map<number, number>();
	const day = (at: number) => dayOf(toLocal(at, zone));
	for (let at = day(period.since); at <= day(period.until - 1); at++) byDay.set(at, 0);
	for (const { keys, n } of counts.lines('series', places.period, stage)) {
		const at = day(Number(keys[1]) * 900_000);
		byDay.set(at, (byDay.get(at) ?? 0) + n);
	}
	const points = [...byDay]
		.sort(([a], [b]) => a - b)
		.map(([at, value]) => ({ day: formatDay(at), value }));
	return { key: stage, title, points };
}
