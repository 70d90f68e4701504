import type { Period, Tally, TallyName } from '../reporting';
import { int, text } from '../rows/values';

/** The earliest begin or the latest end of periods. */
export function edgeOf(periods: Period[], which: keyof Period): string {
	const edges = periods.map((period) => period[which]).sort();
	return (which === 'since' ? edges[0] : edges.at(-1)) ?? new Date(0).toISOString();
}

/** A row of a count, whichever engine read it. */
export function toTally(row: Readonly<Record<string, unknown>>): Tally {
	return {
		what: toName(text(row.what)),
		period: int(row.period),
		keys: [text(row.k1), text(row.k2), text(row.k3), text(row.k4)],
		n: int(row.n),
		sum: int(row.total),
	};
}

const names: readonly TallyName[] = [
	'captured',
	'reached',
	'entered',
	'move',
	'between',
	'lost',
	'response',
	'sla',
	'quality',
	'series',
	'otherCurrency',
	'touch',
	'mail',
	'topic',
	'topics',
	'objection',
	'objections',
	'assigned',
];

function toName(name: string): TallyName {
	return names.find((one) => one === name) ?? 'captured';
}
