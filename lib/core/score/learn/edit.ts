import { toNumber, toText, type Facts } from '../../filter/values';
import type { LearnedBin, LearnedModel } from './model';

/** A table with the points that a person gave it, and what could not be taken over. */
export interface EditedModel {
	model: LearnedModel;
	/** Lines whose points are other ones now. */
	changed: number;
	/** Row by row, in words. */
	problems: string[];
}

/** A line of a learned table as people read and edit it. */
export interface TableLine {
	field: string;
	value: string;
	points: number;
	leads: number;
	won: number;
}

/** The lines of a table that some lead had, fields first, then pairs. */
export function tableOf(model: LearnedModel): TableLine[] {
	const lines = (field: string, bins: readonly LearnedBin[]) =>
		bins
			.filter(({ leads }) => leads > 0)
			.map(({ label, points, leads, won }) => ({ field, value: label, points, leads, won }));
	return [
		...model.fields.flatMap(({ field, bins }) => lines(field, bins)),
		...model.pairs.flatMap(({ first, bins }) => lines(first, bins)),
	];
}

/**
 * Takes points over from lines that a person has edited, e.g. in a spreadsheet: found by `field` and `value`. Lines that are
 * left out keep their points. The table passed in is not changed.
 */
export function editModel(model: LearnedModel, rows: readonly Facts[]): EditedModel {
	const wanted = new Map<string, number>();
	const problems: string[] = [];
	for (const [index, row] of rows.entries()) {
		const points = toNumber(row['points']);
		const key = keyOf(toText(row['field']), toText(row['value']));
		if (points === undefined) {
			problems.push(`Row ${index + 1}: '${toText(row['points'])}' is not a number of points.`);
		} else wanted.set(key, points);
	}
	const used = new Set<string>();
	let changed = 0;
	const edited = (field: string, bins: LearnedBin[]) =>
		bins.map((bin) => {
			const key = keyOf(field, bin.label);
			const points = wanted.get(key);
			if (points === undefined || bin.leads === 0) return bin;
			used.add(key);
			if (points === bin.points) return bin;
			changed++;
			return { ...bin, points };
		});
	const fields = model.fields.map((one) => ({ ...one, bins: edited(one.field, one.bins) }));
	const pairs = model.pairs.map((one) => ({ ...one, bins: edited(one.first, one.bins) }));
	for (const key of wanted.keys()) {
		if (used.has(key)) continue;
		const [field, value] = key.split('\n');
		problems.push(`The table has no line '${field}: ${value}'.`);
	}
	return { model: { ...model, fields, pairs }, changed, problems };
}

function keyOf(field: string, value: string): string {
	return `${field.trim()}\n${value.trim()}`;
}
