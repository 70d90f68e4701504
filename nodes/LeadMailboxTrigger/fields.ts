import type { INodeProperties } from 'n8n-workflow';
import { storeProperty } from '../shared';
import { docsPage } from '../shared';

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
		displayName: 'Mark As',
		name: 'markAs',
		type: 'options',
		options: [
			{
				name: 'Nothing People See',
				value: 'nothing',
				description: 'Mails stay unread; a hidden keyword tells which ones were looked at',
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
				displayName: 'Limit',
				name: 'limit',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 50,
				description: 'Max number of results to return',
			},
			{
				displayName: 'Not Older Than (Days)',
				name: 'sinceDays',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 14,
				description:
					'Older mails are left alone, so that the first look at a full mailbox stays short',
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
