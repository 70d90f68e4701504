import type { FilterConfig } from './profile';

/**
 * The profile a new node begins with: companies of 10 to 2,000 people, somebody who decides, a need that is stated.
 * Every value is an example to be replaced; what a lead does not tell stays open.
 */
export const exampleFilter: FilterConfig = {
	profiles: [
		{
			name: 'Example B2B',
			criteria: [
				{
					field: 'employees',
					operator: 'between',
					value: '10',
					to: '2000',
					weight: 8,
					importance: 'counts',
				},
				{
					field: 'title',
					operator: 'contains',
					value:
						'CEO, owner, founder, head, director, VP, vice president, chief, manager, president, partner',
					weight: 7,
					importance: 'counts',
				},
				{ field: 'company', operator: 'exists', weight: 5, importance: 'counts' },
				{ field: 'need', operator: 'exists', weight: 4, importance: 'counts' },
				{
					field: 'title',
					operator: 'hasWord',
					value: 'student, intern, trainee, retired',
					importance: 'knockOut',
				},
			],
		},
	],
	idealFrom: 70,
	possibleFrom: 40,
	unknown: 'leaveOpen',
	categories: [
		{ field: 'employees', operator: 'atLeast', value: 1000, category: 'Enterprise' },
		{ field: 'employees', operator: 'atLeast', value: 100, category: 'Mid-Market' },
		{ field: 'employees', operator: 'atLeast', value: 1, category: 'Small Business' },
	],
};
