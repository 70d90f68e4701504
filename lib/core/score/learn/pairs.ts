import { fewLeads, spanLabel, type Bin, type BinnedColumn } from './bins';

/** Two columns that tell more together than each by itself, e.g. the month and the way of contact. */
export interface Pair {
	first: number;
	second: number;
	/** Groups of the bins of both columns, and cell of each pair of groups; −1 where leads are too few. */
	firstGroups: Uint16Array;
	secondGroups: Uint16Array;
	cells: Int16Array;
	/** The cells, with their words. */
	bins: Bin[];
	/** Cell of each lead. */
	index: Uint16Array;
}

const mostGroups = 6;
const mostPairs = 12;
/** A pair has to explain this much more than chance would, per cell. */
const minimumGain = 1;

/**
 * Finds the pairs of columns whose cells still hold what the single values do not explain: by the gain in log-likelihood
 * of one Newton step per cell, less what chance gives (Lou, Caruana, Gehrke and Hooker, Accurate Intelligible Models with
 * Pairwise Interactions, 2013). Quadratic in the columns, linear in the leads.
 *
 * @param chance the chance of winning that the single values give each lead
 */
export function findPairs(
	columns: readonly BinnedColumn[],
	won: Uint8Array,
	chance: Float64Array,
): Pair[] {
	const coarse = columns.map(groupBins);
	const rest = Float64Array.from(won, (win, row) => win - (chance[row] ?? 0));
	const curve = chance.map((p) => p * (1 - p));
	const alone = columns.map((column, place) => gainAlone(column, coarse[place], rest, curve));
	const found: Array<{ first: number; second: number; gain: number }> = [];
	for (let first = 0; first < columns.length; first++) {
		for (let second = first + 1; second < columns.length; second++) {
			const gain = gainOf(columns, coarse, alone, first, second, rest, curve);
			if (gain > 0) found.push({ first, second, gain });
		}
	}
	found.sort((a, b) => b.gain - a.gain);
	return found.slice(0, mostPairs).flatMap(({ first, second }) => {
		const a = columns[first];
		const b = columns[second];
		const groupsA = coarse[first];
		const groupsB = coarse[second];
		return a && b && groupsA && groupsB ? [makePair(first, second, a, b, groupsA, groupsB)] : [];
	});
}

/** The cell of a lead by its bins of both columns; the last cell where it has none of its own. */
export function cellOf(
	pair: {
		firstGroups: ArrayLike<number>;
		secondGroups: ArrayLike<number>;
		cells: ArrayLike<number>;
		bins: readonly Bin[];
	},
	firstBin: number,
	secondBin: number,
): number {
	const row = pair.firstGroups[firstBin] ?? 0;
	const place = row * (mostGroups + 2) + (pair.secondGroups[secondBin] ?? 0);
	const cell = pair.cells[place] ?? -1;
	return cell >= 0 ? cell : pair.bins.length - 1;
}

/** Groups the bins of a column: the most frequent categories alone, numbers in fewer stretches, what is missing alone. */
function groupBins({ bins, kind, index }: BinnedColumn): Uint16Array {
	const counts = new Float64Array(bins.length);
	for (const bin of index) counts[bin] = (counts[bin] ?? 0) + 1;
	const groups = new Uint16Array(bins.length);
	if (kind === 'category') {
		const order = bins
			.map((_bin, place) => place)
			.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0));
		order.forEach((place, rank) => (groups[place] = Math.min(rank, mostGroups)));
		return groups;
	}
	const spans = bins.filter(({ from }) => from !== undefined).length;
	const all = counts.reduce((sum, count) => sum + count, 0);
	let seen = 0;
	bins.forEach((bin, place) => {
		if (bin.from === undefined) groups[place] = bin.isMissing ? mostGroups : mostGroups + 1;
		else {
			groups[place] =
				spans <= mostGroups
					? place
					: Math.min(mostGroups - 1, Math.floor((seen * mostGroups) / all));
			seen += counts[place] ?? 0;
		}
	});
	return groups;
}

