import type { Column, ColumnKind } from './columns';

/** One value, or one stretch of numbers, that gets its own points. */
export interface Bin {
	/** In words, e.g. 'Referral', '120 to 480', 'not known', 'other'. */
	label: string;
	/** Texts of a category, as they stand in the data. */
	values?: string[];
	/** Numbers from here (inclusive) … */
	from?: number;
	/** … to here (exclusive). */
	below?: number;
	/** Where everything else goes: values too rare to tell anything, and those never seen. */
	isRest?: boolean;
	isMissing?: boolean;
}

/** A column cut into bins, with the bin of every lead. */
export interface BinnedColumn {
	field: string;
	kind: ColumnKind;
	bins: Bin[];
	/** Its bins are cells of two columns. */
	isPair?: boolean;
	/** Position of each lead's bin. */
	index: Uint16Array;
}

/** A value that fewer leads have is pooled: its win rate is chance. */
export const fewLeads = 10;
const mostBins = 24;

/** Cuts a column: categories by value, numbers by quantiles; rare values pooled, missing ones apart. */
export function binColumn(column: Column): BinnedColumn {
	return column.kind === 'category' ? binCategories(column) : binNumbers(column);
}

/** The bin of one value, for a lead the table has not seen. */
export function binOf(
	bins: readonly Bin[],
	kind: ColumnKind,
	text: string | undefined,
	number: number,
): number {
	const rest = bins.findIndex(({ isRest }) => isRest);
	if (text === undefined) {
		const missing = bins.findIndex(({ isMissing }) => isMissing);
		return missing >= 0 ? missing : rest;
	}
	if (kind === 'category') {
		const own = bins.findIndex(({ values }) => values?.includes(text));
		return own >= 0 ? own : rest;
	}
	if (Number.isNaN(number)) return rest;
	const own = bins.findIndex(
		({ from, below }) => from !== undefined && number >= from && number < (below ?? Infinity),
	);
	return own >= 0 ? own : rest;
}

function binCategories({ field, texts }: Column): BinnedColumn {
	const counts = new Map<string, number>();
	let missing = 0;
	for (const text of texts) {
		if (text === undefined) missing++;
		else counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	const frequent = [...counts].filter(([, count]) => count >= fewLeads).sort(byCount);
	const bins: Bin[] = frequent.map(([text]) => ({ label: text, values: [text] }));
	if (missing >= fewLeads) bins.push({ label: 'not known', isMissing: true });
	bins.push({ label: 'other', isRest: true });
	const place = new Map(frequent.map(([text], index) => [text, index]));
	const rest = bins.length - 1;
	const lacking = missing >= fewLeads ? rest - 1 : rest;
	const index = Uint16Array.from(texts, (text) =>
		text === undefined ? lacking : (place.get(text) ?? rest),
	);
	return { field, kind: 'category', bins, index };
}

function byCount([a, many]: [string, number], [b, few]: [string, number]): number {
	return few - many || (a < b ? -1 : 1);
}

function binNumbers({ field, kind, numbers }: Column): BinnedColumn {
	const known = numbers.filter((number) => !Number.isNaN(number)).sort();
	const missing = numbers.length - known.length;
	const edges = quantileEdges(known);
	const bins: Bin[] = edges.map((from, index) => {
		const below = edges[index + 1];
		return below === undefined ? { label: '', from } : { label: '', from, below };
	});
	if (bins[0]) bins[0].from = -Infinity;
	for (const bin of bins) bin.label = spanLabel(bin, kind);
	const lacking = missing >= fewLeads ? bins.push({ label: 'not known', isMissing: true }) - 1 : -1;
	const rest = bins.push({ label: 'other', isRest: true }) - 1;
	const index = Uint16Array.from(numbers, (number) =>
		Number.isNaN(number) ? (lacking >= 0 ? lacking : rest) : lastAtMost(edges, number),
	);
	return { field, kind, bins, index };
}

/** Lower ends of stretches that hold about as many leads each, at least enough to tell something. */
function quantileEdges(sorted: Float64Array): number[] {
	const size = Math.max(fewLeads, Math.ceil(sorted.length / mostBins));
	const edges: number[] = [];
	let start = 0;
	while (start < sorted.length) {
		edges.push(sorted[start] ?? 0);
		let end = Math.min(start + size, sorted.length);
		const last = sorted[end - 1];
		while (end < sorted.length && sorted[end] === last) end++;
		// Too few left for a stretch of their own.
		if (sorted.length - end < fewLeads) break;
		start = end;
	}
	return edges;
}

function lastAtMost(edges: readonly number[], number: number): number {
	let low = 0;
	let high = edges.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((edges[middle] ?? 0) <= number) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** A stretch in words; dates as days. */
export function spanLabel({ from = -Infinity, below = Infinity }: Bin, kind: ColumnKind): string {
	const show = (number: number) =>
		kind === 'date'
			? new Date(number).toISOString().slice(0, 10)
			: String(Math.round(number * 100) / 100);
	if (from === -Infinity) return below === Infinity ? 'any' : `below ${show(below)}`;
	return below === Infinity ? `${show(from)} and more` : `${show(from)} to below ${show(below)}`;
}
