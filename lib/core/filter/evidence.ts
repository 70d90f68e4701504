import { spanLabel, type BinnedColumn } from '../score/learn/bins';
import type { Criterion } from './profile';

/** What past leads say about a criterion. */
export interface Evidence {
	/** The criterion in words, e.g. 'source is one of Referral, Fair'. */
	words: string;
	/** How many past leads met it, and how many of those were won. */
	leads: number;
	won: number;
	/** Share won of those who met it, with its 95 % interval, and against all leads. */
	rate: number;
	low: number;
	high: number;
	lift: number;
}

/** A criterion that winners have more often than losers, with what speaks for it. */
export interface Proposal {
	criterion: Criterion;
	evidence: Evidence;
}

interface Count {
	leads: number;
	won: number;
}

/** 97.5 % point of the normal distribution. */
const z = 1.959_964;

/**
 * 95 % interval of a share (Wilson, 1927), which stays honest for few leads and for shares near 0 and 1.
 *
 * @example wilson(8, 10) //=> [0.49, 0.943]
 */
export function wilson(hits: number, of: number): [low: number, high: number] {
	if (of === 0) return [0, 1];
	const share = hits / of;
	const centre = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
	const reach =
		(z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
	return [Math.max(0, centre - reach), Math.min(1, centre + reach)];
}

/** The criterion of a column whose interval lies above the share of all leads; undefined where none does. */
export function propose(
	column: BinnedColumn,
	won: Uint8Array,
	whole: number,
): Proposal | undefined {
	const counts = column.bins.map((): Count => ({ leads: 0, won: 0 }));
	for (const [row, bin] of column.index.entries()) {
		const count = counts[bin];
		if (!count) continue;
		count.leads++;
		count.won += won[row] ?? 0;
	}
	return column.kind === 'category'
		? ofValues(column, counts, whole)
		: ofSpan(column, counts, whole);
}

/** The values that win more often than all leads do, each by itself. */
function ofValues(
	{ field, bins }: BinnedColumn,
	counts: readonly Count[],
	whole: number,
): Proposal | undefined {
	const good = bins.flatMap(({ values }, place) => {
		const { leads = 0, won = 0 } = counts[place] ?? {};
		return values && wilson(won, leads)[0] > whole ? [{ values, leads, won }] : [];
	});
	if (good.length === 0) return undefined;
	const values = good.flatMap((one) => one.values);
	const sum = good.reduce(
		(all, { leads, won }) => ({ leads: all.leads + leads, won: all.won + won }),
		nothing,
	);
	const evidence = evidenceOf(`${field} is one of ${values.join(', ')}`, sum, whole);
	return {
		criterion: { field, operator: 'isAnyOf', value: values, weight: weightOf(evidence.lift) },
		evidence,
	};
}

/** The stretch of numbers with the most wins above expectation (largest sum of neighbours). */
function ofSpan(
	{ field, kind, bins }: BinnedColumn,
	counts: readonly Count[],
	whole: number,
): Proposal | undefined {
	let best = { gain: 0, from: -1, to: -1 };
	let sum = 0;
	let start = 0;
	bins.forEach(({ from }, place) => {
		if (from === undefined) return;
		const { leads = 0, won = 0 } = counts[place] ?? {};
		if (sum <= 0) {
			sum = 0;
			start = place;
		}
		sum += won - whole * leads;
		if (sum > best.gain) best = { gain: sum, from: start, to: place };
	});
	// Dates of the past do not come again.
	if (best.from < 0 || kind === 'date') return undefined;
	const inside = counts.slice(best.from, best.to + 1);
	const total = inside.reduce(
		(all, { leads, won }) => ({ leads: all.leads + leads, won: all.won + won }),
		nothing,
	);
	if (wilson(total.won, total.leads)[0] <= whole) return undefined;
	const from = bins[best.from]?.from ?? -Infinity;
	const below = bins[best.to]?.below ?? Infinity;
	if (from === -Infinity && below === Infinity) return undefined;
	const evidence = evidenceOf(
		`${field} ${spanLabel({ label: '', from, below }, kind)}`,
		total,
		whole,
	);
	const weight = weightOf(evidence.lift);
	const criterion: Criterion =
		from === -Infinity
			? { field, operator: 'atMost', value: below, weight }
			: below === Infinity
				? { field, operator: 'atLeast', value: from, weight }
				: { field, operator: 'between', value: from, to: below, weight };
	return { criterion, evidence };
}

const nothing: Count = { leads: 0, won: 0 };

function evidenceOf(words: string, { leads, won }: Count, whole: number): Evidence {
	const [low, high] = wilson(won, leads);
	return { words, leads, won, rate: won / leads, low, high, lift: won / leads / whole };
}

/** 1 for hardly more wins than usual, 10 for four times as many and more. */
function weightOf(lift: number): number {
	return Math.min(10, Math.max(1, Math.round((10 * Math.log(lift)) / Math.log(4))));
}
