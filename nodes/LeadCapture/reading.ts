import type { INodeProperties } from 'n8n-workflow';
import { mappingName } from '../../lib/core/capture/read/fields';
import { presetChoices } from '../../lib/core/capture/presets';
import { countryOf } from '../../lib/core/capture/read/country';
import { targetOf } from '../../lib/core/capture/headers/target';
import type { ReadOptions } from '../../lib/core/capture/submission';
import type { Target } from '../../lib/core/capture/headers/target';
import {
	asText,
	fieldPicker,
	inQuotes,
	pickedField,
	titledRows,
	WrongParameter,
	type Parameters,
} from '../shared';

/** 'Comes From', 'Fields' and the country of phone numbers: how payloads are understood. */
export const readingFields: INodeProperties[] = [
	{
		displayName: 'Comes From',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Detect Automatically',
				value: 'auto',
				description: 'Recognises the provider by the shape of the data',
			},
			...presetChoices.map(({ key, label }) => ({ name: label, value: key })),
		],
		default: 'auto',
		description: 'Where the data was entered; needed only where it cannot be told from its shape',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description:
					'Fields are understood by their names, in about thirty languages; unknown ones are kept',
			},
			{
				name: 'Choose Fields',
				value: 'choose',
				description: 'Say for some fields what they mean; the others are understood automatically',
			},
		],
		default: 'automatic',
		description: 'How incoming fields become fields of the lead',
	},
	{
		displayName: 'Mapping',
		name: 'mapping',
		type: 'fixedCollection',
		typeOptions: titledRows('leadField', 'leadFieldName', 'incoming'),
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: { fields: ['choose'] } },
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					...fieldPicker({ name: 'leadField', displayName: 'Lead Field' }),
					{
						displayName: 'Incoming Field',
						name: 'incoming',
						type: 'string',
						default: '',
						placeholder: 'e.g. How can we help you?',
						description: 'Name of the field in the incoming data',
					},
				],
			},
		],
		description: 'Which incoming field goes into which field of the lead',
	},
	{
		displayName: 'Default Country',
		name: 'defaultCountry',
		type: 'string',
		default: '',
		placeholder: 'e.g. DE',
		description:
			'Country of phone numbers that do not name one, by two-letter code or name; from the workspace settings while empty',
	},
];

/** Rarely changed parts of reading, under 'Options'. */
export const readingOptions: INodeProperties[] = [
	{
		displayName: 'Campaign',
		name: 'campaign',
		type: 'string',
		default: '',
		placeholder: 'e.g. Spring Fair',
		description: 'Campaign of leads that name none',
	},
	{
		displayName: 'Cost',
		name: 'cost',
		type: 'number',
		default: 0,
		description: 'What a lead of this source costs, for reports',
	},
	{
		displayName: 'Default Source',
		name: 'defaultSource',
		type: 'string',
		default: '',
		placeholder: 'e.g. Landing page',
		description: 'Source of leads whose data names none',
	},
	{
		displayName: 'Lists',
		name: 'lists',
		type: 'string',
		default: '',
		placeholder: 'e.g. newsletter',
		description: 'Lists that every lead of this source is put on, separated by commas',
	},
	{
		displayName: 'Test Lead Patterns',
		name: 'testPatterns',
		type: 'string',
		default: '',
		placeholder: 'e.g. @mycompany.com',
		description:
			"Parts of e-mail addresses that mark a test lead, separated by commas, beside 'test@…'; test leads stay out of reports and assignment",
	},
	{
		displayName: 'Topics',
		name: 'topics',
		type: 'string',
		default: '',
		placeholder: 'e.g. pricing',
		description: 'Topics that every lead of this source gets, separated by commas',
	},
];

/** Reads what the panel says about understanding payloads. */
export function readingOf(parameters: Parameters, workspaceCountry: string): ReadOptions {
	const source = parameters.choice('source', ['auto', ...presetChoices.map(({ key }) => key)]);
	const mapping = mappingOf(parameters);
	const country = countryOf(parameters.text('defaultCountry')) ?? workspaceCountry;
	const defaultSource = parameters.text('options.defaultSource');
	const campaign = parameters.text('options.campaign');
	const cost = parameters.number('options.cost');
	const [topics, lists] = [parameters.list('options.topics'), parameters.list('options.lists')];
	return {
		...(source === 'auto' ? {} : { preset: source }),
		...(mapping.size > 0 ? { mapping } : {}),
		...(country ? { defaultCountry: country.toUpperCase() } : {}),
		...(defaultSource ? { defaultSource } : {}),
		defaults: {
			...(campaign ? { campaign } : {}),
			...(cost ? { cost } : {}),
			...(topics.length > 0 ? { topics } : {}),
			...(lists.length > 0 ? { lists } : {}),
		},
		testPatterns: parameters.list('options.testPatterns'),
	};
}

/**
 * Checks what only a person can mend. A trigger does not: a submission is not turned away because of a slip in its panel.
 *
 * @throws WrongParameter
 */
export function checkReading(parameters: Parameters): void {
	const country = parameters.text('defaultCountry');
	if (country === '' || countryOf(country) !== undefined) return;
	throw new WrongParameter({
		message: `'Default Country' cannot be ${inQuotes(country)}`,
		remedy: 'Enter a two-letter code such as DE, or the name of a country. Nothing was captured.',
	});
}

function mappingOf(parameters: Parameters): Map<string, Target | { own: string }> {
	const mapping = new Map<string, Target | { own: string }>();
	if (parameters.text('fields') !== 'choose') return mapping;
	for (const row of parameters.rows('mapping', 'field')) {
		const [key, incoming] = [pickedField(row, 'leadField'), asText(row['incoming'])];
		if (key !== '' && incoming !== undefined)
			mapping.set(mappingName(incoming), targetOf(key) ?? { own: key });
	}
	return mapping;
}
