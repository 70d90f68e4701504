import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { touchpointTypes } from '../../lib/core/lead/touchpoint';
import type { Decay } from '../../lib/core/score/decay';
import { defaultRules, type ScoreRule } from '../../lib/core/score/rules';
import { signals } from '../../lib/core/score/signals';
import { labelOfType } from '../../lib/core/track/describe';
import {
	asList,
	asNumber,
	asText,
	conditionFields,
	fieldPicker,
	otherField,
	pickedCondition,
	pickedField,
	titledRows,
	type Row,
} from '../shared';

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
const ruleFields: INodeProperties[] = [
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
				name: 'An External Result Says',
				value: 'external',
				description: 'The result of a credit check or another system, with the moment it was found',
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

/** The rules table. */
export const rulesProperty: INodeProperties = {
	displayName: 'Rules',
	name: 'rules',
	type: 'fixedCollection',
	typeOptions: titledRows(
		'name',
		'touchpoint',
		'ownType',
		'field',
		'fieldName',
		'operator',
		'value',
		'points',
	),
	placeholder: 'Add Rule',
	default: { rule: defaultRules.map(toRow) },
	description: 'What gives points, how many, how they fade, and how often they count',
	options: [{ displayName: 'Rule', name: 'rule', values: ruleFields }],
};

/** The rule of a line; none while the line says nothing. */
export function toRule(row: Row): ScoreRule[] {
	const points = asNumber(row['points']) ?? 10;
	const name = asText(row['name']);
	const named = name === undefined ? {} : { name };
	switch (row['when'] ?? 'touchpoint') {
		case 'silence':
			return [{ kind: 'silence', days: asNumber(row['days']) ?? 90, points }];
		case 'field':
		case 'external': {
			const when = pickedCondition(row);
			if (!when) return [];
			const since = pickedField(row, 'since');
			const external = row['when'] === 'external' && since !== '';
			return [
				{
					kind: 'field',
					when,
					points,
					...named,
					...(external ? { since, decay: toDecay(row) } : {}),
				},
			];
		}
		default: {
			const what = asText(row['touchpoint']) ?? 'formSubmit';
			const atMost = asNumber(row['atMost']) ?? 0;
			return [
				{
					kind: 'touchpoint',
					when: what === otherField ? (asText(row['ownType']) ?? '') : what,
					points,
					decay: toDecay(row),
					mentions: asList(row['mentions']),
					...(atMost > 0 ? { atMost } : {}),
					...named,
				},
			];
		}
	}
}

function toDecay(row: Row): Decay {
	const days = asNumber(row['halfLife']) ?? 30;
	switch (row['fades'] ?? 'halfLife') {
		case 'none':
			return { kind: 'none' };
		case 'window':
			return { kind: 'window', days };
		case 'linear':
			return { kind: 'linear', share: (asNumber(row['step']) ?? 25) / 100, period: days };
		default:
			return { kind: 'halfLife', days };
	}
}

function toRow(rule: ScoreRule): Record<string, string | number> {
	if (rule.kind === 'silence') return { when: 'silence', days: rule.days, points: rule.points };
	if (rule.kind === 'field') return { when: 'field', points: rule.points };
	const { decay } = rule;
	return {
		when: 'touchpoint',
		touchpoint: rule.when,
		points: rule.points,
		fades: decay.kind,
		...(decay.kind === 'halfLife' ? { halfLife: decay.days } : {}),
		atMost: rule.atMost ?? 0,
	};
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
