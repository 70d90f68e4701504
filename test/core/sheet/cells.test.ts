import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findZone, utc } from '../../../lib/core/calendar';
import { fieldOf, fields, type Field } from '../../../lib/core/lead/fields';
import type { Lead } from '../../../lib/core/lead/lead';
import { fromCell, sameCell, toCell } from '../../../lib/core/sheet/cells';
import { mergeRow } from '../../../lib/core/sheet/merge';
import { longestCell, plainText, safeText } from '../../../lib/core/sheet/safeText';
import { fromSerial, toSerial } from '../../../lib/core/sheet/serial';

const berlin = findZone('Europe/Berlin') ?? utc;
const field = (key: string): Field => {
	const found = fieldOf(key);
	if (!found) throw new Error(`no field ${key}`);
	return found;
};
const lead = (more: Partial<Lead>): Lead => ({
	leadId: 'L1',
	createdAt: '2026-01-01T00:00:00.000Z',
	updatedAt: '2026-01-01T00:00:00.000Z',
	stage: 'new',
	stageHistory: [],
	...more,
});

describe('safeText', () => {
	test.each([
		['=1+1', "'=1+1"],
		['＝1+1', "'＝1+1"],
		['\u200b=1', "'\u200b=1"],
		['\t=1', "'\t=1"],
		[' @SUM(1)', "' @SUM(1)"],
		['-2+3+cmd|x', "'-2+3+cmd|x"],
		["'=1", "''=1"],
		['|x', "'|x"],
		['+4930901820', '+4930901820'],
		['-12.5', '-12.5'],
		["O'Neill", "O'Neill"],
		["'quoted'", "'quoted'"],
		['', ''],
	])('%j is written as %j', (text, cell) => {
		expect(safeText(text)).toBe(cell);
		expect(plainText(cell)).toBe(text);
	});

	test('reads back what it wrote, and nothing it wrote starts like a formula', () => {
		const parts = fc.constantFrom(
			'=',
			'+',
			'-',
			'@',
			'|',
			"'",
			'＝',
			'\u200b',
			'\t',
			'\n',
			' ',
			'1',
			'a',
			'.',
			'"',
		);
		const texts = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 40 }),
			fc.array(parts, { maxLength: 8 }).map((all) => all.join('')),
		);
		fc.assert(
			fc.property(texts, (text) => {
				const cell = safeText(text);
				expect(plainText(cell)).toBe(text);
				if (!/^\+\d{6,15}$|^-?\d+(\.\d+)?$/.test(cell))
					expect(cell.normalize('NFKC').trimStart()).not.toMatch(/^[=+\-@|]/);
			}),
			{ numRuns: 5000 },
		);
	});

	test('a text too long for a cell is cut and stays recognisable', () => {
		const cell = safeText('x'.repeat(longestCell + 10));
		expect([cell.length, cell.at(-1)]).toEqual([longestCell, '…']);
	});
});

