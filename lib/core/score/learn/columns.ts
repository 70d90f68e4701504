import { isMissing, toText, type Facts } from '../../filter/values';

/** What kind of values a column of past leads holds. */
export type ColumnKind = 'category' | 'number' | 'date';

/** A column that can tell something, with its values read once; `undefined` where a lead has none. */
export interface Column {
	field: string;
	kind: ColumnKind;
	/** Text of each lead, for categories. */
	texts: Array<string | undefined>;
	/** Number of each lead (milliseconds for dates); NaN where there is none. */
	numbers: Float64Array;
}

/** A column that is left out, and why in words. */
export interface SkippedColumn {
	field: string;
	why: string;
}

/** More different numbers than this make a column numeric; fewer are read as categories. */
const fewNumbers = 12;
const mostly = 0.95;

/**
 * Reads a column. What a form leaves when nothing was chosen ('Select') is a value of its own: not to choose tells
 * something else than not to be asked. Texts of which nearly every lead has its own identify leads and say nothing about the
 * next one; running numbers stand for time and stay.
 */
export function readColumn(
	field: string,
	rows: readonly Facts[],
	read: (row: Facts) => unknown,
): Column | SkippedColumn {
	const texts: Array<string | undefined> = [];
	const numbers = new Float64Array(rows.length).fill(NaN);
	const distinct = new Set<string>();
	let known = 0;
	let numeric = 0;
	let dates = 0;
	for (const [index, row] of rows.entries()) {
		const value = read(row);
		const text = isMissing(value) ? '' : toText(value).trim();
		if (text === '') {
			texts.push(undefined);
			continue;
		}
		texts.push(text);
		distinct.add(text);
		known++;
		const number = Number(text);
		if (Number.isFinite(number)) {
			numeric++;
			numbers[index] = number;
		} else if (dateForm.test(text)) {
			const at = Date.parse(text);
			if (!Number.isNaN(at)) {
				dates++;
				numbers[index] = at;
			}
		}
	}
	if (distinct.size < 2 && known === rows.length)
		return { field, why: 'every lead has the same value' };
	if (known === 0) return { field, why: 'no lead has a value' };
	if (numeric >= mostly * known && distinct.size > fewNumbers) {
		return { field, kind: 'number', texts, numbers };
	}
	if (dates >= mostly * known && distinct.size > fewNumbers)
		return { field, kind: 'date', texts, numbers };
	if (distinct.size > 50 && distinct.size > known / 2)
		return { field, why: 'nearly every lead has its own value' };
	return { field, kind: 'category', texts, numbers };
}

const dateForm = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)/;
