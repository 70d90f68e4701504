/** A share that changed more than chance explains. */
export interface Shift {
	name: string;
	/** Share in the week, and in the weeks before. */
	now: number;
	before: number;
	n: number;
	/** Two-sided probability of such a difference by chance alone. */
	p: number;
}

/** Below these numbers nothing is said: a handful of leads shifts every share. */
export const trendLimits = { whole: 30, part: 5, falseDiscovery: 0.05 } as const;

/**
 * Which shares shifted: a two-proportion z-test with pooled variance for each name, and of many names only those that hold when one
 * in twenty finds may be false (Y. Benjamini, Y. Hochberg, Controlling the false discovery rate, 1995). The clearest first.
 */
export function shifts(
	week: { whole: number; parts: ReadonlyMap<string, number> },
	base: { whole: number; parts: ReadonlyMap<string, number> },
): Shift[] {
	if (week.whole < trendLimits.whole || base.whole < trendLimits.whole) return [];
	const names = [...new Set([...week.parts.keys(), ...base.parts.keys()])].sort();
	const tested = names.flatMap((name): Shift[] => {
		const a = week.parts.get(name) ?? 0;
		const b = base.parts.get(name) ?? 0;
		if (a + b < trendLimits.part) return [];
		const p = twoProportions(a, week.whole, b, base.whole);
		return [{ name, now: a / week.whole, before: b / base.whole, n: a, p }];
	});
	tested.sort((one, two) => one.p - two.p || (one.name < two.name ? -1 : 1));
	const last = tested.findLastIndex(
		({ p }, index) => p <= (trendLimits.falseDiscovery * (index + 1)) / tested.length,
	);
	return tested.slice(0, last + 1);
}

/**
 * Two-sided p of the two-proportion z-test.
 * @example twoProportions(30, 100, 20, 100) //=> 0.1025 (z = 1.633)
 */
export function twoProportions(a: number, n: number, b: number, m: number): number {
	const pooled = (a + b) / (n + m);
	const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
	if (error === 0) return 1;
	return 2 * upperTail(Math.abs(a / n - b / m) / error);
}

/** Upper tail of the standard normal distribution by the Chebyshev fit erfcc of Numerical Recipes, relative error below 1.2e-7. */
function upperTail(z: number): number {
	const x = z / Math.SQRT2;
	const t = 1 / (1 + 0.5 * x);
	const terms = [
		-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398,
		1.48851587, -0.82215223, 0.17087277,
	];
	const poly = terms.reduceRight((sum, term) => sum * t + term, 0);
	return (t * Math.exp(-x * x + poly)) / 2;
}
