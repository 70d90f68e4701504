import type { BinnedColumn } from './bins';

/** Points of every bin in log-odds, and the log-odds of a lead about whom nothing is known. */
export interface Fit {
	base: number;
	/** By column, then by bin. */
	weights: Float64Array[];
}

/** How strongly points are drawn to 0, in leads: a value has to show itself this often before it is believed. */
const ridge = 4;
/** The same for the cells of a pair: there are many of them, and each has few leads. */
const pairRidge = 12;
/** How strongly neighbouring stretches of numbers are drawn together. */
const neighbours = 12;
/** No value counts for more than this in log-odds: e² ≈ 7.4 times the odds. */
const clamp = 2;
const sweeps = 40;

/** Log-odds of winning for each value by itself against the whole: `ln((won + α) / (lost + α)) − ln(won / lost)`, α = 1, at most ±2. */
export function logOdds(column: BinnedColumn, won: Uint8Array): Float64Array {
	const wins = new Float64Array(column.bins.length);
	const all = new Float64Array(column.bins.length);
	let total = 0;
	for (const [row, bin] of column.index.entries()) {
		const win = won[row] ?? 0;
		wins[bin] = (wins[bin] ?? 0) + win;
		all[bin] = (all[bin] ?? 0) + 1;
		total += win;
	}
	const whole = Math.log((total + 1) / (won.length - total + 1));
	return wins.map((count, bin) =>
		(all[bin] ?? 0) === 0
			? 0
			: bounded(Math.log((count + 1) / ((all[bin] ?? 0) - count + 1)) - whole),
	);
}

/**
 * Points per value that are right together: values of one column often come with those of another, and counting both in
 * full would count the same thing twice. Starts from the log-odds of each value by itself and re-weights them by ridge
 * logistic regression, one value after the other (Newton's method per coordinate), until nothing moves.
 */
export function fitPoints(columns: readonly BinnedColumn[], won: Uint8Array): Fit {
	const rows = won.length;
	const total = won.reduce((sum, win) => sum + win, 0);
	let base = Math.log((total + 1) / (rows - total + 1));
	const weights = columns.map((column) =>
		logOdds(column, won).map((points) => points / columns.length),
	);
	const margin = new Float64Array(rows).fill(base);
	columns.forEach(({ index }, place) => {
		const own = weights[place];
		if (own)
			for (const [row, bin] of index.entries()) margin[row] = (margin[row] ?? 0) + (own[bin] ?? 0);
	});
	for (let sweep = 0; sweep < sweeps; sweep++) {
		let moved = 0;
		for (const [place, column] of columns.entries()) {
			const own = weights[place];
			if (own) moved = Math.max(moved, improve(column, own, won, margin));
		}
		const shift = recentre(won, margin);
		base += shift;
		for (const [row, value] of margin.entries()) margin[row] = value + shift;
		if (moved < 0.005) break;
	}
	return { base, weights };
}

/** One Newton step for every bin of a column; returns how far the farthest moved. */
function improve(
	{ index, bins, kind, isPair }: BinnedColumn,
	own: Float64Array,
	won: Uint8Array,
	margin: Float64Array,
): number {
	const gradient = new Float64Array(bins.length);
	const curvature = new Float64Array(bins.length);
	for (const [row, bin] of index.entries()) {
		const p = 1 / (1 + Math.exp(-(margin[row] ?? 0)));
		gradient[bin] = (gradient[bin] ?? 0) + (won[row] ?? 0) - p;
		curvature[bin] = (curvature[bin] ?? 0) + p * (1 - p);
	}
	const steps = new Float64Array(bins.length);
	let moved = 0;
	for (const [bin, points] of own.entries()) {
		const hold = isPair === true ? pairRidge : ridge;
		let pull = hold * points;
		let stiffness = hold;
		if (kind !== 'category') {
			for (const other of [bin - 1, bin + 1]) {
				if (bins[other]?.from === undefined || bins[bin]?.from === undefined) continue;
				pull += neighbours * (points - (own[other] ?? 0));
				stiffness += neighbours;
			}
		}
		const next = bounded(
			points + ((gradient[bin] ?? 0) - pull) / ((curvature[bin] ?? 0) + stiffness),
		);
		steps[bin] = next - points;
		moved = Math.max(moved, Math.abs(next - points));
	}
	for (const [bin, step] of steps.entries()) own[bin] = (own[bin] ?? 0) + step;
	for (const [row, bin] of index.entries()) margin[row] = (margin[row] ?? 0) + (steps[bin] ?? 0);
	return moved;
}

/** The shift of all margins after which as many leads are expected to be won as were. */
function recentre(won: Uint8Array, margin: Float64Array): number {
	let gradient = 0;
	let curvature = 1e-9;
	for (const [row, value] of margin.entries()) {
		const p = 1 / (1 + Math.exp(-value));
		gradient += (won[row] ?? 0) - p;
		curvature += p * (1 - p);
	}
	return gradient / curvature;
}

function bounded(points: number): number {
	return Math.min(clamp, Math.max(-clamp, points));
}
