/**
 * Counts which letter follows which two in people's and places' names of many languages and writes the table that tells
 * names from keyboard mash: `node --require ./scripts/register.cjs scripts/train-letters.ts`. The names are those of
 * @faker-js/faker (MIT, a devDependency); only the table is shipped.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { allLocales } from '@faker-js/faker';

const alphabet = '^abcdefghijklmnopqrstuvwxyz';
const size = alphabet.length;
const file = path.join(__dirname, '..', 'lib', 'core', 'scrub', 'data', 'letters.json');

const words = collect();
writeFileSync(
	file,
	`${JSON.stringify({ source: '@faker-js/faker 10.6.0 (MIT)', words: words.size, table: train(words) }, null, '\t')}\n`,
);
console.error(`${words.size} names`);

/** Names in Latin letters without marks; each counts once, so that common endings do not drown the rare ones. */
function collect(): Set<string> {
	const found = new Set<string>();
	const visit = (value: unknown): void => {
		if (typeof value === 'string') {
			const plain = value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
			for (const word of plain.split(/[^a-z]+/)) if (word.length > 1) found.add(word);
		} else if (typeof value === 'object' && value !== null) {
			for (const inner of Object.values(value)) visit(inner);
		}
	};
	for (const { person, location } of Object.values(allLocales)) {
		visit([person?.first_name, person?.last_name, location?.city_name]);
	}
	return found;
}

/**
 * Surprise of every letter after every two, in eighths of a bit as one printable character (32 + eighths, at most 94).
 * Interpolated with shorter contexts (Witten–Bell), so that what was never seen is rare, not impossible.
 */
function train(names: ReadonlySet<string>): string {
	const counts = [1, size, size ** 2].map((contexts) => new Float64Array(contexts * size));
	for (const name of names) {
		const codes = [0, 0, ...[...name].map((letter) => alphabet.indexOf(letter)), 0];
		for (let at = 2; at < codes.length; at += 1) {
			const [a = 0, b = 0, c = 0] = codes.slice(at - 2, at + 1);
			for (const [order, context] of [0, b, a * size + b].entries()) {
				const table = counts[order];
				if (table) table[context * size + c] = (table[context * size + c] ?? 0) + 1;
			}
		}
	}
	let text = '';
	for (let context = 0; context < size ** 2; context += 1) {
		for (let c = 0; c < size; c += 1) {
			const bits = -Math.log2(chance(counts, context, c));
			text += String.fromCharCode(32 + Math.min(94, Math.round(bits * 8)));
		}
	}
	return text;
}

function chance(counts: Float64Array[], context: number, c: number): number {
	let p = 1 / size;
	for (const [order, at] of [0, context % size, context].entries()) {
		const row = counts[order]?.subarray(at * size, at * size + size) ?? new Float64Array(size);
		const total = row.reduce((sum, count) => sum + count, 0);
		const kinds = row.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
		if (total > 0) p = ((row[c] ?? 0) + kinds * p) / (total + kinds);
	}
	return p;
}