describe('dates of a sheet', () => {
	test.each([
		['2020-01-01T12:00:00.000Z', utc, 43831.5],
		['1999-01-02T00:00:00.000Z', utc, 36162],
		['2026-07-01T10:00:00.000Z', berlin, 46204.5],
		['2026-01-01T11:00:00.000Z', berlin, 46023.5],
	])('%s is %d in its zone', (at, zone, serial) => {
		expect(toSerial(at, zone)).toBeCloseTo(serial, 9);
		expect(fromSerial(serial, zone)).toBe(at);
	});

	test('every second outside the repeated hour comes back', () => {
		fc.assert(
			fc.property(fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) }), (at) => {
				const text = new Date(Math.floor(at / 1000) * 1000).toISOString();
				const back = fromSerial(toSerial(text, berlin) ?? 0, berlin) ?? '';
				const apart = Math.abs(Date.parse(back) - Date.parse(text));
				expect([0, 3_600_000]).toContain(apart);
				if (apart > 0) expect(new Date(text).getUTCMonth()).toBe(9);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('cells of a lead', () => {
	const whole = lead({
		email: 'a@example.com',
		employees: 40,
		dealValue: -12.5,
		isTest: true,
		createdAt: '2026-03-01T09:30:00.000Z',
		topics: ['pricing; yearly', 'back\\slash', 'demo'],
		consent: [
			{ channel: 'email', purpose: 'marketing', given: true, at: '2026-02-01T00:00:00.000Z' },
		],
		firstUtm: { source: 'news=letter', campaign: 'a;b' },
		externalIds: { crm: '00712' },
		notes: '=cmd',
		phoneE164: '+4930901820',
	});

	test.each([
		'email',
		'employees',
		'dealValue',
		'isTest',
		'createdAt',
		'topics',
		'consent',
		'firstUtm',
		'externalIds',
		'notes',
		'phoneE164',
	])('%s comes back from its cell as it was', (key) => {
		const cell = toCell(field(key), whole, berlin);
		expect(cell).toBeDefined();
		expect(fromCell(field(key), cell, berlin)).toEqual({ ok: true, value: whole[field(key).key] });
	});

	test('every field of the catalogue has a cell, empty for an unknown value', () => {
		const filled = fields
			.filter((each) => toCell(each, lead({}), utc) !== undefined)
			.map((each) => each.key);
		expect(filled.sort()).toEqual(['createdAt', 'leadId', 'stage', 'updatedAt']);
	});

	test.each([
		['employees', '1.200,50', 1200.5],
		['employees', '1,200', 1200],
		['dealValue', '€ 3 000', 3000],
		['topics', 'a, b', ['a', 'b']],
		['isTest', 'ja', true],
		['createdAt', '2026-03-31', '2026-03-31T00:00:00.000Z'],
		['company', 42, '42'],
	])('%s understands what a person typed: %j', (key, typed, value) => {
		expect(fromCell(field(key), typed, utc)).toEqual({ ok: true, value });
	});

	test.each([
		['employees', 'many'],
		['createdAt', 'tomorrow'],
		['isTest', 'perhaps'],
	])('%s says what is wrong with %j and what to enter', (key, typed) => {
		expect(fromCell(field(key), typed, utc)).toMatchObject({
			ok: false,
			remedy: expect.stringContaining('Enter'),
		});
	});
});

describe('mergeRow', () => {
	const columns = [
		{ key: 'owner', human: true },
		{ key: 'score', human: false },
	];
	test.each([
		[
			'nothing changed',
			{ owner: 'a', score: 1 },
			{ owner: 'a', score: 1 },
			{ owner: 'a', score: 1 },
			[],
			[],
			[],
		],
		[
			'a person edits',
			{ owner: 'b', score: 1 },
			{ owner: 'a', score: 1 },
			{ owner: 'a', score: 1 },
			['owner'],
			[],
			[],
		],
		[
			'a person clears',
			{ score: 1 },
			{ owner: 'a', score: 1 },
			{ owner: 'a', score: 1 },
			['owner'],
			[],
			[],
		],
		[
			'the process moves on',
			{ owner: 'a', score: 1 },
			{ owner: 'c', score: 2 },
			{ owner: 'a', score: 1 },
			[],
			['owner', 'score'],
			[],
		],
		[
			'both change: the person wins',
			{ owner: 'b' },
			{ owner: 'c' },
			{ owner: 'a' },
			['owner'],
			[],
			['owner'],
		],
		[
			'a person edits a result',
			{ owner: 'a', score: 99 },
			{ owner: 'a', score: 1 },
			{ owner: 'a', score: 1 },
			[],
			['score'],
			['score'],
		],
	])('%s', (_name, sheet, store, base, pull, push, clashes) => {
		const merge = mergeRow(columns, sheet, store, base);
		expect([merge.pull, merge.push, merge.clashes.map(({ key }) => key)]).toEqual([
			pull,
			push,
			clashes,
		]);
	});

	test('afterwards both sides agree, no edit of a person is lost, and merging again finds nothing to do', () => {
		const cell = fc.option(
			fc.oneof(fc.constantFrom('a', 'b', ''), fc.integer({ min: 0, max: 2 })),
			{ nil: undefined },
		);
		const row = fc.record({ owner: cell, score: cell });
		fc.assert(
			fc.property(row, row, fc.option(row, { nil: undefined }), (sheet, store, base) => {
				const { pull, push } = mergeRow(columns, sheet, store, base);
				const value = (key: 'owner' | 'score') =>
					pull.includes(key) ? sheet[key] : push.includes(key) ? store[key] : sheet[key];
				const agreed = { owner: value('owner'), score: value('score') };
				expect(mergeRow(columns, agreed, { ...store, ...pick(sheet, pull) }, agreed)).toEqual({
					pull: [],
					push: [],
					clashes: [],
				});
				if (base && !sameCell(sheet.owner, base.owner))
					expect(sameCell(agreed.owner, sheet.owner)).toBe(true);
			}),
		);
	});
});

function pick(row: Record<string, unknown>, keys: string[]): Record<string, never> {
	return Object.fromEntries(keys.map((key) => [key, row[key] as never]));
}
