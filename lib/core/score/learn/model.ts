import { binOf, type Bin } from './bins';
import type { ColumnKind } from './columns';
import { cellOf } from './pairs';
import { fieldReader, factsOf, isMissing, toText, type Facts } from '../../filter/values';

/** A line of the points table: a value, or a stretch of numbers, and what it is worth. */
export interface LearnedBin extends Bin {
	/** Score points, one decimal; positive for what won leads have. */
	points: number;
	/** How many past leads had it, and how many of those were won. */
	leads: number;
	won: number;
}

/** A field of the table. */
export interface LearnedField {
	field: string;
	kind: ColumnKind;
	bins: LearnedBin[];
}

/** Two fields together: points on top of those of each. */
export interface LearnedPair {
	first: string;
	second: string;
	firstGroups: number[];
	secondGroups: number[];
	cells: number[];
	bins: LearnedBin[];
}

/** A score learned from won and lost leads: a table of points that a person can read and edit. Plain data, kept as JSON. */
export interface LearnedModel {
	/** Points of a lead before anything is known of it. */
	base: number;
	/** ln odds of winning = intercept + slope · points. */
	intercept: number;
	slope: number;
	fields: LearnedField[];
	pairs: LearnedPair[];
	won: number;
	lost: number;
	/** How far the table is believed against the rules: n / (n + 50) for n leads of the rarer outcome. */
	trust: number;
}

/** What a learned table says of a lead. */
export interface LearnedScore {
	/** Sum of the points, unbounded; as a score it is cut to 0…100. */
	points: number;
	/** 0…1 */
	chance: number;
	/** What added to it, strongest first; with the base they add up to the points. */
	lines: Array<{ rule: string; points: number }>;
}

/** Makes a table ready to score many leads. Fields the table does not know of a lead count as its 'not known' line says. */
export function applyModel(model: LearnedModel): (lead: object) => LearnedScore {
	const readers = model.fields.map(({ field }) => fieldReader(field));
	const position = new Map(model.fields.map(({ field }, index) => [field, index]));
	return (lead) => {
		const facts = factsOf(lead);
		const lines: LearnedScore['lines'] = [];
		let points = model.base;
		const add = (bin: LearnedBin | undefined, field: string) => {
			if (!bin || bin.points === 0) return;
			points += bin.points;
			lines.push({ rule: `${field}: ${bin.label}`, points: bin.points });
		};
		const bins = model.fields.map(({ field, kind, bins: own }, index) => {
			const place = placeOf(own, kind, readers[index]?.(facts));
			add(own[place], field);
			return place;
		});
		for (const pair of model.pairs) {
			const first = bins[position.get(pair.first) ?? -1] ?? 0;
			const second = bins[position.get(pair.second) ?? -1] ?? 0;
			add(pair.bins[cellOf(pair, first, second)], pair.first);
		}
		lines.sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
		return { points, chance: 1 / (1 + Math.exp(-(model.intercept + model.slope * points))), lines };
	};
}

/** The bin of a lead's value; −1 where the table has none for it. */
export function placeOf(bins: readonly Bin[], kind: ColumnKind, value: unknown): number {
	const text = isMissing(value) ? '' : toText(value).trim();
	if (text === '') return binOf(bins, kind, undefined, NaN);
	if (kind === 'category') return binOf(bins, kind, text, NaN);
	const number = Number(text);
	return binOf(bins, kind, text, Number.isFinite(number) ? number : Date.parse(text));
}

/** Whether a value read back from somewhere is a learned table. */
export function isLearnedModel(value: unknown): value is LearnedModel {
	const facts: Facts = factsOf(typeof value === 'object' && value !== null ? value : {});
	return (
		typeof facts['base'] === 'number' &&
		Array.isArray(facts['fields']) &&
		Array.isArray(facts['pairs'])
	);
}
