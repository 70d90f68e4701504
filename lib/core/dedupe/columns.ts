import { normaliseFor } from './normalise';
import type { CompareField, DedupeRecord } from './types';

/** The values of one field over all records: each distinct value once, records point at it. */
export interface Column {
	field: CompareField;
	/** Number of the value of each record, −1 where it has none. */
	ids: Int32Array;
	values: string[];
	/** How many records have each value. */
	counts: Int32Array;
	/** Words of each value with their weight, for kinds that are compared by words; made on first use. */
	words: Map<number, Map<string, number>>;
	/** In how many distinct values a word stands. */
	spread: Map<string, number>;
}

/** Reads the fields of all records into columns; every distinct way of writing is normalised once. */
export function readColumns(
	records: readonly DedupeRecord[],
	fields: readonly CompareField[],
): Column[] {
	return fields.map((field) => readColumn(records, field));
}

function readColumn(records: readonly DedupeRecord[], field: CompareField): Column {
	const ids = new Int32Array(records.length).fill(-1);
	const written = new Map<string, number>();
	const known = new Map<string, number>();
	const values: string[] = [];
	const counts: number[] = [];
	for (let index = 0; index < records.length; index += 1) {
		const text = records[index]?.values[field.key];
		if (text === undefined || text === '') continue;
		let id = written.get(text);
		if (id === undefined) {
			const value = normaliseFor(field.kind, text.length > 300 ? text.slice(0, 300) : text);
			id = value === '' ? -1 : known.get(value);
			if (id === undefined) {
				id = values.length;
				values.push(value);
				counts.push(0);
				known.set(value, id);
			}
			written.set(text, id);
		}
		ids[index] = id;
		if (id >= 0) counts[id] = (counts[id] ?? 0) + 1;
	}
	const column: Column = {
		field,
		ids,
		values,
		counts: Int32Array.from(counts),
		words: new Map(),
		spread: new Map(),
	};
	if (field.kind === 'company' || field.kind === 'text') {
		for (const value of values) {
			for (const word of new Set(value.split(' ')))
				column.spread.set(word, (column.spread.get(word) ?? 0) + 1);
		}
	}
	return column;
}

/** The words of a value, each with its weight: rare words tell more (inverse document frequency). */
export function wordsOf(column: Column, id: number): Map<string, number> {
	const ready = column.words.get(id);
	if (ready !== undefined) return ready;
	const words = new Map<string, number>();
	for (const word of (column.values[id] ?? '').split(' ')) {
		if (word !== '')
			words.set(word, Math.log2(1 + column.values.length / (column.spread.get(word) ?? 1)));
	}
	column.words.set(id, words);
	return words;
}