function gainOf(
	columns: readonly BinnedColumn[],
	coarse: readonly Uint16Array[],
	alone: readonly number[],
	first: number,
	second: number,
	rest: Float64Array,
	curve: Float64Array,
): number {
	const a = columns[first]?.index;
	const b = columns[second]?.index;
	const groupsA = coarse[first];
	const groupsB = coarse[second];
	if (!a || !b || !groupsA || !groupsB) return 0;
	const width = mostGroups + 2;
	const gradient = new Float64Array(width * width);
	const curvature = new Float64Array(width * width);
	for (let row = 0; row < rest.length; row++) {
		const cell = (groupsA[a[row] ?? 0] ?? 0) * width + (groupsB[b[row] ?? 0] ?? 0);
		gradient[cell] = (gradient[cell] ?? 0) + (rest[row] ?? 0);
		curvature[cell] = (curvature[cell] ?? 0) + (curve[row] ?? 0);
	}
	return gainOfCells(gradient, curvature) - Math.max(alone[first] ?? 0, alone[second] ?? 0);
}

/** Gain in log-likelihood of one Newton step per cell, less what chance gives. */
function gainOfCells(gradient: Float64Array, curvature: Float64Array): number {
	let gain = 0;
	for (let cell = 0; cell < gradient.length; cell++) {
		const h = curvature[cell] ?? 0;
		if (h > 0) gain += (gradient[cell] ?? 0) ** 2 / (h + 4) - minimumGain;
	}
	return gain;
}

/** What the groups of one column by itself would still gain: a pair has to explain more than either of its columns. */
function gainAlone(
	{ index }: BinnedColumn,
	groups: Uint16Array | undefined,
	rest: Float64Array,
	curve: Float64Array,
): number {
	const gradient = new Float64Array(mostGroups + 2);
	const curvature = new Float64Array(mostGroups + 2);
	for (const [row, bin] of index.entries()) {
		const group = groups?.[bin] ?? 0;
		gradient[group] = (gradient[group] ?? 0) + (rest[row] ?? 0);
		curvature[group] = (curvature[group] ?? 0) + (curve[row] ?? 0);
	}
	return Math.max(0, gainOfCells(gradient, curvature));
}

function makePair(
	first: number,
	second: number,
	a: BinnedColumn,
	b: BinnedColumn,
	firstGroups: Uint16Array,
	secondGroups: Uint16Array,
): Pair {
	const width = mostGroups + 2;
	const counts = new Float64Array(width * width);
	for (let row = 0; row < a.index.length; row++) {
		const cell =
			(firstGroups[a.index[row] ?? 0] ?? 0) * width + (secondGroups[b.index[row] ?? 0] ?? 0);
		counts[cell] = (counts[cell] ?? 0) + 1;
	}
	const cells = new Int16Array(width * width).fill(-1);
	const bins: Bin[] = [];
	counts.forEach((count, cell) => {
		if (count < fewLeads) return;
		cells[cell] = bins.length;
		const one = groupLabel(a, firstGroups, Math.floor(cell / width));
		const other = groupLabel(b, secondGroups, cell % width);
		bins.push({ label: `${one} and ${b.field}: ${other}` });
	});
	bins.push({ label: 'other', isRest: true });
	const pair = {
		first,
		second,
		firstGroups,
		secondGroups,
		cells,
		bins,
		index: new Uint16Array(a.index.length),
	};
	for (let row = 0; row < a.index.length; row++)
		pair.index[row] = cellOf(pair, a.index[row] ?? 0, b.index[row] ?? 0);
	return pair;
}

function groupLabel({ bins, kind }: BinnedColumn, groups: Uint16Array, group: number): string {
	const inside = bins.filter((_bin, place) => groups[place] === group);
	const spans = inside.filter(({ from }) => from !== undefined);
	const low = spans[0];
	const high = spans.at(-1);
	if (low && high) return spanLabel({ ...low, below: high.below ?? Infinity }, kind);
	return inside.length > 3 ? 'other' : inside.map(({ label }) => label).join(', ');
}
