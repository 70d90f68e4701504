/**
 * Chance that a won lead scores above a lost one, ties counting half: the area under the ROC curve. 0.5 where one side is
 * empty. Ranks (Mann and Whitney, 1947), n · log n.
 */
export function auc(scores: ArrayLike<number>, won: ArrayLike<number>): number {
	const order = Array.from({ length: scores.length }, (_, index) => index).sort(
		(a, b) => (scores[a] ?? 0) - (scores[b] ?? 0),
	);
	let wins = 0;
	let ranks = 0;
	for (let start = 0; start < order.length;) {
		let end = start;
		const value = scores[order[start] ?? 0];
		while (end < order.length && scores[order[end] ?? 0] === value) end++;
		const rank = (start + 1 + end) / 2;
		for (; start < end; start++) {
			if (won[order[start] ?? 0]) {
				wins++;
				ranks += rank;
			}
		}
	}
	const losses = order.length - wins;
	return wins === 0 || losses === 0 ? 0.5 : (ranks - (wins * (wins + 1)) / 2) / (wins * losses);
}

/** Share of all wins that lie among the best-scored `share` of leads; ties at the edge count in proportion. */
export function captured(scores: ArrayLike<number>, won: ArrayLike<number>, share: number): number {
	const order = Array.from({ length: scores.length }, (_, index) => index).sort(
		(a, b) => (scores[b] ?? 0) - (scores[a] ?? 0),
	);
	const room = share * order.length;
	let wins = 0;
	let inside = 0;
	for (let start = 0; start < order.length;) {
		let end = start;
		let here = 0;
		const value = scores[order[start] ?? 0];
		while (end < order.length && scores[order[end] ?? 0] === value) {
			here += won[order[end] ?? 0] ? 1 : 0;
			end++;
		}
		const part = Math.min(1, Math.max(0, (room - start) / (end - start)));
		inside += here * part;
		wins += here;
		start = end;
	}
	return wins === 0 ? 0 : inside / wins;
}

/** Mean squared distance between the chance given and what happened: 0 is perfect (Brier, 1950). */
export function brier(chances: ArrayLike<number>, won: ArrayLike<number>): number {
	let sum = 0;
	for (let index = 0; index < chances.length; index++) {
		sum += ((chances[index] ?? 0) - (won[index] ? 1 : 0)) ** 2;
	}
	return chances.length === 0 ? 0 : sum / chances.length;
}

/** A tenth of the leads by chance: what was expected of it and what came. */
export interface Decile {
	/** 1 is the lowest tenth. */
	decile: number;
	leads: number;
	expected: number;
	won: number;
}

/** How the chances given compare with what happened, by tenths of the leads. */
export function calibration(chances: ArrayLike<number>, won: ArrayLike<number>): Decile[] {
	const order = Array.from({ length: chances.length }, (_, index) => index).sort(
		(a, b) => (chances[a] ?? 0) - (chances[b] ?? 0),
	);
	return Array.from({ length: 10 }, (_, tenth) => {
		const part = order.slice(
			Math.floor((tenth * order.length) / 10),
			Math.floor(((tenth + 1) * order.length) / 10),
		);
		const mean = (values: ArrayLike<number>) =>
			part.length === 0
				? 0
				: part.reduce((sum, row) => sum + Number(values[row] ?? 0), 0) / part.length;
		return { decile: tenth + 1, leads: part.length, expected: mean(chances), won: mean(won) };
	});
}

/**
 * Population stability index of a distribution against an earlier one, by shares of the same bins: below 0.1 stable, above
 * 0.25 shifted. Bins that one side lacks count as half a lead.
 */
export function stability(before: ArrayLike<number>, after: ArrayLike<number>): number {
	const total = (counts: ArrayLike<number>) => {
		let sum = 0;
		for (let index = 0; index < counts.length; index++) sum += counts[index] ?? 0;
		return Math.max(1, sum);
	};
	const old = total(before);
	const young = total(after);
	let sum = 0;
	for (let index = 0; index < before.length; index++) {
		const p = Math.max(before[index] ?? 0, 0.5) / old;
		const q = Math.max(after[index] ?? 0, 0.5) / young;
		sum += (q - p) * Math.log(q / p);
	}
	return sum;
}
