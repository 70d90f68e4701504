import { titledRows } from '../shared';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { typeLabels } from '../../lib/core/track/describe';
import { callOutcomes } from '../../lib/core/track/outcome';
import type { TouchReport } from '../../lib/core/track/touch';

/** Value of 'Type' that takes each item's own type. */
export const typeOfItem = 'fromItem';
/** Value of 'Type' that shows a line to type one. */
export const otherType = '__other';

/** What of a touchpoint can be taken from a field of the item. */
export const details = {
	campaign: 'Campaign',
	channel: 'Channel',
	content: 'Content or Notes',
	dislikes: 'Dislikes',
	duration: 'Duration',
	externalId: 'External ID',
	likes: 'Likes',
	objections: 'Objections',
	outcome: 'Outcome',
	referrer: 'Referrer',
	topics: 'Topics',
	url: 'URL',
	value: 'Value',
} as const satisfies Partial<Record<keyof TouchReport, string>>;

const calls = ['call.outbound', 'call.inbound'];

/** The panel of Record. */
export const recordFields: INodeProperties[] = [
	{
		displayName: 'Type',
		name: 'type',
		type: 'options',
		options: typeOptions(),
		default: typeOfItem,
		description: 'What happened; type to search the list',
	},
	{
		displayName: 'Own Type',
		name: 'ownType',
		type: 'string',
		default: '',
		placeholder: 'e.g. workshop.attended',
		description: 'Two words joined by a dot: the group and what happened',
		displayOptions: { show: { type: [otherType] } },
	},
	{
		displayName: 'Find Lead By',
		name: 'leadBy',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Automatic',
				value: 'auto',
				description: 'Lead ID, else e-mail, phone or anonymous ID, whatever the item has',
			},
			{ name: 'E-Mail', value: 'email' },
			{ name: 'Lead ID', value: 'leadId' },
			{ name: 'Phone', value: 'phone' },
			{ name: 'Anonymous ID', value: 'anonymousId' },
		],
		default: 'auto',
		description: 'Which field of the item names the lead',
	},
	{
		displayName: 'Name of the Field',
		name: 'leadField',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. customerEmail',
		description:
			'The field of the item that holds it; the usual names are found while this is empty',
		displayOptions: { hide: { leadBy: ['auto'] } },
	},
	{
		displayName: 'When No Lead Is Found',
		name: 'leadMissing',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Unmatched Output', value: 'unmatched', description: 'Nothing is recorded' },
			{
				name: 'Create Lead',
				value: 'create',
				description: 'A new lead with the e-mail or phone that the item has',
			},
		],
		default: 'unmatched',
		description: 'What to do with a touchpoint of somebody who is not in the store',
	},
	{
		displayName: 'Outcome',
		name: 'outcome',
		type: 'options',
		options: [
			{ name: 'As in the Item', value: '' },
			...callOutcomes.map((value) => ({ name: titleCase(value), value })),
		],
		default: '',
		description: 'How the call ended; an answered call makes the lead contacted',
		displayOptions: { show: { type: calls } },
	},
	{
		displayName: 'Outcome',
		name: 'outcome',
		type: 'string',
		default: '',
		placeholder: 'e.g. interested',
		description: 'What came of it, in your words',
		displayOptions: { hide: { type: calls } },
	},
	{
		displayName: 'Happened At',
		name: 'happenedAt',
		type: 'options',
		options: [
			{
				name: 'Now',
				value: 'now',
				description: "Or the item's own time where its type is the item's",
			},
			{ name: 'Field of the Item', value: 'field' },
		],
		default: 'now',
		description: 'When it happened',
	},
	{
		displayName: 'Name of the Time Field',
		name: 'happenedAtField',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. endedAt',
		description: 'The field that holds the time: an ISO date and time, or seconds since 1970',
		displayOptions: { show: { happenedAt: ['field'] } },
	},
	{
		displayName: 'Details From Fields',
		name: 'details',
		type: 'fixedCollection',
		typeOptions: titledRows('detail', 'field'),
		default: {},
		placeholder: 'Add Detail',
		description: 'Which fields of the item hold duration, notes, topics and so on',
		options: [
			{
				name: 'detail',
				displayName: 'Detail',
				values: [
					{
						displayName: 'Detail',
						name: 'detail',
						type: 'options',
						noDataExpression: true,
						options: Object.entries(details).map(([value, name]) => ({ name, value })),
						default: 'content',
						description: 'What the field tells of the touchpoint',
					},
					{
						displayName: 'Field of the Item',
						name: 'field',
						type: 'string',
						noDataExpression: true,
						default: '',
						placeholder: 'e.g. callNotes',
						description: 'The name of the field in the items',
					},
				],
			},
		],
	},
];

/** What is rarely set. */
export const recordOptions: INodeProperties[] = [
	{
		displayName: 'Actor',
		name: 'actor',
		type: 'options',
		options: [
			{ name: 'Follows From the Type', value: 'auto' },
			{ name: 'Human', value: 'human' },
			{ name: 'Machine', value: 'machine' },
		],
		default: 'auto',
		description: 'Who acted; what a machine did changes no stage and no score',
	},
	text('Campaign', 'campaign', 'e.g. Spring fair', 'The campaign that the touchpoint belongs to'),
	text(
		'Channel',
		'channel',
		'e.g. Radio',
		'The channel that it counts for; follows from the type while empty',
	),
	text(
		'Content',
		'content',
		'e.g. Asked for a demo next week',
		'Notes, or the words that were said',
	),
	{
		displayName: 'Direction',
		name: 'direction',
		type: 'options',
		options: [
			{ name: 'Follows From the Type', value: 'auto' },
			{ name: 'From the Lead to Us', value: 'in' },
			{ name: 'From Us to the Lead', value: 'out' },
		],
		default: 'auto',
		description: 'Who turned to whom',
	},
	{
		displayName: 'Duration',
		name: 'duration',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5 min',
		description: 'How long it lasted: seconds, or a text such as 5 min or 1:30',
	},
	text(
		'External ID',
		'externalId',
		'e.g. the ID of the call',
		'The same source and ID is the same touchpoint and is recorded once',
	),
	text('Source', 'source', 'e.g. Aircall', 'The tool that says so'),
	text('Topics', 'topics', 'e.g. pricing, onboarding', 'What it was about, separated by commas'),
	text('URL', 'url', 'e.g. https://example.com/pricing', 'The page, with its campaign parameters'),
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1200',
		description: 'What it was worth, e.g. of a purchase',
	},
];

function typeOptions(): INodePropertyOptions[] {
	return [
		{
			name: 'As in the Item',
			value: typeOfItem,
			description:
				"The item's field 'type', 'event' or 'activity', in our words or another tool's, e.g. hard_bounce",
		},
		...typeLabels.map(({ type, label }) => ({ name: label, value: type, description: type })),
		{ name: 'Own Type…', value: otherType },
	].map((option) => ({ ...option, name: headline(option.name) }));
}

function text(
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): INodeProperties {
	return { displayName, name, type: 'string', default: '', placeholder, description };
}

function titleCase(key: string): string {
	return headline(key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
}

function headline(text: string): string {
	return text.replace(
		/(^|[\s-])(?!(?:a|an|and|as|in|by|of|on|the|to|from|for|us)\b)\S/g,
		(letter) => letter.toUpperCase(),
	);
}
