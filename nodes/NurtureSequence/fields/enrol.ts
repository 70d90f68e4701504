import type { INodeProperties } from 'n8n-workflow';
import { fieldPicker, packProperty } from '../../shared';
import { stepsField } from './steps';

const weekDays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** When messages may go out where the lead lives. */
export const windowFields: INodeProperties[] = [
	{
		displayName: 'Send On',
		name: 'sendDays',
		type: 'multiOptions',
		options: weekDays.map((name, index) => ({ name, value: index + 1 })),
		default: [1, 2, 3, 4, 5],
		description: 'Days on which messages go out, where the lead lives',
	},
	{
		displayName: 'Send From',
		name: 'sendFrom',
		type: 'string',
		default: '09:00',
		placeholder: 'e.g. 09:00',
		description: "Messages go out from this time of the lead's day",
	},
	{
		displayName: 'Send Until',
		name: 'sendUntil',
		type: 'string',
		default: '17:00',
		placeholder: 'e.g. 17:00',
		description: 'Until this time; earlier than the start means after midnight',
	},
];

/** Purpose and consent: who may be written to. */
export const purposeFields: INodeProperties[] = [
	{
		displayName: 'Purpose',
		name: 'purpose',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Answer to Their Request',
				value: 'answer',
				description: 'They asked for something; no further consent is needed',
			},
			{
				name: 'Marketing',
				value: 'marketing',
				description: 'Needs consent in most countries, a postal address and a link to unsubscribe',
			},
			{
				name: 'Service',
				value: 'service',
				description: 'Messages to customers about what they have bought',
			},
		],
		default: 'answer',
		description: 'Why the leads are written to; decides what the law asks for',
	},
	{
		displayName: 'Consent Required for Marketing',
		name: 'consent',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'By Country',
				value: 'byCountry',
				description:
					'Everywhere except in countries where people may be written to until they opt out',
			},
			{ name: 'Always', value: 'always' },
			{ name: 'Never', value: 'never' },
		],
		default: 'byCountry',
		description: 'Whether a lead has to have agreed; who has unsubscribed is never written to',
		displayOptions: { show: { purpose: ['marketing'] } },
	},
	{
		displayName: 'Topics',
		name: 'topics',
		type: 'string',
		noDataExpression: true,
		default: '',
		placeholder: 'e.g. Ovens, Financing',
		description:
			'What the messages are about, separated by commas; who has left all of these topics on the preference page does not get them',
		displayOptions: { show: { purpose: ['marketing'] } },
	},
];

/** The panel of Enrol. */
export const enrolFields: INodeProperties[] = [
	{
		displayName: 'Sequence',
		name: 'sequence',
		type: 'string',
		noDataExpression: true,
		default: 'Welcome',
		required: true,
		placeholder: 'e.g. Welcome',
		description:
			'Name of the sequence; other content under the same name makes a new version, and people under way keep theirs',
	},
	{
		displayName: 'Steps From',
		name: 'stepsFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Define Here', value: 'define' },
			{
				name: 'Industry Pack',
				value: 'pack',
				description: 'Mails and calls written for an industry, ready to be sent',
			},
		],
		default: 'define',
	},
	{
		...packProperty(undefined, 'Whose mails and calls are used; the page of packs shows them'),
		displayOptions: { show: { stepsFrom: ['pack'] } },
	},
	{ ...stepsField, displayOptions: { show: { stepsFrom: ['define'] } } },
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Now', value: 'now' },
			{ name: 'Days Before a Date', value: 'dateField' },
			{ name: 'Days of Silence', value: 'silence' },
		],
		default: 'now',
		description: 'When the first step counts from',
	},
	...fieldPicker({
		name: 'startField',
		displayName: 'Date Field',
		description: "A date of the lead, e.g. 'Renewal Date'",
		default: 'renewalDate',
		displayOptions: { show: { startFrom: ['dateField'] } },
	}),
	{
		displayName: 'Days',
		name: 'startDays',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 30,
		description: 'How many days before the date, or without contact',
		displayOptions: { show: { startFrom: ['dateField', 'silence'] } },
	},
	...purposeFields,
	...windowFields,
	{
		displayName: 'Send the First One Now',
		name: 'sendFirstNow',
		type: 'boolean',
		default: true,
		description:
			'Whether the first message goes out at once and at any hour, because somebody is waiting for it',
		displayOptions: { show: { startFrom: ['now'], purpose: ['answer', 'service'] } },
	},
	{
		displayName: 'Ends When',
		name: 'exitWhen',
		type: 'multiOptions',
		options: [
			{ name: 'The Lead Converts', value: 'conversion' },
			{ name: 'The Lead Meets Us', value: 'meeting' },
			{ name: 'The Lead Replies', value: 'reply' },
			{ name: 'The Owner Pauses It', value: 'ownerPause' },
			{ name: 'The Stage Does Not Allow It', value: 'stage' },
		],
		default: ['conversion', 'meeting', 'reply', 'ownerPause', 'stage'],
		description:
			'What ends the sequence for a lead; unsubscribing, a dead address and complaints always do',
	},
	{
		displayName: 'Allow Again',
		name: 'allowReenrol',
		type: 'boolean',
		default: false,
		description: 'Whether a lead that has been through the sequence may start it again',
	},
];
