import type { Column } from './columns';
import type { CompareKind } from './types';
import { levelCount } from './levels';

/** Evidence of each level of each field in bits (log2 of the Bayes factor), and how rare duplicates are. */
export interface Weights {
	/** By field, then level. */
	bits: number[][];
	/** Points that every pair begins with: 8 where general weights are used, less the rarer duplicates are. */
	start: number;
	estimated: boolean;
	/** Chance that two unrelated records agree fully, by field; what rare and frequent values are measured against. */
	chance: number[];
}

/**
 * General weights for lists that are too short to learn from, level by level from different to the very same. A judgement, from
 * how people's contact data agree and differ in practice.
 */
const general: Readonly<Record<CompareKind, readonly number[]>> = {
	firstName: [-3, 0, 1, 1.5, 2],
	lastName: [-3, 0, 1, 1.5, 2.5],
	email: [-1, 2, 3, 6, 8],
	phone: [-1, 1, 3, 6],
	company: [-1, 0, 1, 1.5, 2],
	text: [-1, 0, 1, 2, 3],
	place: [-0.5, 0, 0.3, 0.5],
	code: [-0.5, 0, 1, 1.5],
	date: [-2, 0, 2, 4],
	link: [-1, 8],
};

/** The general weights for these columns. */
export function generalWeights(columns: readonly Column[]): Weights {
	return {
		bits: columns.map(({ field }) => [
			...(general[field.kind] ?? new Array<number>(levelCount[field.kind]).fill(0)),
		]),
		start: 0,
		estimated: false,
		chance: columns.map(agreeByChance),
	};
}

/** Chance that two records picked blindly have the same value, over those that have one. */
export function agreeByChance(column: Column): number {
	let pairs = 0;
	let total = 0;
	for (const count of column.counts) {
		pairs += count * (count - 1);
		total += count;
	}
	return total < 2 ? 1 : pairs / (total * (total - 1));
}
