import { randomOf } from '../../sheet/human';
import type { VisitPlan } from './visits';

/** One visit of each kind, short ones: what every run of the tests sees. */
export const everyKind: readonly VisitPlan[] = [
	{ pages: [[5]], end: 'kill' },
	{ pages: [[2], [1.5], [4]], end: 'close' },
	{ pages: [[1.5, 2, 1]], end: 'close' },
	{ pages: [[2], [2]], end: 'close', app: true },
	{ pages: [[2.5]], end: 'close', consentAfter: 2 },
	{ pages: [[3]], end: 'close' },
	{ pages: [[1], [2, 2]], end: 'kill' },
	{ pages: [[0.7], [1.2], [2]], end: 'close', app: true, consentAfter: 1 },
];

/** Visits of every kind as chance has them; the same ones for the same seed. */
export function randomPlans(count: number, seed: number): VisitPlan[] {
	const random = randomOf(seed);
	const seconds = (least: number, most: number) => least + random() * (most - least);
	return Array.from({ length: count }, (_value, index): VisitPlan => {
		// Twice in a hundred visits nobody is there: that is half a minute each.
		if (index % 50 === 49) return { pages: [[34]], end: 'close', idle: true };
		const pages = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
			Array.from({ length: random() < 0.3 ? 2 : 1 }, () => seconds(0.8, 7)),
		);
		return {
			pages,
			end: random() < 0.3 ? 'kill' : 'close',
			...(random() < 0.3 ? { app: true } : {}),
			...(random() < 0.25 ? { consentAfter: seconds(0.5, 3) } : {}),
		};
	});
}
