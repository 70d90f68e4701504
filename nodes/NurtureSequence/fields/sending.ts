import type { INodeProperties } from 'n8n-workflow';

/** Who sends, and how: shared by the operations that send mail. */
export const sendingFields: INodeProperties[] = [
	{
		displayName: 'Sign Mail (DKIM)',
		name: 'signMail',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether to sign mail with the key of your domain, for servers that do not do it themselves',
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'string',
		default: '',
		placeholder: 'e.g. Example Ltd <hello@example.com>',
		description: 'Who the mails come from; empty takes it from the workspace settings',
	},
	{
		displayName: 'Reply To',
		name: 'replyTo',
		type: 'string',
		default: '',
		placeholder: 'e.g. sales@example.com',
		description: 'Where answers go; empty takes it from the workspace settings',
	},
	{
		displayName: 'Postal Address',
		name: 'postalAddress',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Example Ltd, 1 Example Street, 12345 Example Town',
		description:
			'Printed at the foot of mails; marketing mail is held without one. Empty takes it from the workspace settings.',
	},
];

/** Limits of the mailbox; a new mailbox starts low, because providers distrust who begins at full speed. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Limits',
		name: 'limits',
		type: 'collection',
		placeholder: 'Change Limit',
		default: {},
		description:
			'How much the mailbox may send. A new mailbox starts with 20 mails in 24 hours and rises to 50 within 14 days. A mail catcher on this machine has no limits.',
		options: [
			{
				displayName: 'At First per Day',
				name: 'startPerDay',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 20,
				description: 'Mails in 24 hours on the first day of the mailbox',
			},
			{
				displayName: 'Days to Rise',
				name: 'rampDays',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 14,
				description: 'Within how many days the mailbox reaches its full number',
			},
			{
				displayName: 'Full per Day',
				name: 'fullPerDay',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 50,
				description: 'Mails in 24 hours once the mailbox is known',
			},
			{
				displayName: 'Per Minute',
				name: 'perMinute',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 30,
				description: 'Mails in a minute',
			},
			{
				displayName: 'Per Person and 30 Days',
				name: 'personPer30Days',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 8,
				description: 'Messages to one person in 30 days, over all sequences',
			},
			{
				displayName: 'Per Person and 7 Days',
				name: 'personPer7Days',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 3,
				description: 'Messages to one person in 7 days, over all sequences',
			},
			{
				displayName: 'Per Person and Day',
				name: 'personPerDay',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 1,
				description: 'Messages to one person on one day, over all sequences',
			},
			{
				displayName: 'Per Recipient Domain and Hour',
				name: 'domainPerHour',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 20,
				description: 'Mails to one domain, e.g. a large company, in an hour',
			},
		],
	},
];
