import { describe, expect, test } from '@jest/globals';
import type { CellValue } from '../../../lib/core/sheet/cells';
import { leadsTab } from '../../../lib/core/sheet/columns';
import { misplacedWrites, type Moment } from '../../../lib/core/sheet/landing';
import { layoutOf } from '../../../lib/core/sheet/layout';

const keys = ['leadId', 'email', 'owner', 'team'];

/** A tab with these columns, by their keys; undefined is a column that somebody has inserted. */
function moment(columns: Array<string | undefined>, rows: CellValue[][]): Moment {
	const marks = new Map(columns.flatMap((key, at) => (key === undefined ? [] : [[at, key]])));
	return { layout: layoutOf(leadsTab, columns, marks), values: [columns, ...rows] };
}

const a: CellValue[] = ['A', 'a@example.com', 'ann', 'one'];
const b: CellValue[] = ['B', 'b@example.com', 'bob', 'two'];
const known = moment(keys, [a, b]);
/** Owner of A. */
const write = { row: 1, column: 2, value: 'eve' };

describe('misplacedWrites', () => {
	test('nothing where the write went where it should', () => {
		const after = moment(keys, [['A', 'a@example.com', 'eve', 'one'], b]);
		expect(misplacedWrites(known, after, [write])).toEqual([]);
	});

	test('rows were sorted: the other row gets its value back, the right one its new one', () => {
		const after = moment(keys, [['B', 'b@example.com', 'eve', 'two'], a]);
		expect(misplacedWrites(known, after, [write])).toEqual([
			{ row: 1, column: 2, value: 'bob' },
			{ row: 2, column: 2, value: 'eve' },
		]);
	});

	test('a column was inserted: the neighbour gets its value back', () => {
		const after = moment(
			['leadId', undefined, 'email', 'owner', 'team'],
			[
				['A', undefined, 'eve', 'ann', 'one'],
				['B', undefined, 'b@example.com', 'bob', 'two'],
			],
		);
		expect(misplacedWrites(known, after, [write])).toEqual([
			{ row: 1, column: 2, value: 'a@example.com' },
			{ row: 1, column: 3, value: 'eve' },
		]);
	});

	test('a key was written over: the row is known by what else stands in it', () => {
		const after = moment(
			['email', 'owner', 'leadId', 'team'],
			[
				['a@example.com', 'ann', 'eve', 'one'],
				['b@example.com', 'bob', 'B', 'two'],
			],
		);
		expect(misplacedWrites(known, after, [write])).toEqual([
			{ row: 1, column: 2, value: 'A' },
			{ row: 1, column: 1, value: 'eve' },
		]);
	});

	test('a key meant for a typed row stands in another’s, and its repair went astray too: every row gets its own', () => {
		const typed: CellValue[] = [undefined, 'new@example.com', 'nina', 'three'];
		// The key N was meant for the typed row and stands in A's: both are about to be put right.
		const wrong = moment(keys, [['N', 'a@example.com', 'ann', 'one'], b, typed]);
		const repairs = [
			{ row: 1, column: 0, value: 'A' },
			{ row: 3, column: 0, value: 'N' },
		];
		// Meanwhile the rows were sorted the other way: B has taken A's key in its place, A's row still has N.
		const after = moment(keys, [
			['A', 'b@example.com', 'bob', 'two'],
			typed,
			['N', 'a@example.com', 'ann', 'one'],
		]);
		expect(misplacedWrites(wrong, after, repairs)).toEqual([
			{ row: 1, column: 0, value: 'B' },
			{ row: 3, column: 0, value: 'A' },
			{ row: 2, column: 0, value: 'N' },
		]);
	});

	test('a row typed meanwhile is not taken for one that shares a value with it', () => {
		const after = moment(keys, [
			[undefined, 'new@example.com', 'eve', 'two'],
			['A', 'a@example.com', 'ann', 'one'],
		]);
		expect(misplacedWrites(known, after, [write])).toEqual([
			{ row: 1, column: 2, value: undefined },
			{ row: 2, column: 2, value: 'eve' },
		]);
	});

	test('an inserted row that took the value is emptied; what somebody typed meanwhile stays', () => {
		const after = moment(keys, [
			[undefined, undefined, 'eve'],
			['A', 'a@example.com', 'typed', 'one'],
			b,
		]);
		expect(misplacedWrites(known, after, [write])).toEqual([
			{ row: 1, column: 2, value: undefined },
		]);
	});

	test('an appended row beside its columns is written anew', () => {
		const after = moment(
			['email', 'leadId', 'owner', 'team'],
			[
				['a@example.com', 'A', 'ann', 'one'],
				['b@example.com', 'B', 'bob', 'two'],
				['C', 'c@example.com'],
			],
		);
		const appended = new Map([['C', { email: 'c@example.com' }]]);
		expect(misplacedWrites(known, after, [], appended)).toEqual([
			{ row: 3, column: 0, value: 'c@example.com' },
			{ row: 3, column: 1, value: 'C' },
		]);
	});
});
