import type { Column } from './columns';
import { levelOf, missing, nameLevel } from './levels';

/** Bits for the level of one field in a pattern. */
export const bitsPerField = 3;
/** Most fields a pattern can hold in 53 bits, one place being kept for names that stand crosswise. */
export const mostFields = 16;

/** The level of a field in a pattern of levels. */
export function levelIn(pattern: number, field: number): number {
	return Math.floor(pattern / 8 ** field) % 8;
}

/** Compares two records field by field: returns the pattern of their levels. Names are also tried crosswise. */
export type Comparer = (a: number, b: number) => number;

/** Makes the comparer of a list of columns. */
export function comparerOf(columns: readonly Column[]): Comparer {
	const first = columns.findIndex(({ field }) => field.kind === 'firstName');
	const last = columns.findIndex(({ field }) => field.kind === 'lastName');
	const factors = columns.map((_column, index) => 8 ** index);
	return (a, b) => {
		let pattern = 0;
		for (let index = 0; index < columns.length; index += 1) {
			const column = columns[index];
			if (column === undefined) continue;
			const level = levelOf(column, column.ids[a] ?? -1, column.ids[b] ?? -1);
			pattern += level * (factors[index] ?? 0);
		}
		return first >= 0 && last >= 0 ? crosswise(columns, pattern, first, last, a, b) : pattern;
	};
}

/** First and last name in each other's place count like in their own, if both agree that way. */
function crosswise(
	columns: readonly Column[],
	pattern: number,
	first: number,
	last: number,
	a: number,
	b: number,
): number {
	const straight = known(levelIn(pattern, first)) + known(levelIn(pattern, last));
	if (straight >= 5) return pattern;
	const firstA = valueOf(columns[first], a);
	const lastA = valueOf(columns[last], a);
	const firstB = valueOf(columns[first], b);
	const lastB = valueOf(columns[last], b);
	const one = firstA === '' || lastB === '' ? missing : nameLevel(firstA, lastB, false);
	const other = lastA === '' || firstB === '' ? missing : nameLevel(lastA, firstB, false);
	// One name alone proves nothing unless it is the same.
	const agree = known(one) + known(other);
	if (one === missing && other === missing) return pattern;
	if (Math.min(one, other) < 2 || agree <= straight || agree < 4) return pattern;
	return (
		pattern +
		(one - levelIn(pattern, first)) * 8 ** first +
		(other - levelIn(pattern, last)) * 8 ** last
	);
}

function known(level: number): number {
	return level === missing ? 0 : level;
}

function valueOf(column: Column | undefined, row: number): string {
	return column?.values[column.ids[row] ?? -1] ?? '';
}
