import type { INodeProperties } from 'n8n-workflow';
import { docsPage, storeProperty } from '../shared';

/** What is asked while the panel is open. */
const asked = {
	typeOptions: {
		loadOptionsMethod: 'lastLook',
		loadOptionsDependsOn: ['folder', 'workspace', 'store'],
	},
};

/** The panel of the trigger; n8n adds how often it looks. */
export const fields: INodeProperties[] = [
	{
		displayName: 'Folder',
		name: 'folder',
		type: 'string',
		default: 'INBOX',
		placeholder: 'e.g. INBOX',
		description: 'The folder to look into',
	},
	{
		displayName: 'Look Every (Minutes)',
		name: 'pollEvery',
		type: 'number',
		typeOptions: { minValue: 0.05, numberPrecision: 2 },
		default: 1,
		description: 'How often the mailbox is looked into',
	},
	{
		displayName: 'Last Look',
		...asked,
		name: 'lastLook',
		type: 'options',
		noDataExpression: true,
		default: '',
		description:
			'When the mailbox was last looked into and what keeps it from being read; open the list to ask again',
	},
	{
		displayName: 'Mark As',
		name: 'markAs',
		type: 'options',
		options: [
			{
				name: 'Nothing People See',
				value: 'nothing',
				description: 'The folder is only read; what was read is known by its number',
			},
			{ name: 'Read', value: 'read' },
		],
		default: 'nothing',
		description: 'What is done with mails that were looked at',
	},
	{
		displayName: 'Start the Workflow For',
		name: 'kinds',
		type: 'multiOptions',
		noDataExpression: true,
		options: [
			{ name: 'Automatic Answers', value: 'autoReply' },
			{ name: 'Bounces', value: 'bounce' },
			{ name: 'Complaints', value: 'complaint' },
			{ name: 'Other Mail of Leads', value: 'other' },
			{ name: 'Replies', value: 'reply' },
			{ name: 'Requests to Unsubscribe', value: 'unsubscribe' },
		],
		default: ['autoReply', 'bounce', 'complaint', 'other', 'reply', 'unsubscribe'],
		description: 'Which mails start the workflow; all of them are recorded in any case',
	},
	{
		displayName: 'Workspace',
		name: 'workspace',
		type: 'string',
		noDataExpression: true,
		default: 'Main',
		placeholder: 'e.g. Main',
		description: 'Leads of different clients, brands or teams are kept apart by workspace',
	},
	storeProperty(),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Most Mails per Execution',
				name: 'batchSize',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 50,
				description: 'How many mails one execution of the workflow is given at most',
			},
			{
				displayName: 'Not Older Than (Days)',
				name: 'sinceDays',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 14,
				description: 'What the first look reads; every later one reads all that came in since',
			},
		],
	},
	{
		displayName: `<a href="${docsPage('leadMailboxTrigger')}" target="_blank">How this node works, with examples</a>`,
		name: 'docsNotice',
		type: 'notice',
		default: '',
	},
];
