import { fieldReader, type Facts } from '../../filter/values';
import { binColumn, type BinnedColumn } from './bins';
import { readColumn, type Column, type SkippedColumn } from './columns';
import { fitPoints, type Fit } from './fit';
import { findLeaks, type LeakWarning } from './leaks';
import { auc, brier, calibration, captured, type Decile } from './metrics';
import { applyModel, type LearnedBin, type LearnedModel } from './model';
import { findPairs, type Pair } from './pairs';

/** What shall be learned from. */
export interface History {
	/** Past leads whose outcome is known. */
	rows: readonly Facts[];
	/** 1 for won, 0 for lost, in the order of the rows. */
	won: Uint8Array;
	/** Fields to learn from. */
	fields: readonly string[];
	/** Keeps fields that look as if filled in after the outcome; they are left out otherwise. */
	keepLeaks?: boolean;
}

/** How good a table is on leads it has not seen. */
export interface LearnReport {
	/** Chance that a won lead scores above a lost one, on leads left out of learning (5 parts in turn). */
	auc: number;
	/** Share of wins among the best fifth. */
	top20: number;
	brier: number;
	calibration: Decile[];
	leaks: LeakWarning[];
	skipped: SkippedColumn[];
}

/** A learned table with its report, or why nothing could be learned. */
export type Learned =
	| { kind: 'learned'; model: LearnedModel; report: LearnReport }
	| { kind: 'refused'; message: string };

/** Fewer won or lost leads than this teach nothing that holds. */
export const fewestOutcomes = 20;
const folds = 5;

/**
 * Learns a points table from won and lost leads: per value the log-odds (smoothed, at most ±2, rare values pooled), re-weighted
 * so that they are right together, and the few pairs of fields that matter together. Tested on parts of the history it did not
 * learn from. Deterministic: the same history gives the same table.
 */
export function learn(history: History): Learned {
	const { rows, won } = history;
	const wins = won.reduce((sum, win) => sum + win, 0);
	const losses = won.length - wins;
	if (wins < fewestOutcomes || losses < fewestOutcomes) {
		return {
			kind: 'refused',
			message: `There are ${wins} won and ${losses} lost leads; at least ${fewestOutcomes} of each are needed to learn anything that holds.`,
		};
	}
	const all = readAll(rows, history.fields);
	const leaks = findLeaks(all.columns.map(binColumn), won);
	const left = new Set(history.keepLeaks ? [] : leaks.map(({ field }) => field));
	const columns = all.columns.filter(({ field }) => !left.has(field));
	if (columns.length === 0)
		return {
			kind: 'refused',
			message: 'No field is left that could tell won leads from lost ones.',
		};
	const model = fitModel(columns, won);
	const chances = unseenChances(
		rows,
		won,
		columns.map(({ field }) => field),
	);
	return {
		kind: 'learned',
		model,
		report: {
			auc: auc(chances, won),
			top20: captured(chances, won, 0.2),
			brier: brier(chances, won),
			calibration: calibration(chances, won),
			leaks,
			skipped: all.skipped,
		},
	};
}

/** Learns a table without testing it; for histories that are tested elsewhere. */
export function learnModel(
	rows: readonly Facts[],
	won: Uint8Array,
	fields: readonly string[],
): LearnedModel {
	return fitModel(readAll(rows, fields).columns, won);
}

function readAll(
	rows: readonly Facts[],
	fields: readonly string[],
): { columns: Column[]; skipped: SkippedColumn[] } {
	const columns: Column[] = [];
	const skipped: SkippedColumn[] = [];
	for (const field of fields) {
		const column = readColumn(field, rows, fieldReader(field));
		if ('kind' in column) columns.push(column);
		else skipped.push(column);
	}
	return { columns, skipped };
}

