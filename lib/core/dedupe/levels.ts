import { isFreeDomain } from '../verify/email/free';
import { wordsOf, type Column } from './columns';
import { jaroWinkler } from './jaroWinkler';
import { areNicknames } from './nicknames';
import type { CompareKind } from './types';

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
			return nameLevel(one, other, kind === 'firstName');
		case 'email':
			return emailLevel(one, other);
		case 'phone':
			return phoneLevel(one, other);
		case 'company':
		case 'text':
			return wordLevel(column, a, b, one, other);
		case 'place': {
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
	if (alike >= 0.92 || (first && areNicknames(a, b))) return 3;
	if (alike >= 0.85 || isScrambled(a, b)) return 2;
	const initial = (a.length === 1 || b.length === 1) && a.charAt(0) === b.charAt(0);
	return initial || alike >= 0.7 ? 1 : 0;
}

function isScrambled(a: string, b: string): boolean {
	if (a.length !== b.length || a.length < 4) return false;
	return [...a].sort().join('') === [...b].sort().join('');
}

function emailLevel(a: string, b: string): number {
	const alike = jaroWinkler(a, b);
	const [localA = '', domainA = ''] = a.split('@');
	const [localB = '', domainB = ''] = b.split('@');
	if (
		alike >= 0.92 &&
		(localA === localB || domainA === domainB || isOneSlip(a, b) || alike >= 0.95)
	)
		return 3;
	if ((localA === localB && localA.length > 4) || alike >= 0.88) return 2;
	return domainA !== '' && domainA === domainB && !isFreeDomain(domainA) ? 1 : 0;
}

function phoneLevel(a: string, b: string): number {
	if (a.length >= 7 && b.length >= 7 && a.slice(-7) === b.slice(-7)) return 2;
	return isOneSlip(a, b) ? 1 : 0;
}

/** One digit mistyped or two swapped; day and month swapped; year alone or day and month alone. */
function dateLevel(a: string, b: string): number {
	if (isOneSlip(a, b)) return 2;
	const swapped =
		a.slice(0, 4) === b.slice(0, 4) &&
		a.slice(4, 6) === b.slice(6, 8) &&
		a.slice(6, 8) === b.slice(4, 6);
	if (swapped) return 2;
	return a.slice(0, 6) === b.slice(0, 6) || a.slice(4) === b.slice(4) ? 1 : 0;
}

function wordLevel(column: Column, a: number, b: number, one: string, other: string): number {
	const alike = jaroWinkler(one, other);
	const shared = cosine(wordsOf(column, a), wordsOf(column, b));
	if (alike >= 0.96 || shared >= 0.9) return 3;
	if (alike >= 0.9 || shared >= 0.65) return 2;
	return alike >= 0.8 || shared >= 0.4 ? 1 : 0;
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
	let dot = 0;
	let squareA = 0;
	let squareB = 0;
	for (const [word, weight] of a) {
		squareA += weight * weight;
		const match = b.get(word) ?? nearWord(word, b);
		if (match !== undefined) dot += weight * Math.min(weight, match);
	}
	for (const weight of b.values()) squareB += weight * weight;
	return squareA === 0 || squareB === 0 ? 0 : Math.min(1, dot / Math.sqrt(squareA * squareB));
}

/** A word with a slip still counts, at a little less. */
function nearWord(word: string, words: ReadonlyMap<string, number>): number | undefined {
	if (word.length < 5 || /\d/.test(word)) return undefined;
	for (const [other, weight] of words) {
		if (other.length >= 5 && other.charAt(0) === word.charAt(0) && jaroWinkler(word, other) >= 0.93)
			return weight * 0.8;
	}
	return undefined;
}

/** Whether one insertion, deletion, replacement or swap of neighbours makes two texts equal. */
export function isOneSlip(a: string, b: string): boolean {
	const [short, long] = a.length <= b.length ? [a, b] : [b, a];
	if (long.length - short.length > 1 || short.length < 3) return false;
	let at = 0;
	while (at < short.length && short[at] === long[at]) at += 1;
	if (short.length !== long.length) return short.slice(at) === long.slice(at + 1);
	if (short.slice(at + 1) === long.slice(at + 1)) return true;
	return (
		short[at] === long[at + 1] &&
		short[at + 1] === long[at] &&
		short.slice(at + 2) === long.slice(at + 2)
	);
}
