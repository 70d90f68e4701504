import type { ScoreReason } from '../lead/lead';

/**
 * Makes a receipt add up to the whole score, exactly and from the first line to the last: scores are whole numbers, so
 * what rounding adds or takes away stands on a line of its own. The receipt passed in is completed.
 */
export function settle(reasons: ScoreReason[], score: number): void {
	let sum = 0;
	for (const { counted } of reasons) sum += counted;
	if (sum === score) return;
	const rest = score - sum;
	const tidy = Math.round(rest * 1_000) / 1_000;
	if (tidy === 0) {
		absorb(reasons, score);
		return;
	}
	// Binary fractions do not always add up in their tidy form; then the line carries the exact rest.
	const counted = sum + tidy === score ? tidy : rest;
	reasons.push({ rule: 'Rounded to a whole score', points: 0, decayed: 0, counted });
}

/** Puts a rest beyond the third decimal into the last line that counts. */
function absorb(reasons: ScoreReason[], score: number): void {
	let index = reasons.length - 1;
	while (index > 0 && reasons[index]?.counted === 0) index--;
	const last = reasons[index];
	if (!last) return;
	let before = 0;
	for (const { counted } of reasons.slice(0, index)) before += counted;
	last.counted = score - before;
}
