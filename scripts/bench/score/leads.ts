/** A made-up lead of the benchmark. */
export interface BenchLead {
	leadId: string;
	createdAt: string;
	firstResponseAt: string;
	employees: number;
	industry: string;
	title: string;
	city: string;
	source: string;
}

/** A rule in our words and in those of the two rivals; all three mean the same. */
export interface BenchRule {
	field: keyof BenchLead;
	operator: 'is' | 'atLeast' | 'atMost';
	value: string | number;
	points: number;
	logic: object;
	condition: { fact: string; operator: string; value: string | number };
}

/** The moment at which leads are scored. */
export const now = Date.parse('2026-03-10T10:00:00.000Z');

const industries = ['Software', 'Retail', 'Logistics', 'Health', 'Farming'];
const titles = ['Head of Sales', 'CEO', 'Engineer', 'Buyer', 'Student', 'Director'];
const cities = ['Berlin', 'Paris', 'Wien', 'Oslo'];
const sources = ['Referral', 'Web', 'Fair'];
const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

/** Leads that differ, the same in every run. */
export function leads(count: number): BenchLead[] {
	return Array.from({ length: count }, (_, index) => ({
		leadId: `lead${index}`,
		createdAt: '2026-03-01T00:00:00.000Z',
		firstResponseAt: '2026-03-01T01:00:00.000Z',
		employees: (index * 37) % 900,
		industry: pick(industries, index),
		title: pick(titles, index >> 2),
		city: pick(cities, index >> 3),
		source: pick(sources, index >> 4),
	}));
}

const equals = (field: keyof BenchLead, value: string, points: number): BenchRule => ({
	field,
	operator: 'is',
	value,
	points,
	logic: { '==': [{ var: field }, value] },
	condition: { fact: field, operator: 'equal', value },
});

const limit = (operator: 'atLeast' | 'atMost', value: number, points: number): BenchRule => ({
	field: 'employees',
	operator,
	value,
	points,
	logic: { [operator === 'atLeast' ? '>=' : '<=']: [{ var: 'employees' }, value] },
	condition: {
		fact: 'employees',
		operator: operator === 'atLeast' ? 'greaterThanInclusive' : 'lessThanInclusive',
		value,
	},
});

/** 20 rules on five fields. */
export const ruleTable: readonly BenchRule[] = [
	...industries.map((industry, index) => equals('industry', industry, 10 - 3 * index)),
	...titles.map((title, index) => equals('title', title, 12 - 4 * index)),
	...cities.slice(0, 2).map((city, index) => equals('city', city, 3 + index)),
	...sources.map((source, index) => equals('source', source, 8 - 2 * index)),
	limit('atLeast', 50, 5),
	limit('atLeast', 200, 5),
	limit('atMost', 20, -5),
	limit('atMost', 5, -5),
];
