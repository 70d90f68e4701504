import type { INodeProperties } from 'n8n-workflow';
import { storeProperty } from '../shared';
import { docsPage } from '../shared';

/** The panel of the trigger. */
export const fields: INodeProperties[] = [
	{
		displayName:
			'Publish this workflow: the production address then stands in every mail of the workspace, for unsubscribing, clicks and opens. It has to be reached from outside by https; set N8N_WEBHOOK_URL (WEBHOOK_URL in older n8n) if n8n runs behind a proxy.',
		name: 'addressNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		noDataExpression: true,
		default: 'lead/main/t',
		required: true,
		placeholder: 'e.g. lead/main/t',
		description:
			'The end of the public address; one per workspace. Links in mails that were sent stop working when it changes.',
	},
	{
		displayName: 'Start the Workflow For',
		name: 'events',
		type: 'multiOptions',
		noDataExpression: true,
		options: [
			{ name: 'Call Logged on the Lead Page', value: 'callLogged' },
			{ name: 'E-Mail Opened', value: 'opened' },
			{ name: 'Lead Accepted on the Lead Page', value: 'accepted' },
			{ name: 'Lead Claimed on the Queue Page', value: 'claimed' },
			{ name: 'Lead Declined on the Lead Page', value: 'declined' },
			{ name: 'Link in an E-Mail Clicked', value: 'clicked' },
			{ name: 'Page Visited by a Known Lead', value: 'visited' },
			{ name: 'Preferences Changed by the Reader', value: 'preferencesChanged' },
			{ name: 'Stage Moved on the Lead Page', value: 'stageMoved' },
			{ name: 'Subscription Confirmed', value: 'confirmed' },
			{ name: 'Task Done on the Lead Page', value: 'taskDone' },
			{ name: 'Unsubscribed', value: 'unsubscribed' },
		],
		default: [],
		description:
			'What starts the workflow; everything is recorded in any case. What a machine does starts nothing.',
	},
	{
		displayName:
			'To count visits of your website, paste one line into its pages: &lt;script async src="(production URL)?s=1"&gt;&lt;/script&gt;. Add data-consent="wait" if a consent manager calls leadTrack.consent(), data-cookieless to keep nothing in the browser.',
		name: 'snippetNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Look of the Pages',
		name: 'look',
		type: 'collection',
		placeholder: 'Add Property',
		default: {},
		options: [
			{
				displayName: 'Color',
				name: 'color',
				type: 'color',
				default: '#1f5fbf',
				description: 'The color of buttons',
			},
			{
				displayName: 'Company Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Example Ltd',
				description: 'Shown above the page',
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
				displayName: 'Logo',
				name: 'logo',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com/logo.png',
				description: 'The https address of an image',
			},
		],
	},
	{
		displayName: 'Topics of Pages',
		name: 'topics',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Topic',
		default: {},
		description:
			"What your pages are about: who visits one, or clicks on a link to it, is interested in its topic. Each topic is also a choice on the readers' preference page.",
		options: [
			{
				displayName: 'Topic',
				name: 'topic',
				values: [
					{
						displayName: 'Address Contains',
						name: 'page',
						type: 'string',
						default: '',
						placeholder: 'e.g. /pricing',
						description: 'A part of the address of the pages',
					},
					{
						displayName: 'Topic',
						name: 'topic',
						type: 'string',
						default: '',
						placeholder: 'e.g. Pricing',
						description: 'What is written into the topics of the lead',
					},
				],
			},
		],
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
				displayName: 'Allowed Origins',
				name: 'allowedOrigins',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://www.example.com, https://shop.example.com',
				description: 'Websites whose visits are counted, separated by commas; all while empty',
			},
			{
				displayName: 'Honour Privacy Signals',
				name: 'honourPrivacy',
				type: 'boolean',
				default: true,
				description:
					'Whether visitors whose browser asks not to be tracked (Global Privacy Control, Do Not Track) are left alone',
			},
			{
				displayName: 'Referral Page',
				name: 'referralPage',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://www.example.com/welcome',
				description: 'Where links for recommending you lead; the code is added as ref',
			},
		],
	},
	{
		displayName: `<a href="${docsPage('touchpointTrigger')}" target="_blank">How this node works, with examples</a>`,
		name: 'docsNotice',
		type: 'notice',
		default: '',
	},
];
