import { isObject, limits, type Json, type JsonObject } from './clean';

/** Parsed body, or why it could not be read. */
export type Body = { kind: 'data'; data: unknown } | { kind: 'unreadable'; reason: string };

/** Whole numbers of 16 and more digits outside of strings: ids that JSON.parse would round. */
const strings = /"(?:[^"\\]|\\.)*"|-?\b\d{16,}\b(?![.eE])/gsu;

/** Names that would reach an object's prototype where somebody assigns them. */
const unsafe = /^(__proto__|constructor|prototype)$/u;

/**
 * Reads the raw bytes of a request by its content type: JSON (ids of 16 and more digits stay text), urlencoded with
 * brackets, or plain text that is one of both. Bytes that are not UTF-8 are refused.
 */
export function parseBody(raw: Uint8Array, contentType: string): Body {
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
	} catch {
		return { kind: 'unreadable', reason: 'The body is not valid UTF-8 text' };
	}
	const trimmed = text.trim();
	if (trimmed === '') return { kind: 'unreadable', reason: 'The body is empty' };
	const type = contentType.toLowerCase();
	if (type.includes('urlencoded')) return { kind: 'data', data: parseForm(trimmed) };
	if (type.includes('json') || trimmed.startsWith('{') || trimmed.startsWith('[')) {
		const data = parseJson(trimmed);
		return data === undefined
			? { kind: 'unreadable', reason: 'The body is not valid JSON' }
			: { kind: 'data', data };
	}
	if (/^[^\s=&]+=[^\n]*$/u.test(trimmed)) return { kind: 'data', data: parseForm(trimmed) };
	return { kind: 'data', data: { text: trimmed } };
}

/**
 * JSON with long ids as text; undefined where it is not JSON. It is parsed before it is searched for ids: in a text whose strings
 * end nowhere the search would begin anew at each quote.
 */
export function parseJson(text: string): unknown {
	try {
		const data: unknown = JSON.parse(text);
		if (!/\d{16}/u.test(text)) return data;
		return JSON.parse(text.replace(strings, (part) => (part.startsWith('"') ? part : `"${part}"`)));
	} catch {
		return undefined;
	}
}

/** Fields of a urlencoded body; one name several times becomes a list, brackets become objects. */
export function parseForm(text: string): JsonObject {
	const flat = new Map<string, string[]>();
	for (const [name, value] of new URLSearchParams(text.split('&', limits.values).join('&'))) {
		const known = flat.get(name);
		if (known) known.push(value);
		else flat.set(name, [value]);
	}
	const safe = [...flat].flatMap(([name, [first = '', ...others]]): Array<[string, Json]> =>
		unsafe.test(name) ? [] : [[name, others.length === 0 ? first : [first, ...others]]],
	);
	return unfold(Object.fromEntries(safe));
}

/** 'name[first]' → { name: { first } }; keys that would reach a prototype are left out. Other keys stay as they are. */
export function unfold(flat: JsonObject): JsonObject {
	if (!Object.keys(flat).some((name) => name.includes('['))) return flat;
	const result: JsonObject = {};
	const root = result;
	for (const [name, value] of Object.entries(flat)) {
		const parts = name.includes('[') ? partsOf(name) : [name];
		if (parts.some((part) => unsafe.test(part))) continue;
		let node = root;
		for (const part of parts.slice(0, -1)) {
			const next = Object.hasOwn(node, part) ? node[part] : undefined;
			const child: JsonObject = isObject(next) ? next : {};
			node[part] = child;
			node = child;
		}
		const last = parts.at(-1) ?? name;
		if (!isObject(node[last])) node[last] = value;
	}
	return result;
}

function partsOf(name: string): string[] {
	const head = name.slice(0, name.indexOf('['));
	const rest = name
		.slice(head.length)
		.matchAll(/\[([^[\]]*)\]/gu)
		.map((match) => match[1] ?? '')
		.filter((part) => part !== '')
		.take(head === '' ? 10 : 9);
	return head === '' ? [...rest] : [head, ...rest];
}
