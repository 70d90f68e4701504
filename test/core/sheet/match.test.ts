import { describe, expect, test } from '@jest/globals';
import type { Line } from '../../../lib/core/sheet/lines';
import { matchRows } from '../../../lib/core/sheet/match';

const common: Line = { stage: 'new', source: 'Form' };
const a: Line = { key: 'A', email: 'a@example.com', owner: 'ann', ...common };
const b: Line = { key: 'B', email: 'b@example.com', owner: 'bob', ...common };
/** Rows that have nothing in common with them but what all have. */
const others = Array.from({ length: 40 }, (_, at): Line => ({
	key: `K${at}`,
	email: `k${at}@example.com`,
	...common,
}));

/** Places among the known rows, which are numbered from 1. */
const find = (
	known: Line[],
	rows: Array<{ line: Line; at?: number }>,
	tab?: Line[],
): Array<number | undefined> => {
	const all = [{}, ...known, ...(tab ? [] : others)];
	return matchRows(all, 'key', rows, tab);
};

describe('matchRows', () => {
	test('a row that was sorted and typed into is found', () => {
		expect(find([b, { ...a, owner: 'typed' }], [{ line: a, at: 1 }])).toEqual([2]);
	});

	test('a key in a wrong row does not make it the row of that key', () => {
		expect(find([a, { ...b, key: 'A' }], [{ line: { ...b, key: 'A' } }])).toEqual([2]);
		expect(find([a], [{ line: { ...b, key: 'A' } }], [a, b, ...others])).toEqual([undefined]);
	});

	test('in the whole tab a row that was typed over whole is the one with its key', () => {
		const over: Line = { key: 'A', email: 'new@example.com', owner: 'eve' };
		expect(find([b, over], [{ line: a }])).toEqual([2]);
		expect(find([b, over], [{ line: a }], [b, over, ...others])).toEqual([undefined]);
	});

	test('a row that is gone does not take another’s place that shares a value with it', () => {
		const gone: Line = { owner: 'eve', updatedAt: 5, notes: 'x' };
		const stray: Line = { owner: 'rep', updatedAt: 5 };
		expect(find([a, stray], [{ line: gone }, { line: stray }])).toEqual([undefined, 2]);
	});

	test('rows that hold nothing but what many hold are found by all of it, each once', () => {
		const rows = [{ line: common, at: 9 }, { line: common }];
		expect(find([a, common, b, common], rows)).toEqual([2, 4]);
	});

	test('of rows that look the same each keeps its place', () => {
		const twin: Line = { owner: 'eve' };
		const rows = [
			{ line: twin, at: 2 },
			{ line: twin, at: 1 },
		];
		expect(find([twin, twin], rows)).toEqual([2, 1]);
	});
});
