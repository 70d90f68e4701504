import { describe, expect, test } from '@jest/globals';
import type { CellValue } from '../../../lib/core/sheet/cells';
import {
	appendedDebts,
	payDebts,
	settleBatch,
	type Debt,
	type Hit,
	type Settled,
} from '../../../lib/core/sheet/debts';
import type { Line } from '../../../lib/core/sheet/lines';

const names = new Map([
	[0, 'leadId'],
	[1, 'email'],
	[2, 'owner'],
]);
const a: Line = { leadId: 'A', email: 'a@example.com', owner: 'ann' };
const b: Line = { leadId: 'B', email: 'b@example.com', owner: 'bob' };
const known: Line[] = [{ leadId: 'Lead key' }, a, b];

const hit = (row: number, before: Line, writes: Record<string, CellValue>): Hit => ({
	row,
	before,
	writes: new Map(Object.entries(writes)),
});
const settle = (hits: Hit[], open = new Map<number, Debt>(), isMeant = true): Settled =>
	settleBatch({ known, key: 'leadId', open, hits, meant: () => isMeant });
const owedBy = ({ debts }: Settled) =>
	debts.map(({ line, owed }) => ({ line, owed: Object.fromEntries(owed) }));

describe('settleBatch', () => {
	test('a write that took its own cell has landed and owes nothing', () => {
		expect(settle([hit(1, a, { owner: 'eve' })])).toEqual({
			debts: [],
			landed: [{ row: 1, name: 'owner' }],
		});
	});

	test('rows were sorted: the other row is owed its value', () => {
		const settled = settle([hit(1, b, { owner: 'eve' })]);
		expect(settled.landed).toEqual([]);
		expect(owedBy(settled)).toEqual([{ line: { ...b, owner: 'eve' }, owed: { owner: 'bob' } }]);
	});

	test('what a person typed since the reading is owed, though row and column are right', () => {
		const settled = settle([hit(1, { ...a, owner: 'typed' }, { owner: 'eve' })]);
		expect(settled.landed).toEqual([]);
		expect(owedBy(settled)).toEqual([{ line: { ...a, owner: 'eve' }, owed: { owner: 'typed' } }]);
	});

	test('a key that was written over is owed, to the row as it stands now', () => {
		const settled = settle([hit(1, b, { leadId: 'NEW' })]);
		expect(owedBy(settled)).toEqual([{ line: { ...b, leadId: 'NEW' }, owed: { leadId: 'B' } }]);
	});

	test('an empty row that was inserted is owed its emptiness', () => {
		const settled = settle([hit(1, {}, { owner: 'eve' })]);
		expect(owedBy(settled)).toEqual([{ line: { owner: 'eve' }, owed: { owner: undefined } }]);
	});

	test('a debt is paid, or written over once more without forgetting what is owed', () => {
		const debt: Debt = { line: a, owed: new Map([['owner', 'true']]) };
		const open = new Map([[1, debt]]);
		expect(settle([hit(1, a, { owner: 'true' })], open, false).debts).toEqual([]);
		// Somebody sorted: the payment went to B, and A still waits for it.
		expect(owedBy(settle([hit(1, b, { owner: 'true' })], open, false))).toEqual([
			{ line: { ...b, owner: 'true' }, owed: { owner: 'bob' } },
			{ line: a, owed: { owner: 'true' } },
		]);
		expect(owedBy(settle([hit(1, a, { owner: 'wrong' })], open, false))).toEqual([
			{ line: { ...a, owner: 'wrong' }, owed: { owner: 'true' } },
		]);
	});

	test('what a person typed over a debt voids it', () => {
		const open = new Map([[1, { line: a, owed: new Map([['owner', 'true']]) }]]);
		expect(
			owedBy(settle([hit(1, { ...a, owner: 'typed' }, { owner: 'true' })], open, false)),
		).toEqual([{ line: { ...a, owner: 'true' }, owed: { owner: 'typed' } }]);
	});

	test('two rows that look the same are two rows', () => {
		const stray: Line = { owner: 'eve' };
		const two = [{}, stray, stray];
		const open = new Map(
			[1, 2].map((row) => [row, { line: stray, owed: new Map([['owner', undefined]]) }]),
		);
		const settled = settleBatch({
			known: two,
			key: 'leadId',
			open,
			hits: [hit(5, stray, { owner: 'x' }), hit(6, stray, { owner: 'y' })],
			meant: () => false,
		});
		expect(owedBy(settled)).toEqual([
			{ line: { owner: 'x' }, owed: { owner: undefined } },
			{ line: { owner: 'y' }, owed: { owner: undefined } },
		]);
	});
});

describe('payDebts', () => {
	const debts: Debt[] = [{ line: { ...a, owner: 'eve' }, owed: new Map([['owner', 'ann']]) }];
	test('finds the row wherever it is now', () => {
		const { writes } = payDebts(debts, [{}, b, { ...a, owner: 'eve' }], names, 'leadId');
		expect(writes).toEqual([{ row: 2, column: 2, value: 'ann', name: 'owner' }]);
	});
	test('owes nothing to a cell that a person has typed into, nor to a row that is gone', () => {
		expect(payDebts(debts, [{}, { ...a, owner: 'typed' }], names, 'leadId').writes).toEqual([]);
		expect(payDebts(debts, [{}, b], names, 'leadId').writes).toEqual([]);
	});
	test('a copy of its key in a row with little else is not taken for the row', () => {
		const stray: Debt = { line: { leadId: 'A' }, owed: new Map([['leadId', undefined]]) };
		const { writes } = payDebts([stray], [{}, a, { leadId: 'A' }], names, 'leadId');
		expect(writes).toMatchObject([{ row: 2, column: 0 }]);
	});
});

test('appended rows whose columns were moved meanwhile owe every cell that fell beside', () => {
	const then = new Map([
		[0, 'leadId'],
		[1, 'owner'],
		[2, 'email'],
	]);
	const [debt] = appendedDebts([['A', 'a@example.com', 'ann']], names, then);
	expect(debt?.line).toEqual({ leadId: 'A', owner: 'a@example.com', email: 'ann' });
	expect(Object.fromEntries(debt?.owed ?? [])).toEqual({ owner: 'ann', email: 'a@example.com' });
	expect(appendedDebts([['A', 'a@example.com', 'ann']], names, names)).toEqual([]);
});
