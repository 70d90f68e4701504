import type { INodeProperties } from 'n8n-workflow';
import { stages } from '../../lib/core/lead/lifecycle';
import { fieldPicker, stageName, titledRows } from '../shared';

const condition: INodeProperties[] = [
	...fieldPicker(),
	{
		displayName: 'Operator',
		name: 'operator',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Is', value: 'is' },
			{ name: 'Is Not', value: 'isNot' },
			{ name: 'Is Any Of', value: 'isAnyOf' },
			{ name: 'Contains', value: 'contains' },
			{ name: 'Is At Least', value: 'atLeast' },
			{ name: 'Is At Most', value: 'atMost' },
			{ name: 'Is Known', value: 'exists' },
			{ name: 'Is Missing', value: 'missing' },
		],
		default: 'is',
		description: 'How the field is compared; a later date is more than an earlier one',
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		placeholder: 'e.g. 50',
		description: "Several values for 'Is Any Of' are separated by commas",
		displayOptions: { hide: { operator: ['exists', 'missing'] } },
	},
];

/** The panel of 'Get Many'. */
export const getManyFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Any Field',
				name: 'conditions',
				type: 'fixedCollection',
				typeOptions: titledRows('field', 'fieldName', 'operator', 'value'),
				placeholder: 'Add Condition',
				default: {},
				options: [{ displayName: 'Condition', name: 'rows', values: condition }],
				description: 'Conditions on any field; all of them have to be met',
			},
			{
				displayName: 'Changed Since',
				name: 'changedSince',
				type: 'dateTime',
				default: '',
				description: 'Leads that were changed at or after this time',
			},
			{
				displayName: 'Owner',
				name: 'owner',
				type: 'string',
				default: '',
				placeholder: 'e.g. nathan@example.com',
				description: 'Leads of this rep, by the ID or e-mail address the rep is listed with',
			},
			{
				displayName: 'Stages',
				name: 'stages',
				type: 'multiOptions',
				options: stages.map((value) => ({ name: stageName(value), value })),
				default: [],
				description: 'Leads in one of these stages',
			},
			{
				displayName: 'Temperatures',
				name: 'temperatures',
				type: 'multiOptions',
				options: [
					{ name: 'Hot', value: 'hot' },
					{ name: 'Warm', value: 'warm' },
					{ name: 'Cold', value: 'cold' },
					{ name: 'Old', value: 'old' },
				],
				default: [],
				description: 'Leads with one of these temperatures',
			},
		],
		description: 'Which leads to return; every lead while there is no filter',
	},
	{
		displayName: 'Sort By',
		name: 'sort',
		type: 'options',
		options: [
			{ name: 'Last Changed', value: 'updatedAt' },
			{ name: 'Created', value: 'createdAt' },
			{ name: 'Score', value: 'score' },
			{ name: 'Priority', value: 'priority' },
			{ name: 'Last Touch', value: 'lastTouchAt' },
			{ name: 'Next Action', value: 'nextActionAt' },
		],
		default: 'updatedAt',
		description: 'Which leads come first; those without a value come last',
	},
	{
		displayName: 'Descending',
		name: 'descending',
		type: 'boolean',
		default: true,
		description: 'Whether the highest or newest come first',
	},
];
