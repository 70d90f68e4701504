import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exampleFilter } from '../../../lib/core/filter/defaults';
import {
	compileProfiles,
	gradeOf,
	type Criterion,
	type FilterConfig,
} from '../../../lib/core/filter/profile';

const now = Date.parse('2026-03-10T10:00:00.000Z');

function ask(config: Partial<FilterConfig> & { criteria?: Criterion[] }, lead: object) {
	const { criteria, ...rest } = config;
	const compiled = compileProfiles({
		profiles: [{ name: 'P', criteria: criteria ?? [] }],
		...rest,
	});
	if (compiled.kind === 'wrong') throw new Error(compiled.messages.join());
	return compiled.filter(lead, now);
}

const has = (
	field: string,
	weight: number,
	importance: Criterion['importance'] = 'counts',
): Criterion => ({
	field,
	operator: 'is',
	value: 'yes',
	weight,
	importance,
});
const abc = [has('a', 5), has('b', 3), has('c', 2)];

describe('fit', () => {
	it('is the share of the known weight that is met', () => {
		expect(ask({ criteria: abc }, { a: 'yes', b: 'no', c: 'yes' })).toMatchObject({
			fit: 70,
			verdict: 'ideal',
			grade: 'B',
		});
		expect(ask({ criteria: abc }, { a: 'yes', b: 'no' })).toMatchObject({
			fit: 62.5,
			verdict: 'possible',
		});
		expect(ask({ criteria: abc }, { a: 'no', b: 'yes', c: 'no' })).toMatchObject({
			fit: 30,
			verdict: 'outside',
			grade: 'C',
		});
	});

	it('is unknown, never a fail, while less than 40 % of the weight is known', () => {
		expect(ask({ criteria: abc }, { b: 'no' })).toMatchObject({ fit: 0, verdict: 'unknown' });
		expect(ask({ criteria: abc }, {})).toMatchObject({
			fit: undefined,
			grade: undefined,
			verdict: 'unknown',
		});
		expect(ask({ criteria: abc, unknown: 'miss' }, {})).toMatchObject({
			fit: 0,
			verdict: 'outside',
		});
	});

	it('never gets worse for a value that is removed where it failed, nor better where it was met', () => {
		const answer = fc.constantFrom('yes', 'no', undefined);
		fc.assert(
			fc.property(
				fc.record({ a: answer, b: answer, c: answer }),
				fc.constantFrom('a' as const, 'b' as const, 'c' as const),
				(lead, key) => {
					const before = ask({ criteria: abc }, lead).fit ?? 0;
					const { fit } = ask({ criteria: abc }, { ...lead, [key]: undefined });
					if (fit === undefined) return;
					if (lead[key] === 'no') expect(fit).toBeGreaterThanOrEqual(before);
					if (lead[key] === 'yes') expect(fit).toBeLessThanOrEqual(before);
				},
			),
		);
	});
});

describe('must-have and knock-out', () => {
	it.each([
		[
			'a must-have that is met leaves ideal',
			[has('a', 5, 'mustHave'), has('b', 5)],
			{ a: 'yes', b: 'yes' },
			'ideal',
		],
		[
			'one that is known to fail is outside',
			[has('a', 1, 'mustHave'), has('b', 9)],
			{ a: 'no', b: 'yes' },
			'outside',
		],
		[
			'one nobody knows of leaves possible',
			[has('a', 1, 'mustHave'), has('b', 9)],
			{ b: 'yes' },
			'possible',
		],
		[
			'a knock-out that is met is outside',
			[has('a', 5), has('k', 5, 'knockOut')],
			{ a: 'yes', k: 'yes' },
			'outside',
		],
		[
			'one that is not met adds nothing',
			[has('a', 5), has('k', 5, 'knockOut')],
			{ a: 'yes', k: 'no' },
			'ideal',
		],
		[
			'one nobody knows of does not matter',
			[has('a', 5), has('k', 5, 'knockOut')],
			{ a: 'yes' },
			'ideal',
		],
	])('%s', (_what, criteria, lead, verdict) => {
		expect(ask({ criteria }, lead).verdict).toBe(verdict);
	});
});

describe('several profiles and categories', () => {
	const profiles = [
		{ name: 'Small', criteria: [has('a', 5), has('b', 5)] },
		{ name: 'Large', criteria: [has('b', 5), has('c', 5)] },
	];

	it('takes the best and lists all', () => {
		const result = ask({ profiles }, { a: 'no', b: 'yes', c: 'yes' });
		expect(result).toMatchObject({ profile: 'Large', fit: 100, verdict: 'ideal' });
		expect(result.profiles.map(({ profile, fit }) => [profile, fit])).toEqual([
			['Large', 100],
			['Small', 50],
		]);
		expect(result.reasons.at(-1)).toBe("Profile 'Small': possible, fit 50");
	});

	it('names the category of the first rule that is met', () => {
		const categories = [
			{ field: 'employees', operator: 'atLeast', value: 1000, category: 'Enterprise' },
			{ field: 'employees', operator: 'atLeast', value: 100, category: 'Mid-Market' },
		];
		const category = (employees?: number) => ask({ profiles, categories }, { employees }).category;
		expect([category(5000), category(100), category(5), category()]).toEqual([
			'Enterprise',
			'Mid-Market',
			undefined,
			undefined,
		]);
	});
});

describe('grade', () => {
	it.each([
		[100, 'A'],
		[75, 'A'],
		[74.9, 'B'],
		[50, 'B'],
		[49.9, 'C'],
		[25, 'C'],
		[24.9, 'D'],
		[undefined, undefined],
	])('of fit %p is %p', (fit, grade) => {
		expect(gradeOf(fit)).toBe(grade);
	});
});

describe('settings', () => {
	it('are refused with every mistake named', () => {
		const profiles = [
			{ name: 'Empty', criteria: [] },
			{ name: 'Odd', criteria: [{ field: 'employees', operator: 'atLeast', value: 'x' }] },
		];
		expect(compileProfiles({ profiles })).toEqual({
			kind: 'wrong',
			messages: [
				"Profile 'Empty' has no criterion. Add at least one.",
				"Profile 'Odd', criterion 1: 'Employees is at least': 'x' is not a number.",
			],
		});
		expect(compileProfiles({ profiles: [] })).toMatchObject({ kind: 'wrong' });
	});

	it.each([
		[{ title: 'Head of Sales', employees: 120, company: 'Example', need: 'CRM' }, 'ideal'],
		[{ title: 'Student', employees: 120, company: 'Example' }, 'outside'],
		[{ title: 'International Account Director', employees: 40, company: 'Example' }, 'ideal'],
		[{ email: 'ann@example.com' }, 'unknown'],
	])('of the example take %j as %s', (lead, verdict) => {
		expect(ask(exampleFilter, lead).verdict).toBe(verdict);
	});
});
