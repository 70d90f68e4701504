/** Keys that lie beside each other on QWERTY, both ways. */
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const vowels = 'aeiou';

/** What a slip costs: slips that fingers make often are cheap, so that two of them still count as one mistake. */
const cost = { swap: 0.7, beside: 0.7, vowel: 0.8, double: 0.5, edit: 1 };

const longest = 40;
const replacements = replacementCosts();
const rowsOfCosts: [Float64Array, Float64Array, Float64Array] = [
	new Float64Array(longest + 1),
	new Float64Array(longest + 1),
	new Float64Array(longest + 1),
];

/**
 * How far two short names lie apart by typing slips: swapped neighbours, a key beside the right one, a letter doubled or
 * forgotten. Damerau–Levenshtein (optimal string alignment) with weights; symmetric. Names longer than 40 characters count
 * as infinitely far apart, and so do names farther apart than `limit`, which saves most of the work.
 *
 * @example
 * slipDistance('gmial', 'gmail') //=> 0.7
 */
export function slipDistance(a: string, b: string, limit = Infinity): number {
	if (a.length > longest || b.length > longest) return Infinity;
	// Three rows that are used in turn: this is asked for every domain that is not known.
	let [before, previous, current] = rowsOfCosts;
	previous[0] = 0;
	for (let j = 1; j <= b.length; j += 1) previous[j] = (previous[j - 1] ?? 0) + drop(b, j - 1);
	let least = 0;
	for (let i = 1; i <= a.length; i += 1) {
		const left = a.charCodeAt(i - 1);
		const dropped = drop(a, i - 1);
		let lowest = (current[0] = (previous[0] ?? 0) + dropped);
		for (let j = 1; j <= b.length; j += 1) {
			const right = b.charCodeAt(j - 1);
			let best = Math.min(
				(previous[j] ?? 0) + dropped,
				(current[j - 1] ?? 0) + drop(b, j - 1),
				(previous[j - 1] ?? 0) + replace(left, right),
			);
			const swapped =
				i > 1 &&
				j > 1 &&
				left !== right &&
				left === b.charCodeAt(j - 2) &&
				a.charCodeAt(i - 2) === right;
			if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + cost.swap);
			current[j] = best;
			if (best < lowest) lowest = best;
		}
		// Costs only grow from row to row, and a swap looks back two rows.
		if (lowest > limit && least > limit) return Infinity;
		least = lowest;
		[before, previous, current] = [previous, current, before];
	}
	return previous[b.length] ?? Infinity;
}

/** A letter too many or too few; half the price where it doubles the one before it. */
function drop(text: string, at: number): number {
	return at > 0 && text.charCodeAt(at) === text.charCodeAt(at - 1) ? cost.double : cost.edit;
}

/** What one character in place of another costs, by their codes. */
function replace(a: number, b: number): number {
	if (a === b) return 0;
	return a < 128 && b < 128 ? (replacements[a * 128 + b] ?? cost.edit) : cost.edit;
}

function replacementCosts(): Float64Array {
	const table = new Float64Array(128 * 128).fill(cost.edit);
	for (const one of vowels)
		for (const other of vowels) table[one.charCodeAt(0) * 128 + other.charCodeAt(0)] = cost.vowel;
	for (const pair of neighbours())
		table[pair.charCodeAt(0) * 128 + pair.charCodeAt(1)] = cost.beside;
	return table;
}

function neighbours(): Set<string> {
	// Characters that look alike are mistaken as easily as neighbours.
	const pairs = new Set<string>([
		'0o',
		'o0',
		'1l',
		'l1',
		'1i',
		'i1',
		'il',
		'li',
		'qg',
		'gq',
		'vy',
		'yv',
	]);
	for (const [line, row] of rows.entries()) {
		for (const [index, key] of [...row].entries()) {
			const near = [row[index + 1], rows[line + 1]?.[index], rows[line + 1]?.[index - 1]];
			for (const other of near) {
				if (other === undefined) continue;
				pairs.add(key + other);
				pairs.add(other + key);
			}
		}
	}
	return pairs;
}
