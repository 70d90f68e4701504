import { isFreeDomain } from '../verify/email/free';
import type { Column } from './columns';
import { soundCode } from './phonetic';

/** What part of a value goes into a key. */
type Part = 'whole' | 'sound' | 'front' | 'tail' | 'rare' | 'local' | 'domain' | 'number';

/** A key of each record as a 32-bit number, 0 where it has none; records with one key in common are compared. */
export type Keys = Uint32Array;

const cut: Readonly<Record<Part, (column: Column, id: number, value: string) => string>> = {
	whole: (_column, _id, value) => (value.length >= 4 ? value : ''),
	sound: (_column, _id, value) => soundCode(value),
	front: (_column, _id, value) => value.slice(0, 3),
	tail: (_column, _id, value) => (value.length >= 7 ? value.slice(-7) : ''),
	rare: (column, id) => rarest(column, id),
	local: (_column, _id, value) => {
		const local = value.split('@', 1)[0] ?? '';
		return local.length >= 5 ? local : '';
	},
	domain: (_column, _id, value) => {
		const domain = value.slice(value.indexOf('@') + 1);
		return domain === '' || isFreeDomain(domain) ? '' : domain;
	},
	number: (_column, _id, value) => /\d+/.exec(value)?.[0] ?? '',
};

/** Which parts make a key, by kinds of field. `sorted` makes a key that does not mind which field a name stands in. */
const recipes: ReadonlyArray<{ parts: Array<[kind: string, part: Part]>; sorted?: true }> = [
	{ parts: [['email', 'whole']] },
	{ parts: [['email', 'local']] },
	{ parts: [['phone', 'tail']] },
	{ parts: [['link', 'whole']] },
	{ parts: [['date', 'whole']] },
	{ parts: [['code', 'whole']] },
	{ parts: [['text', 'whole']] },
	{ parts: [['company', 'whole']] },
	{
		parts: [
			['firstName', 'sound'],
			['lastName', 'sound'],
		],
		sorted: true,
	},
	{
		parts: [
			['email', 'domain'],
			['lastName', 'sound'],
		],
	},
	{
		parts: [
			['lastName', 'sound'],
			['firstName', 'front'],
			['code', 'front'],
		],
	},
	{
		parts: [
			['lastName', 'sound'],
			['place', 'sound'],
		],
	},
	{
		parts: [
			['firstName', 'sound'],
			['place', 'sound'],
		],
	},
	{
		parts: [
			['firstName', 'sound'],
			['code', 'whole'],
		],
	},
	{
		parts: [
			['lastName', 'sound'],
			['code', 'whole'],
		],
	},
	{
		parts: [
			['company', 'rare'],
			['code', 'front'],
		],
	},
	{
		parts: [
			['company', 'rare'],
			['text', 'number'],
		],
	},
	{
		parts: [
			['company', 'rare'],
			['place', 'sound'],
		],
	},
	{
		parts: [
			['text', 'rare'],
			['text', 'number'],
		],
	},
	{
		parts: [
			['text', 'rare'],
			['place', 'sound'],
		],
	},
	{
		parts: [
			['text', 'number'],
			['code', 'whole'],
		],
	},
	{ parts: [['company', 'rare']] },
];

/** Every key of every record that its columns allow. */
export function* keysOf(columns: readonly Column[], count: number): Generator<Keys> {
	const cache = new Map<string, Uint32Array>();
	for (const [salt, { parts, sorted = false }] of recipes.entries()) {
		for (const chosen of combinations(
			columns,
			parts.map(([kind]) => kind),
		)) {
			const hashes = chosen.map((column, at) =>
				partHashes(cache, column, parts[at]?.[1] ?? 'whole'),
			);
			const keys = new Uint32Array(count);
			for (let row = 0; row < count; row += 1)
				keys[row] = rowKey(chosen, hashes, row, sorted, salt + 1);
			yield keys;
		}
	}
}

function rowKey(
	columns: readonly Column[],
	hashes: readonly Uint32Array[],
	row: number,
	sorted: boolean,
	salt: number,
): number {
	let key = Math.imul(salt, 0x9e3779b1) >>> 0;
	for (let at = 0; at < columns.length; at += 1) {
		const id = columns[at]?.ids[row] ?? -1;
		const hash = id < 0 ? 0 : (hashes[at]?.[id] ?? 0);
		if (hash === 0) return 0;
		key = sorted ? (key + hash) >>> 0 : mix(key, hash);
	}
	return key === 0 ? 1 : key;
}

/** All ways to choose one column of each kind; the same column twice where one kind is asked twice and there is but one. */
function combinations(columns: readonly Column[], kinds: readonly string[]): Column[][] {
	let ways: Column[][] = [[]];
	for (const kind of kinds) {
		const fitting = columns.filter((column) => column.field.kind === kind);
		ways = ways.flatMap((way) => fitting.map((column) => [...way, column]));
	}
	return ways;
}

function partHashes(cache: Map<string, Uint32Array>, column: Column, part: Part): Uint32Array {
	const name = `${column.field.key} ${part}`;
	const ready = cache.get(name);
	if (ready !== undefined) return ready;
	const hashes = new Uint32Array(column.values.length);
	for (let id = 0; id < hashes.length; id += 1) {
		const text = cut[part](column, id, column.values[id] ?? '');
		hashes[id] = text === '' ? 0 : hashOf(text);
	}
	cache.set(name, hashes);
	return hashes;
}

/** The word of a value that fewest others have. */
function rarest(column: Column, id: number): string {
	let best = '';
	let weight = 0;
	for (const word of column.words[id] ?? []) {
		const text = column.wordTexts[word] ?? '';
		const own = column.wordWeights[word] ?? 0;
		if (own > weight && text.length >= 3 && !/^\d+$/.test(text)) {
			best = text;
			weight = own;
		}
	}
	return best;
}

/** FNV-1a over UTF-16 units, finished by a mixer. */
function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < text.length; at += 1)
		hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
	return mix(hash >>> 0, 0x85ebca6b) || 1;
}

function mix(a: number, b: number): number {
	let mixed = Math.imul(a ^ b, 0xcc9e2d51);
	mixed = ((mixed << 15) | (mixed >>> 17)) >>> 0;
	mixed = Math.imul(mixed ^ (b >>> 7), 0x1b873593);
	return (mixed ^ (mixed >>> 13)) >>> 0;
}
