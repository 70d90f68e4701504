/** How the points of one touchpoint fade with its age in days. */
export type Decay =
	/** Half after so many days: `points · 2^(−days / halfLife)`. */
	| { kind: 'halfLife'; days: number }
	/** Loses a share of the first value at the end of every period: `points · max(0, 1 − share · ⌊days / period⌋)`. */
	| { kind: 'linear'; share: number; period: number }
	/** Full until the last day of the window, then nothing. */
	| { kind: 'window'; days: number }
	| { kind: 'none' };

/**
 * Makes the function that says which share of its points a touchpoint still has at an age in days (0 and more).
 *
 * @example 20 * decayOf({ kind: 'halfLife', days: 14 })(7) //=> 14.142…
 */
export function decayOf(decay: Decay): (days: number) => number {
	switch (decay.kind) {
		case 'halfLife':
			return decay.days > 0 ? (days) => 2 ** (-days / decay.days) : () => 1;
		case 'linear':
			return decay.period > 0
				? (days) => Math.max(0, 1 - decay.share * Math.floor(days / decay.period))
				: () => 1;
		case 'window':
			return (days) => (days <= decay.days ? 1 : 0);
		case 'none':
			return () => 1;
	}
}
