/** Texts are compared up to here; names and addresses are shorter. */
const longest = 64;
const usedA = new Uint8Array(longest);
const usedB = new Uint8Array(longest);

/**
 * Jaro–Winkler similarity of two texts, 0…1, 1 where they are equal (Winkler 1990: up to four letters of common prefix, scale
 * 0.1, whatever the Jaro similarity). Symmetric. Characters beyond the 64th do not count.
 *
 * @example
 * jaroWinkler('martha', 'marhta') //=> 0.9611
 */
export function jaroWinkler(a: string, b: string): number {
	if (a === b) return 1;
	const lengthA = Math.min(a.length, longest);
	const lengthB = Math.min(b.length, longest);
	if (lengthA === 0 || lengthB === 0) return 0;
	const window = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
	usedA.fill(0, 0, lengthA);
	usedB.fill(0, 0, lengthB);
	let common = 0;
	for (let i = 0; i < lengthA; i += 1) {
		const code = a.charCodeAt(i);
		const to = Math.min(lengthB - 1, i + window);
		for (let j = Math.max(0, i - window); j <= to; j += 1) {
			if (usedB[j] === 1 || b.charCodeAt(j) !== code) continue;
			usedA[i] = 1;
			usedB[j] = 1;
			common += 1;
			break;
		}
	}
	if (common === 0) return 0;
	const jaro =
		(common / lengthA + common / lengthB + (common - swaps(a, b, lengthA) / 2) / common) / 3;
	let prefix = 0;
	while (prefix < 4 && prefix < lengthA && a.charCodeAt(prefix) === b.charCodeAt(prefix))
		prefix += 1;
	return jaro + prefix * 0.1 * (1 - jaro);
}

/** How many of the common characters stand in another order. */
function swaps(a: string, b: string, lengthA: number): number {
	let swapped = 0;
	let j = 0;
	for (let i = 0; i < lengthA; i += 1) {
		if (usedA[i] === 0) continue;
		while (usedB[j] === 0) j += 1;
		if (a.charCodeAt(i) !== b.charCodeAt(j)) swapped += 1;
		j += 1;
	}
	return swapped;
}
