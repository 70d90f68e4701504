/** Keys that lie beside each other on QWERTY, both ways. */
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const beside = neighbours();
const vowels = 'aeiou';

/** What a slip costs: slips that fingers make often are cheap, so that two of them still count as one mistake. */
const cost = { swap: 0.7, beside: 0.7, vowel: 0.8, double: 0.5, edit: 1 };

/**
 * How far two short names lie apart by typing slips: swapped neighbours, a key beside the right one, a letter doubled or
 * forgotten. Damerau–Levenshtein (optimal string alignment) with weights; symmetric. Names longer than 40 characters count
 * as infinitely far apart, and so do names farther apart than `limit`, which saves most of the work.
 *
 * @example
 * slipDistance('gmial', 'gmail') //=> 0.7
 */
export function slipDistance(a: string, b: string, limit = Infinity): number {
	if (a.length > 40 || b.length > 40) return Infinity;
	let before: number[] = [];
	let previous: number[] = [0];
	for (let j = 1; j <= b.length; j += 1) previous.push((previous[j - 1] ?? 0) + drop(b, j - 1));
	for (let i = 1; i <= a.length; i += 1) {
		const current: number[] = [(previous[0] ?? 0) + drop(a, i - 1)];
		for (let j = 1; j <= b.length; j += 1) {
			let best = Math.min(
				(previous[j] ?? 0) + drop(a, i - 1),
				(current[j - 1] ?? 0) + drop(b, j - 1),
				(previous[j - 1] ?? 0) + replace(a.charAt(i - 1), b.charAt(j - 1)),
			);
			const swapped =
				i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && a[i - 1] !== a[i - 2];
			if (swapped) best = Math.min(best, (before[j - 2] ?? 0) + cost.swap);
			current.push(best);
		}
		// Costs only grow from row to row, and a swap looks back two rows.
		if (Math.min(...current) > limit && Math.min(...previous) > limit) return Infinity;
		before = previous;
		previous = current;
	}
	return previous[b.length] ?? Infinity;
}

/** A letter too many or too few; half the price where it doubles the one before it. */
function drop(text: string, at: number): number {
	return at > 0 && text[at] === text[at - 1] ? cost.double : cost.edit;
}

function replace(a: string, b: string): number {
	if (a === b) return 0;
	if (beside.has(a + b)) return cost.beside;
	return vowels.includes(a) && vowels.includes(b) ? cost.vowel : cost.edit;
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
