import { expect, test } from '@jest/globals';
import {
	hitsOf,
	namesThen,
	readUndo,
	undoColumn,
	undoHeight,
	type UndoHead,
} from '../../../lib/core/sheet/undo';

const head: UndoHead = {
	sheetId: 7,
	columns: [
		[0, 'Lead key', 'leadId'],
		[1, 'E-mail', 'email'],
	],
	writes: [
		{ row: 4, column: 1, value: '=x'.repeat(40_000) },
		{ row: 2, column: 1, value: undefined },
	],
	appended: ['N1'],
	repair: true,
};

/** The log as the tab shows it: the first column, and behind it the header and the rows as they were. */
function asLogged(rows: string[][]): string[][] {
	const column = undoColumn(head);
	return Array.from({ length: undoHeight(head, column) }, (_, at) => [
		column[at] ?? '',
		...(rows[at] ?? []),
	]);
}

test('a batch is read from the log as it was written, whatever its length', () => {
	const once = asLogged([
		['Lead key', 'Called otherwise'],
		['A', 'a@example.com'],
		['B', 'b@example.com'],
	]);
	expect(Math.max(...once.map(([piece = '']) => piece.length))).toBeLessThan(50_000);
	expect(once.every(([piece = '']) => !/^[=+\-@]/.test(piece))).toBe(true);
	const records = readUndo([...once, ...once, ['what somebody typed here']]);
	expect(records).toHaveLength(2);
	const [record] = records;
	expect(record).toMatchObject(head);
	if (!record) return;
	const names = namesThen(record, {
		header: ['Called otherwise', 'Lead key'],
		names: new Map([
			[0, 'email'],
			[1, 'leadId'],
		]),
	});
	expect([...names]).toEqual([
		[0, 'leadId'],
		[1, 'email'],
	]);
	expect(hitsOf(record, names)).toEqual([
		{
			row: 4,
			before: { leadId: 'B', email: 'b@example.com' },
			writes: new Map([['email', '=x'.repeat(40_000)]]),
		},
		{
			row: 2,
			before: { leadId: 'A', email: 'a@example.com' },
			writes: new Map([['email', undefined]]),
		},
	]);
});
