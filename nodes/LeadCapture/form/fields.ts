import type { INodeProperties } from 'n8n-workflow';
import { fieldPicker, titledRows } from '../../shared';
import { afterFields } from './afterFields';
import { consentFields } from './consentFields';
import { shown } from './shown';

/** What the form is and asks for. */
export const formFields: INodeProperties[] = [
	{
		displayName:
			"Publish this workflow: the production address then shows the form. Put '?snippets' behind the address to get the lines that show it in your website, inline or as a pop-up.",
		name: 'formNotice',
		type: 'notice',
		default: '',
		displayOptions: shown,
	},
	{
		displayName: 'Kind',
		name: 'kind',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Form',
				value: 'form',
				description: 'A form on a page of its own or in your website',
			},
			{
				name: 'Gated File',
				value: 'gated',
				description: 'Gives a file, such as a guide, in return for contact data',
			},
			{
				name: 'Internal',
				value: 'internal',
				description:
					'For colleagues who enter phone calls, business cards and contacts from events',
			},
			{
				name: 'Landing Page',
				value: 'landing',
				description: 'A whole page: what you offer on one side, the form on the other',
			},
			{
				name: 'Newsletter Sign-Up',
				value: 'newsletter',
				description: 'Asks for the e-mail address',
			},
		],
		default: 'form',
		description: 'What the form is for; texts and fields that you leave empty follow from it',
		displayOptions: shown,
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Talk to our team',
		description: 'Heading of the page',
		displayOptions: shown,
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. We answer within a day.',
		description:
			"Shown above the form. An empty line begins a paragraph, lines that begin with '- ' are a list.",
		displayOptions: shown,
	},
	{
		displayName: 'Form Fields',
		name: 'formFields',
		type: 'fixedCollection',
		typeOptions: { ...titledRows('field', 'fieldName', 'label'), sortable: true },
		placeholder: 'Add Field',
		default: {},
		description:
			'What is asked; while empty, the usual fields of the kind. A lead that comes by a link of your mails is only asked for what is unknown.',
		displayOptions: shown,
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					...fieldPicker(),
					{
						displayName: 'Label',
						name: 'label',
						type: 'string',
						default: '',
						placeholder: 'e.g. Work e-mail',
						description: "While empty, the field's name in the language of the form",
					},
					{
						displayName: 'Placeholder',
						name: 'placeholder',
						type: 'string',
						default: '',
						placeholder: 'e.g. ann@example.com',
						description: 'Example shown in the empty field',
					},
					{
						displayName: 'Choices',
						name: 'choices',
						type: 'string',
						default: '',
						placeholder: 'e.g. Sales, Support, Partnership',
						description: 'Makes it a list to choose from; separated by commas',
					},
					{
						displayName: 'Required',
						name: 'required',
						type: 'boolean',
						default: false,
						description: 'Whether it has to be filled in',
					},
					{
						displayName: 'Width',
						name: 'width',
						type: 'options',
						options: [
							{ name: 'Full', value: 'full' },
							{ name: 'Half', value: 'half' },
						],
						default: 'full',
						description: 'Two fields of half width stand beside each other where there is room',
					},
				],
			},
		],
	},
	{
		displayName: 'Button',
		name: 'button',
		type: 'string',
		default: '',
		placeholder: 'e.g. Send',
		description: 'Text on the button',
		displayOptions: shown,
	},
	...consentFields(),
	...afterFields(),
	{
		displayName: 'Look',
		name: 'look',
		type: 'collection',
		placeholder: 'Add Property',
		default: {},
		displayOptions: shown,
		options: [
			{
				displayName: 'Color',
				name: 'color',
				type: 'color',
				default: '#1f5fbf',
				description:
					'The color of the button; its text is black or white, whichever is easier to read',
			},
			{
				displayName: 'Company Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Example Ltd',
				description: 'Shown above the form',
			},
			{
				displayName: 'Font',
				name: 'font',
				type: 'string',
				default: '',
				placeholder: 'e.g. Georgia',
				description: "A font of the visitor's device",
			},
			{
				displayName: 'Language',
				name: 'language',
				type: 'options',
				options: [
					{ name: 'Dutch', value: 'nl' },
					{ name: 'English', value: 'en' },
					{ name: 'French', value: 'fr' },
					{ name: 'From Workspace Settings', value: 'workspace' },
					{ name: 'German', value: 'de' },
					{ name: 'Italian', value: 'it' },
					{ name: 'Polish', value: 'pl' },
					{ name: 'Portuguese', value: 'pt' },
					{ name: 'Spanish', value: 'es' },
				],
				default: 'workspace',
				description: 'Language of labels and messages that you do not write yourself',
			},
			{
				displayName: 'Logo',
				name: 'logo',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com/logo.png',
				description: 'The https address of an image',
			},
		],
	},
];

/** Limits of public forms, under 'Options'. */
export const formOptions: INodeProperties[] = [
	{
		displayName: 'Minimum Fill Time (Seconds)',
		name: 'leastSeconds',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 60, numberPrecision: 1 },
		default: 2,
		description: 'Forms that are sent faster were filled in by a program and go to quarantine',
		displayOptions: { show: { '/source': ['form'] } },
	},
	{
		displayName: 'Submissions in All',
		name: 'limitInAll',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 600,
		description: 'Within ten minutes; beyond it visitors are asked to send again in a minute',
		displayOptions: { show: { '/source': ['form'] } },
	},
	{
		displayName: 'Submissions per Visitor',
		name: 'limitPerVisitor',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10,
		description: 'Within ten minutes from one address; further ones go to quarantine',
		displayOptions: { show: { '/source': ['form'] } },
	},
];
