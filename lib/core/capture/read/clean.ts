/** Data that came from outside, after cleaning: plain, bounded, safe to store. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** An object of such data. */
export type JsonObject = Record<string, Json>;

/** Bounds of what is read; what goes beyond is left out and said in `notes`. */
export const limits = {
	depth: 16,
	/** Single values in one submission. */
	values: 2000,
	name: 100,
	text: 65_536,
};

/** Keys that would reach an object's prototype where somebody assigns them. */
const unsafe = new Set(['__proto__', 'constructor', 'prototype']);

/** What was kept, and what was not. */
export interface Cleaned {
	value: Json;
	notes: string[];
}

/**
 * Makes any JavaScript value plain data: no control characters, NUL or lone surrogates, composed Unicode, bounded depth,
 * number and length of values, whole numbers beyond 2^53 as text, no keys that reach a prototype. Never throws.
 */
export function cleanPayload(value: unknown): Cleaned {
	const notes = new Set<string>();
	let count = 0;
	const clean = (node: unknown, depth: number): Json => {
		if (typeof node === 'string') return cleanText(node, notes);
		if (node === null || typeof node === 'boolean') return node;
		if (typeof node === 'number') return cleanNumber(node);
		if (typeof node === 'bigint') return node.toString();
		if (node instanceof Date) return Number.isNaN(node.getTime()) ? null : node.toISOString();
		if (typeof node !== 'object') return null;
		if (depth >= limits.depth) {
			notes.add(`Values nested deeper than ${limits.depth} levels were left out`);
			return null;
		}
		const full = () => {
			if (count++ < limits.values) return false;
			notes.add(`More than ${limits.values} values: the rest was left out`);
			return true;
		};
		if (Array.isArray(node)) {
			const list: Json[] = [];
			for (const child of node) {
				if (full()) break;
				list.push(clean(child, depth + 1));
			}
			return list;
		}
		const entries: Array<[string, Json]> = [];
		for (const key of Object.keys(node)) {
			if (full()) break;
			const name = cleanText(key, notes).slice(0, limits.name);
			if (unsafe.has(name)) notes.add(`A field named '${name}' was left out`);
			else entries.push([name, clean(Reflect.get(node, key), depth + 1)]);
		}
		return Object.fromEntries(entries);
	};
	const result = clean(value, 0);
	return { value: result, notes: [...notes] };
}

/** Text without what databases, sheets and screens choke on; line ends become '\n'. */
export function cleanText(text: string, notes?: Set<string>): string {
	if (text.length < 1000 && /^[ -~]*$/u.test(text)) return text;
	let kept = text;
	if (kept.length > limits.text) {
		kept = kept.slice(0, limits.text);
		notes?.add(`A text longer than ${limits.text} characters was cut`);
	}
	return kept
		.replace(/\r\n?/gu, '\n')
		.replace(/[^\P{Cc}\t\n]/gu, '')
		.replace(/\p{Cs}/gu, '\uFFFD')
		.normalize('NFC');
}

/** Numbers that JSON cannot hold exactly are ids: they become text. */
function cleanNumber(value: number): Json {
	if (!Number.isFinite(value)) return null;
	return Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value).toString() : value;
}

/** Whether data is an object and not a list. */
export function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value below a path of keys, undefined where there is none. */
export function at(value: Json | undefined, ...keys: string[]): Json | undefined {
	let node = value;
	for (const key of keys) {
		if (Array.isArray(node)) node = node[Number(key)];
		else if (isObject(node) && Object.hasOwn(node, key)) node = node[key];
		else return undefined;
	}
	return node;
}

/** A single value as trimmed text; undefined where it is empty or no single value. */
export function asText(value: Json | undefined): string | undefined {
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (typeof value !== 'string') return undefined;
	return value.trim() || undefined;
}
