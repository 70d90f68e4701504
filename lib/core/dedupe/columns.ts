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
	/** Which letters a value has, hashed to 32 bits: values without common letters need not be compared. */
	masks: Uint32Array;
	/** The same for values whose letters are the same in another order. */
	bags: Uint32Array;
	/** Words of each value, for kinds that are compared by words. */
	words: Int32Array[];
	/** Weight of each word: rare words tell more (inverse document frequency). */
	wordWeights: Float64Array;
	wordTexts: string[];
	wordMasks: Uint32Array;
}

/** Reads the fields of all records into columns; every distinct way of writing is normalised once. Pauses after each field. */
export function* readColumns(
	records: readonly DedupeRecord[],
	fields: readonly CompareField[],
): Generator<void, Column[]> {
	const columns: Column[] = [];
	for (const field of fields) {
		const column = readColumn(records, field);
		if (column.values.length > 0) columns.push(column);
		yield;
	}
	return columns;
}

function readColumn(records: readonly DedupeRecord[], field: CompareField): Column {
	const { key, kind } = field;
	const ids = new Int32Array(records.length).fill(-1);
	const written = new Map<string, number>();
	// Where nearly every value is its own and normalising is cheap, remembering costs more than it saves.
	const remembers = !['email', 'phone', 'link', 'date', 'code'].includes(kind);
	const known = new Map<string, number>();
	const values: string[] = [];
	const counts: number[] = [];
	for (let index = 0; index < records.length; index += 1) {
		const text = records[index]?.values[key];
		if (text === undefined || text === '') continue;
		let id = remembers ? written.get(text) : undefined;
		if (id === undefined) {
			const value = normaliseFor(kind, text.length > 300 ? text.slice(0, 300) : text);
			id = value === '' ? -1 : known.get(value);
			if (id === undefined) {
				id = values.length;
				values.push(value);
				counts.push(0);
				known.set(value, id);
			}
			if (remembers) written.set(text, id);
		}
		ids[index] = id;
		if (id >= 0) counts[id] = (counts[id] ?? 0) + 1;
	}
	const byWords = kind === 'company' || kind === 'text';
	return {
		field,
		ids,
		values,
		counts: Int32Array.from(counts),
		masks: Uint32Array.from(kind === 'place' ? values : [], maskOf),
		bags: Uint32Array.from(kind === 'firstName' || kind === 'lastName' ? values : [], bagOf),
		...readWords(byWords ? values : []),
	};
}

function readWords(
	values: readonly string[],
): Pick<Column, 'words' | 'wordWeights' | 'wordTexts' | 'wordMasks'> {
	const known = new Map<string, number>();
	const wordTexts: string[] = [];
	const spread: number[] = [];
	const words = values.map((value) => {
		const list: number[] = [];
		for (const word of value.split(' ')) {
			let id = known.get(word);
			if (id === undefined) {
				id = wordTexts.length;
				known.set(word, id);
				wordTexts.push(word);
				spread.push(0);
			}
			if (list.includes(id)) continue;
			list.push(id);
			spread[id] = (spread[id] ?? 0) + 1;
		}
		return Int32Array.from(list);
	});
	return {
		words,
		wordTexts,
		wordWeights: Float64Array.from(spread, (count) => Math.log2(1 + values.length / count)),
		wordMasks: Uint32Array.from(wordTexts, maskOf),
	};
}

/** One bit for each kind of character. */
export function maskOf(text: string): number {
	let mask = 0;
	for (let at = 0; at < text.length; at += 1) mask |= 1 << (text.charCodeAt(at) & 31);
	return mask >>> 0;
}

/** Adds up a number per character, so that order does not matter. */
function bagOf(text: string): number {
	let bag = text.length;
	for (let at = 0; at < text.length; at += 1) {
		const code = Math.imul(text.charCodeAt(at) + 0x51, 0x9e3779b1);
		bag = (bag + Math.imul(code ^ (code >>> 15), 0x85ebca6b)) | 0;
	}
	return bag >>> 0;
}
