import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { touchpointTypes } from '../../lib/core/lead/touchpoint';
import { signals } from '../../lib/core/score/signals';
import { verifiableFields, verificationResults } from '../../lib/core/score/verification';
import { labelOfType } from '../../lib/core/track/describe';
import { conditionFields, fieldPicker, otherField } from '../shared';

const only = (property: INodeProperties, ...kinds: string[]): INodeProperties => ({
	...property,
	displayOptions: {
		...property.displayOptions,
		show: { when: kinds, ...property.displayOptions?.show },
	},
});

const fading = (kinds: string[]): INodeProperties['displayOptions'] => ({
	show: { when: ['touchpoint', 'external'], fades: kinds },
});

/** The values of one line of the rules table. */
export const ruleFields: INodeProperties[] = [
	{
		displayName: 'When',
		name: 'when',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Something Happened',
				value: 'touchpoint',
				description: 'A touchpoint; its points fade',
			},
			{
				name: 'A Field Says',
				value: 'field',
				description: 'A fact about the lead; it does not fade',
			},
			{
				name: 'A Verification Says',
				value: 'verification',
				description: 'What checking the e-mail, phone, name, company or address comes to',
			},
			{
				name: 'An External Result Says',
				value: 'external',
				description:
					'The result of a credit check or another system, with the moment it was found; one that comes with the item is kept with the lead',
			},
			{
				name: 'Nothing Was Heard',
				value: 'silence',
				description: 'No human touch for a number of days',
			},
		],
		default: 'touchpoint',
	},
	only(
		{
			displayName: 'What',
			name: 'touchpoint',
			type: 'options',
			noDataExpression: true,
			options: touchOptions(),
			default: 'formSubmit',
			description: 'Of several rules that fit one touchpoint the first one counts',
		},
		'touchpoint',
	),
	only(
		{
			displayName: 'Own Type',
			name: 'ownType',
			type: 'string',
			default: '',
			placeholder: 'e.g. workshop.attended',
			displayOptions: { show: { touchpoint: [otherField] } },
		},
		'touchpoint',
	),
	only(
		{
			displayName: 'Check',
			name: 'check',
			type: 'options',
			noDataExpression: true,
			options: listOf(verifiableFields),
			default: 'email',
			description: 'Checked here and now; no other node is needed for it',
		},
		'verification',
	),
	only(
		{
			displayName: 'Comes To',
			name: 'checkResult',
			type: 'options',
			noDataExpression: true,
			options: listOf(verificationResults),
			default: 'valid',
			description: 'Free mailbox, disposable and role address are results of an e-mail',
		},
		'verification',
	),
	...conditionFields().map((property) => only(property, 'field', 'external')),
	...fieldPicker({
		name: 'since',
		displayName: 'Checked At',
		description: 'The field that says when the result was found; from then on its points fade',
	}).map((property) => only(property, 'external')),
	only(
		{
			displayName: 'Days',
			name: 'days',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 90,
		},
		'silence',
	),
	{
		displayName: 'Points',
		name: 'points',
		type: 'number',
		default: 10,
		description: 'Negative points take away',
	},
	only(
		{
			displayName: 'Fades',
			name: 'fades',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'By Half',
					value: 'halfLife',
					description: 'Half of the points after so many days',
				},
				{
					name: 'In Steps',
					value: 'linear',
					description: 'A share of the points every so many days',
				},
				{ name: 'At Once', value: 'window', description: 'In full for so many days, then nothing' },
				{ name: 'Never', value: 'none' },
			],
			default: 'halfLife',
		},
		'touchpoint',
		'external',
	),
	{
		displayName: 'Fades In (Days)',
		name: 'halfLife',
		type: 'number',
		typeOptions: { minValue: 0.01 },
		default: 30,
		description: 'Days until half is left, until the next step, or until nothing is left',
		displayOptions: fading(['halfLife', 'linear', 'window']),
	},
	{
		displayName: 'Step (%)',
		name: 'step',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 25,
		description: 'How much of the first value each step takes away',
		displayOptions: fading(['linear']),
	},
	only(
		{
			displayName: 'At Most',
			name: 'atMost',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 3,
			description: 'How many count within 30 days; 0 for all',
		},
		'touchpoint',
	),
	only(
		{
			displayName: 'Mentions',
			name: 'mentions',
			type: 'string',
			default: '',
			placeholder: 'e.g. webinar, /pricing',
			description:
				'Only touchpoints with one of these words in their address, content, topics or campaign',
		},
		'touchpoint',
	),
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Came to the webinar',
		description: 'How the receipt calls the rule',
	},
];

function listOf(list: Readonly<Record<string, string>>): INodePropertyOptions[] {
	return Object.entries(list).map(([value, name]) => ({ name, value }));
}

function touchOptions(): INodePropertyOptions[] {
	const told = Object.entries(signals).map(([value, { label }]) => ({
		name: titled(label),
		value,
	}));
	const types = Object.entries(touchpointTypes)
		.filter(([group]) => group !== 'process')
		.flatMap(([, list]) =>
			list.map((value) => ({ name: `${titled(labelOfType(value))} (${value})`, value })),
		);
	return [...told, ...types, { name: 'Other Type…', value: otherField }];
}

function titled(text: string): string {
	return text.replace(/(^|\s)(?!(?:a|an|as|by|in|or|us|with)\b)\p{Ll}/gu, (letter) =>
		letter.toUpperCase(),
	);
}
