import type { ScoreReason } from '../lead/lead';

/**
 * Makes a receipt add up to the whole score, exactly and from the first line to the last: scores are whole numbers, so
 * what rounding adds or takes away stands on a line of its own. The receipt passed in is completed.
 */
export function settle(reasons: ScoreReason[], score: number): void {
	const sum = sumOf(reasons);
	if (sum === score) return;
	const rest = score - sum;
	const tidy = Math.round(rest * 1_000) / 1_000;
	if (tidy === 0 && absorb(reasons, rest, score)) return;
	// Binary fractions do not always add up in their tidy form; then the line carries the exact rest.
	const counted = sum + tidy === score ? tidy : rest;
	reasons.push({ rule: 'Rounded to a whole score', points: 0, decayed: 0, counted });
}

/**
 * Puts a rest beyond the third decimal into the last line that can carry it: a large one may be too coarse for so small a
 * change.
 */
function absorb(reasons: ScoreReason[], rest: number, score: number): boolean {
	for (const reason of [...reasons].reverse()) {
		const { counted } = reason;
		if (counted === 0) continue;
		reason.counted = counted + rest;
		if (sumOf(reasons) === score) return true;
		reason.counted = counted;
	}
	return false;
}

function sumOf(reasons: readonly ScoreReason[]): number {
	let sum = 0;
	for (const { counted } of reasons) sum += counted;
	return sum;
}