/** Chances of each lead from tables that learned from the others: every fifth lead is left out in turn. */
function unseenChances(
	rows: readonly Facts[],
	won: Uint8Array,
	fields: readonly string[],
): Float64Array {
	const chances = new Float64Array(rows.length);
	for (let fold = 0; fold < folds; fold++) {
		const inside: number[] = [];
		for (let row = 0; row < rows.length; row++) if (foldOf(row) !== fold) inside.push(row);
		const taught = learnModel(
			inside.map((row) => rows[row] ?? {}),
			Uint8Array.from(inside, (row) => won[row] ?? 0),
			fields,
		);
		const ask = applyModel(taught);
		for (const [row, facts] of rows.entries())
			if (foldOf(row) === fold) chances[row] = ask(facts).chance;
	}
	return chances;
}

/** Spreads neighbours over the parts (Knuth's multiplicative hash): files are often sorted by date or outcome. */
export function foldOf(row: number): number {
	return (Math.imul(row, 2_654_435_761) >>> 7) % folds;
}

function fitModel(columns: readonly Column[], won: Uint8Array): LearnedModel {
	const binned = columns.map(binColumn);
	const first = fitPoints(binned, won);
	const pairs = findPairs(binned, won, chancesOf(first, binned, won.length));
	const all = [...binned, ...pairs.map(toColumn)];
	const fit = pairs.length === 0 ? first : fitPoints(all, won);
	return toModel(all, pairs, binned.length, fit, won);
}

/** The cells of a pair as the values of a column. */
function toColumn({ bins, index }: Pair): BinnedColumn {
	return { field: '', kind: 'category', isPair: true, bins, index };
}

function chancesOf(fit: Fit, columns: readonly BinnedColumn[], rows: number): Float64Array {
	return marginsOf(fit, columns, rows).map((margin) => 1 / (1 + Math.exp(-margin)));
}

function marginsOf(
	{ base, weights }: Fit,
	columns: readonly BinnedColumn[],
	rows: number,
): Float64Array {
	const margins = new Float64Array(rows).fill(base);
	columns.forEach(({ index }, place) => {
		for (const [row, bin] of index.entries())
			margins[row] = (margins[row] ?? 0) + (weights[place]?.[bin] ?? 0);
	});
	return margins;
}

/** Log-odds become score points: the tenth of past leads with the least odds lies below 10, the best tenth above 90. */
function toModel(
	columns: readonly BinnedColumn[],
	pairs: readonly Pair[],
	singles: number,
	fit: Fit,
	won: Uint8Array,
): LearnedModel {
	const sorted = marginsOf(fit, columns, won.length).sort();
	const low = sorted[Math.floor(sorted.length * 0.1)] ?? 0;
	const high = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
	const scale = high > low ? 80 / (high - low) : 10;
	const offset = 10 - low * scale;
	const tables = columns.map((column, place) => withPoints(column, fit.weights[place], scale, won));
	const wins = won.reduce((sum, win) => sum + win, 0);
	const rarer = Math.min(wins, won.length - wins);
	return {
		base: tenths(fit.base * scale + offset),
		intercept: -offset / scale,
		slope: 1 / scale,
		fields: columns
			.slice(0, singles)
			.map(({ field, kind }, place) => ({ field, kind, bins: tables[place] ?? [] })),
		pairs: pairs.map((pair, place) => ({
			first: columns[pair.first]?.field ?? '',
			second: columns[pair.second]?.field ?? '',
			firstGroups: [...pair.firstGroups],
			secondGroups: [...pair.secondGroups],
			cells: [...pair.cells],
			bins: tables[singles + place] ?? [],
		})),
		won: wins,
		lost: won.length - wins,
		trust: rarer / (rarer + 50),
	};
}

function withPoints(
	column: BinnedColumn,
	weights: Float64Array | undefined,
	scale: number,
	won: Uint8Array,
): LearnedBin[] {
	const bins = column.bins.map((bin, place): LearnedBin => ({
		...bin,
		points: tenths((weights?.[place] ?? 0) * scale),
		leads: 0,
		won: 0,
	}));
	for (const [row, place] of column.index.entries()) {
		const bin = bins[place];
		if (!bin) continue;
		bin.leads++;
		bin.won += won[row] ?? 0;
	}
	return bins;
}

function tenths(value: number): number {
	return (Math.round(value * 10) + 0) / 10;
}
