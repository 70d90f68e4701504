import type { Column } from './columns';
import { jaroWinkler } from './jaroWinkler';

const nobody = new Int32Array(0);

/**
 * How far two names of firms or two addresses agree by their words, rare words weighing more; words with a slip count a little
 * less. Texts that are written together or apart are also compared letter by letter.
 */
export function wordLevel(
	column: Column,
	a: number,
	b: number,
	one: string,
	other: string,
): number {
	const shared = cosine(column, column.words[a] ?? nobody, column.words[b] ?? nobody);
	if (shared >= 0.9) return 3;
	// Letter by letter only where the beginnings agree, which similar texts nearly always do.
	const begins =
		one.charCodeAt(0) === other.charCodeAt(0) && one.charCodeAt(1) === other.charCodeAt(1);
	const alike = begins || shared >= 0.4 ? jaroWinkler(one, other) : 0;
	if (alike >= 0.96) return 3;
	if (alike >= 0.9 || shared >= 0.65) return 2;
	return alike >= 0.8 || shared >= 0.4 ? 1 : 0;
}

function cosine(column: Column, a: Int32Array, b: Int32Array): number {
	const weights = column.wordWeights;
	let dot = 0;
	let squareA = 0;
	let squareB = 0;
	for (const word of b) squareB += (weights[word] ?? 0) ** 2;
	for (const word of a) {
		const weight = weights[word] ?? 0;
		squareA += weight * weight;
		let match = 0;
		for (const candidate of b) {
			if (candidate === word) {
				match = weight;
				break;
			}
			if (match === 0 && isNear(column, word, candidate))
				match = Math.min(weight, 0.8 * (weights[candidate] ?? 0));
		}
		dot += weight * match;
	}
	return squareA === 0 || squareB === 0 ? 0 : Math.min(1, dot / Math.sqrt(squareA * squareB));
}

/** Words of five letters or more that differ by a slip; numbers are never near each other. */
function isNear(column: Column, a: number, b: number): boolean {
	const one = column.wordTexts[a] ?? '';
	const other = column.wordTexts[b] ?? '';
	if (one.length < 5 || other.length < 5 || one.charCodeAt(0) !== other.charCodeAt(0)) return false;
	// More than four kinds of letters apart: no slip does that.
	const apart = (column.wordMasks[a] ?? 0) ^ (column.wordMasks[b] ?? 0);
	if (apart !== 0 && Math.abs(one.length - other.length) > 2) return false;
	return !/\d/.test(one) && jaroWinkler(one, other) >= 0.93;
}
