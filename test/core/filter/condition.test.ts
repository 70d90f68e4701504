import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileCondition, type Condition } from '../../../lib/core/filter/condition';
import { operators } from '../../../lib/core/lead/operators';
import { toNumber } from '../../../lib/core/filter/values';

const now = Date.parse('2026-03-10T10:00:00.000Z');

function ask(condition: Condition, lead: object) {
	const result = compileCondition(condition);
	return result.kind === 'wrong' ? result.message : result.condition.ask(lead, now);
}

describe('operators', () => {
	it.each<[Condition, object, string]>([
		[{ field: 'industry', operator: 'is', value: 'software' }, { industry: ' Software ' }, 'met'],
		[{ field: 'industry', operator: 'isNot', value: 'Software' }, { industry: 'IT' }, 'met'],
		[{ field: 'industry', operator: 'isAnyOf', value: 'Software, IT' }, { industry: 'it' }, 'met'],
		[
			{ field: 'industry', operator: 'isNoneOf', value: ['Software', 'IT'] },
			{ industry: 'IT' },
			'failed',
		],
		[{ field: 'city', operator: 'is', value: 'Zürich' }, { city: 'zurich' }, 'met'],
		[{ field: 'title', operator: 'contains', value: 'CEO, owner' }, { title: 'Co-Owner' }, 'met'],
		[
			{ field: 'title', operator: 'notContains', value: 'intern' },
			{ title: 'International Sales' },
			'failed',
		],
		[
			{ field: 'title', operator: 'hasWord', value: 'intern' },
			{ title: 'International Sales' },
			'failed',
		],
		[
			{ field: 'title', operator: 'hasWord', value: 'vice president' },
			{ title: 'Vice-President, Sales' },
			'met',
		],
		[{ field: 'domain', operator: 'endsWith', value: '.edu' }, { domain: 'example.edu' }, 'met'],
		[{ field: 'company', operator: 'startsWith', value: 'Ex' }, { company: 'example' }, 'met'],
		[{ field: 'title', operator: 'matches', value: '^(head|vp)\\b' }, { title: 'VP Sales' }, 'met'],
		[{ field: 'employees', operator: 'is', value: '1,000' }, { employees: 1000 }, 'met'],
		[{ field: 'employees', operator: 'is', value: '51-200' }, { employees: 120 }, 'met'],
		[{ field: 'employees', operator: 'is', value: '51-200' }, { employees: 201 }, 'failed'],
		[{ field: 'employees', operator: 'isNot', value: '10,000+' }, { employees: '12k' }, 'failed'],
		[{ field: 'size', operator: 'isAnyOf', value: '11-50, 501+' }, { size: 600 }, 'met'],
		[{ field: 'employees', operator: 'atLeast', value: '50' }, { employees: 50 }, 'met'],
		[{ field: 'employees', operator: 'atMost', value: 50 }, { employees: '51-200' }, 'failed'],
		[{ field: 'employees', operator: 'between', value: '50-500' }, { employees: 500 }, 'met'],
		[
			{ field: 'employees', operator: 'between', value: '500', to: '50' },
			{ employees: 49 },
			'failed',
		],
		[{ field: 'revenue', operator: 'atLeast', value: '2.5M' }, { revenue: '$3,000,000' }, 'met'],
		[{ field: 'country', operator: 'isAnyOf', value: 'DACH, US' }, { country: 'Austria' }, 'met'],
		[{ field: 'country', operator: 'isNoneOf', value: 'EU' }, { country: 'FR' }, 'failed'],
		[{ field: 'country', operator: 'is', value: 'Germany' }, { country: 'DE' }, 'met'],
		[{ field: 'language', operator: 'isAnyOf', value: 'de, en' }, { language: 'de-AT' }, 'met'],
		[
			{ field: 'renewalDate', operator: 'inNextDays', value: 30 },
			{ renewalDate: '2026-04-01' },
			'met',
		],
		[
			{ field: 'renewalDate', operator: 'inLastDays', value: 30 },
			{ renewalDate: '2026-04-01' },
			'failed',
		],
		[
			{ field: 'createdAt', operator: 'before', value: '2026-01-01' },
			{ createdAt: '2025-12-31T23:59:59Z' },
			'met',
		],
		[
			{ field: 'createdAt', operator: 'between', value: '2026-01-01', to: '2026-01-31' },
			{ createdAt: '2026-01-31T20:00:00Z' },
			'met',
		],
		[{ field: 'isTest', operator: 'isFalse' }, { isTest: false }, 'met'],
		[{ field: 'topics', operator: 'isAnyOf', value: 'CRM, ERP' }, { topics: ['erp', 'hr'] }, 'met'],
		[{ field: 'topics', operator: 'contains', value: 'crm' }, { topics: ['Free CRM'] }, 'met'],
		[{ field: 'plan', operator: 'is', value: 'Pro' }, { extra: { plan: 'pro' } }, 'met'],
		[{ field: 'seats', operator: 'atLeast', value: 10 }, { seats: '12' }, 'met'],
		[
			{ field: 'icp.verdict', operator: 'is', value: 'ideal' },
			{ icp: { verdict: 'ideal' } },
			'met',
		],
		[{ field: 'phone', operator: 'exists' }, { phone: '' }, 'failed'],
		[{ field: 'phone', operator: 'missing' }, {}, 'met'],
	])('%j of %j is %s', (condition, lead, answer) => {
		expect(ask(condition, lead)).toBe(answer);
	});

	it('answers unknown to whatever is asked of a value that is missing or cannot be read', () => {
		const asked = Object.keys(operators).filter(
			(operator) => operator !== 'exists' && operator !== 'missing',
		);
		const missing = fc.constantFrom<unknown>(undefined, null, '', '  ', []);
		fc.assert(
			fc.property(fc.constantFrom(...asked), missing, (operator, plan) => {
				expect(ask({ field: 'plan', operator, value: '2026', to: '2027' }, { plan })).toBe(
					'unknown',
				);
			}),
		);
		expect(ask({ field: 'employees', operator: 'atLeast', value: 5 }, { employees: 'many' })).toBe(
			'unknown',
		);
		expect(ask({ field: 'country', operator: 'isNot', value: 'DE' }, { country: 'Atlantis' })).toBe(
			'unknown',
		);
	});

	it.each<[Condition, string]>([
		[
			{ field: 'employees', operator: 'atLeast', value: 'many' },
			"'Employees is at least': 'many' is not a number.",
		],
		[
			{ field: 'country', operator: 'is', value: 'Narnia' },
			"'Country is': 'Narnia' is not a country or region. Use a two-letter code, e.g. DE, or EU.",
		],
		[
			{ field: 'title', operator: 'is', value: ' ' },
			"'Job title is': the value is empty. Fill in what to compare with.",
		],
		[
			{ field: '', operator: 'is', value: '1' },
			'A condition has no field. Choose one from the list.',
		],
	])('refuses %j in words', (condition, message) => {
		expect(ask(condition, {})).toBe(message);
	});

	it('never throws, whatever the data', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...Object.keys(operators)),
				fc.anything(),
				fc.anything(),
				(operator, value, plan) => {
					expect(typeof ask({ field: 'plan', operator, value }, { plan })).toBe('string');
				},
			),
			{ numRuns: 2_000 },
		);
	});
});

describe('numbers as people write them', () => {
	it.each([
		['1,200', 1200],
		['1.200,5', 1200.5],
		['1 200', 1200],
		['12.5', 12.5],
		['$2.5M', 2_500_000],
		['10k', 10_000],
		['10,000+', 10_000],
		['51-200', 125.5],
		['1,001 – 5,000 employees', 3000.5],
		['-3', -3],
		['about 40', 40],
		['n/a', undefined],
		['', undefined],
	])('%j is %p', (text, number) => {
		expect(toNumber(text)).toBe(number);
	});

	it('finds a field whose own name has dots before it takes them for a path', () => {
		const result = compileCondition({ field: 'No. of seats', operator: 'is', value: '7' });
		if (result.kind === 'wrong') throw new Error(result.message);
		const { ask } = result.condition;
		expect([
			ask({ 'No. of seats': 7 }, 0),
			ask({ extra: { 'No. of seats': 7 } }, 0),
			ask({ No: { ' of seats': 7 } }, 0),
			ask({ 'No. of seats': 8, extra: {} }, 0),
		]).toEqual(['met', 'met', 'met', 'failed']);
	});
});
