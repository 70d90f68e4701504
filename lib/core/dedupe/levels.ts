import { isFreeDomain } from '../verify/email/free';
import type { Column } from './columns';
import { jaroWinkler } from './jaroWinkler';
import { areNicknames } from './nicknames';
import { isOneSlip } from './slip';
import type { CompareKind } from './types';
import { wordLevel } from './wordLevel';

/** How many levels of agreement a kind has; 0 is different, the highest is the very same value. */
export const levelCount: Readonly<Record<CompareKind, number>> = {
	firstName: 5,
	lastName: 5,
	email: 5,
	phone: 4,
	company: 5,
	text: 5,
	place: 4,
	code: 4,
	date: 4,
	link: 2,
};

/** Level where one of the two has no value. */
export const missing = 7;

/** How far the values `a` and `b` (numbers of the column's values) agree. */
export function levelOf(column: Column, a: number, b: number): number {
	if (a < 0 || b < 0) return missing;
	const { kind } = column.field;
	if (a === b) return levelCount[kind] - 1;
	const one = column.values[a] ?? '';
	const other = column.values[b] ?? '';
	switch (kind) {
		case 'firstName':
		case 'lastName':
			if (column.bags[a] === column.bags[b] && one.length > 3)
				return jaroWinkler(one, other) >= 0.92 ? 3 : 2;
			return nameLevel(one, other, kind === 'firstName');
		case 'email':
			return emailLevel(one, other);
		case 'phone':
			return phoneLevel(one, other);
		case 'company':
		case 'text':
			return wordLevel(column, a, b, one, other);
		case 'place': {
			if (!mayBeAlike(one, other, column.masks[a] ?? 0, column.masks[b] ?? 0, 0.8)) return 0;
			const alike = jaroWinkler(one, other);
			return alike >= 0.92 ? 2 : alike >= 0.8 ? 1 : 0;
		}
		case 'code':
			return isOneSlip(one, other)
				? 2
				: one.length > 3 && one.slice(0, 3) === other.slice(0, 3)
					? 1
					: 0;
		case 'date':
			return dateLevel(one, other);
		case 'link':
			return 0;
	}
}

/** Levels of two names as texts, for names that stand in each other's field. */
export function nameLevel(a: string, b: string, first: boolean): number {
	if (a === b) return 4;
	const alike = jaroWinkler(a, b);
	if (alike >= 0.92) return 3;
	if (first && areNicknames(a, b)) return 3;
	if (alike >= 0.85) return 2;
	const initial = (a.length === 1 || b.length === 1) && a.charCodeAt(0) === b.charCodeAt(0);
	return initial || alike >= 0.7 ? 1 : 0;
}

/**
 * Whether two texts can reach a Jaro–Winkler similarity at all: letters that only one of them has cannot be common. Cheap, and
 * never wrong on the safe side.
 */
export function mayBeAlike(
	a: string,
	b: string,
	maskA: number,
	maskB: number,
	least: number,
): boolean {
	const common = Math.min(a.length - bits(maskA & ~maskB), b.length - bits(maskB & ~maskA));
	const jaro = (common / a.length + common / b.length + 1) / 3;
	let prefix = 0;
	while (prefix < 4 && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix += 1;
	return jaro + prefix * 0.1 * (1 - jaro) >= least;
}

function bits(value: number): number {
	let rest = value - ((value >>> 1) & 0x55555555);
	rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
	return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function emailLevel(a: string, b: string): number {
	const atA = a.indexOf('@');
	const atB = b.indexOf('@');
	const sameDomain =
		atA > 0 && atB > 0 && a.length - atA === b.length - atB && a.endsWith(b.slice(atB));
	const sameLocal = atA === atB && atA > 0 && a.startsWith(b.slice(0, atB));
	if (sameLocal && isOneSlip(a, b)) return 3;
	if (sameLocal && atA > 4) return jaroWinkler(a.slice(atA), b.slice(atB)) >= 0.9 ? 3 : 2;
	if (
		a.charCodeAt(0) === b.charCodeAt(0) &&
		a.charCodeAt(1) === b.charCodeAt(1) &&
		Math.abs(a.length - b.length) < 4
	) {
		const alike = jaroWinkler(a, b);
		if (alike >= 0.92 && (sameDomain || isOneSlip(a, b) || alike >= 0.95)) return 3;
		if (alike >= 0.88) return 2;
	} else if (isOneSlip(a, b)) return 3;
	return sameDomain && !isFreeDomain(a.slice(atA + 1)) ? 1 : 0;
}

function phoneLevel(a: string, b: string): number {
	if (a.length >= 7 && b.length >= 7 && a.endsWith(b.slice(-7))) return 2;
	return isOneSlip(a, b) ? 1 : 0;
}

/** One digit mistyped or two swapped; day and month swapped; month of a year, or day and month of another. */
function dateLevel(a: string, b: string): number {
	if (isOneSlip(a, b)) return 2;
	const swapped =
		a.slice(0, 4) === b.slice(0, 4) &&
		a.slice(4, 6) === b.slice(6, 8) &&
		a.slice(6, 8) === b.slice(4, 6);
	if (swapped) return 2;
	return a.slice(0, 6) === b.slice(0, 6) || a.slice(4) === b.slice(4) ? 1 : 0;
}
