import type { INodeProperties } from 'n8n-workflow';
import { exampleFilter } from '../../lib/core/filter/defaults';
import type { CategoryRule, Criterion, FilterConfig, Profile } from '../../lib/core/filter/profile';
import type { Pack } from '../../lib/core/packs/types';
import {
	asNumber,
	asText,
	conditionFields,
	isRow,
	oneOf,
	packProperty,
	pickedCondition,
	titledRows,
	WrongParameter,
	type Parameters,
	type Row,
} from '../shared';

const importances = ['counts', 'mustHave', 'knockOut', 'review'] as const;

const criterionFields: INodeProperties[] = [
	...conditionFields(),
	{
		displayName: 'Importance',
		name: 'importance',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Counts',
				value: 'counts',
				description: 'Adds its weight to the fit when it is met',
			},
			{
				name: 'Must Have',
				value: 'mustHave',
				description: 'Counts, and a lead that is known not to meet it is Outside',
			},
			{
				name: 'Knock-Out',
				value: 'knockOut',
				description: 'A lead that meets it is Outside; it adds nothing to the fit',
			},
			{
				name: 'Review',
				value: 'review',
				description: 'A lead that meets it is at most Possible, so that somebody looks',
			},
		],
		default: 'counts',
	},
	{
		displayName: 'Weight',
		name: 'weight',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10 },
		default: 5,
		description: 'How much the criterion counts, from 1 to 10',
		displayOptions: { hide: { importance: ['knockOut', 'review'] } },
	},
];

/** The panel of Filter. */
export const filterFields: INodeProperties[] = [
	packProperty(
		'None (Profiles Below)',
		'Takes profile, knock-outs and categories of an industry instead of the ones below',
	),
	{
		displayName: 'Profiles',
		name: 'profiles',
		displayOptions: { show: { pack: [''] } },
		type: 'fixedCollection',
		typeOptions: titledRows('name'),
		placeholder: 'Add Profile',
		default: {
			profile: exampleFilter.profiles.map(({ name, criteria }) => ({
				name,
				criteria: { criterion: criteria.map(toRow) },
			})),
		},
		description:
			'What your ideal customers have in common; of several profiles the one that fits best counts. The example is there to be replaced.',
		options: [
			{
				displayName: 'Profile',
				name: 'profile',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. Software Companies',
					},
					{
						displayName: 'Criteria',
						name: 'criteria',
						type: 'fixedCollection',
						typeOptions: titledRows('field', 'fieldName', 'operator', 'value', 'to'),
						placeholder: 'Add Criterion',
						default: {},
						options: [{ displayName: 'Criterion', name: 'criterion', values: criterionFields }],
					},
				],
			},
		],
	},
	{
		displayName: 'Ideal From',
		name: 'idealFrom',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 70,
		description: 'Fit from which a lead is ideal; 100 means that every known criterion is met',
	},
	{
		displayName: 'Possible From',
		name: 'possibleFrom',
		displayOptions: { show: { pack: [''] } },
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 40,
		description: 'Fit from which a lead is possible; below it is outside',
	},
	{
		displayName: 'When Data Is Missing',
		name: 'unknown',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Leave Open',
				value: 'leaveOpen',
				description:
					'What is not known neither meets nor fails; a lead of whom little is known is Possible',
			},
			{ name: 'Count as Miss', value: 'miss', description: 'What is not known counts as not met' },
		],
		default: 'leaveOpen',
	},
	{
		displayName: 'Categories',
		name: 'categories',
		displayOptions: { show: { pack: [''] } },
		type: 'fixedCollection',
		typeOptions: titledRows('category', 'field', 'fieldName', 'operator', 'value'),
		placeholder: 'Add Category',
		default: { category: (exampleFilter.categories ?? []).map(toRow) },
		description: "The first rule that is met names the lead's category",
		options: [
			{
				displayName: 'Category',
				name: 'category',
				values: [
					...conditionFields(),
					{
						displayName: 'Category',
						name: 'category',
						type: 'string',
						default: '',
						placeholder: 'e.g. Enterprise',
					},
				],
			},
		],
	},
];

/** The filter that the panel describes; a pack's profiles and categories stand for the panel's. */
export function filterConfig(parameters: Parameters, pack?: Pack): FilterConfig {
	return {
		profiles: parameters.rows('profiles', 'profile').map(toProfile),
		idealFrom: parameters.number('idealFrom', 70),
		possibleFrom: parameters.number('possibleFrom', 40),
		unknown: parameters.choice<'leaveOpen' | 'miss'>('unknown', ['leaveOpen', 'miss']),
		categories: parameters.rows('categories', 'category').flatMap(toCategory),
		...(pack && { possibleFrom: 40, categories: [], ...pack.filter }),
	};
}

function toProfile(row: Row, index: number): Profile {
	const nested = isRow(row['criteria']) ? row['criteria']['criterion'] : undefined;
	const rows = Array.isArray(nested) ? nested.filter(isRow) : [];
	const name = asText(row['name']) ?? `Profile ${index + 1}`;
	return {
		name,
		criteria: rows.flatMap((line, place) =>
			toCriterion(line, `Profile '${name}', criterion ${place + 1}`),
		),
	};
}

/** A line that says nothing yet is none; one that would have to be met is not left out. */
function toCriterion(row: Row, where: string): Criterion[] {
	const condition = pickedCondition(row, where);
	const importance = oneOf(importances, row['importance'] ?? 'counts', `${where}: the importance`);
	if (condition === undefined && importance === 'counts') return [];
	if (condition === undefined) throw withoutField(where);
	return [{ ...condition, weight: asNumber(row['weight']) ?? 5, importance }];
}

function toCategory(row: Row, index: number): CategoryRule[] {
	const where = `Category ${index + 1}`;
	const condition = pickedCondition(row, where);
	const category = asText(row['category']);
	if (condition === undefined && category === undefined) return [];
	if (condition === undefined) throw withoutField(where);
	if (category !== undefined) return [{ ...condition, category }];
	throw new WrongParameter({
		message: `${where}: the category has no name`,
		remedy: "Enter what leads that meet the condition are called, e.g. 'Enterprise'.",
	});
}

function withoutField(where: string): WrongParameter {
	return new WrongParameter({
		message: `${where}: no field is chosen`,
		remedy: 'Choose the field that is looked at, or remove the line.',
	});
}

/** A condition as the panel saves it. */
function toRow(condition: Criterion | CategoryRule): Record<string, string | number> {
	return Object.fromEntries(
		Object.entries(condition).filter(
			(entry): entry is [string, string | number] => typeof entry[1] !== 'object',
		),
	);
}
