import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { presetChoices } from '../../lib/core/capture/presets';
import { docsNotice, workspaceProperty } from '../shared/common';
import { storeProperty } from '../shared/stores';
import { formFields, formOptions } from './form/fields';
import { readingFields, readingOptions } from './reading';

/** What to do at a provider, by preset. */
const steps: Array<[string, string]> = [
	[
		'googleAds',
		"In the lead form asset, open 'Export leads from Google Ads', paste the production address as webhook URL and choose a key; the same key goes into 'Signing Secret' of the credential.",
	],
	[
		'metaLeadAds',
		"In your app's Webhooks, choose 'Page', paste the production address, repeat the credential's verify token and subscribe to 'leadgen'; 'Signing Secret' is the app secret. Meta only sends the id of a lead: its fields are fetched with 'Access Token', which needs 'leads_retrieval'.",
	],
	[
		'linkedIn',
		"Register the production address as a webhook of your LinkedIn app; 'Signing Secret' is the client secret. LinkedIn only sends the id of a lead: its fields are fetched with 'Access Token'. Built from LinkedIn's documentation and not tried against the live service.",
	],
	[
		'tikTok',
		"Register the production address as a webhook of your TikTok app; 'Signing Secret' is the client secret. Built from TikTok's documentation and not tried against the live service.",
	],
	[
		'typeform',
		"In the form's Connect → Webhooks, paste the production address and set a secret; the same goes into 'Signing Secret'.",
	],
	[
		'tally',
		"In the form's Integrations → Webhooks, paste the production address and add a signing secret; the same goes into 'Signing Secret'.",
	],
	[
		'calendly',
		"Create a webhook subscription for 'invitee.created' with a signing key; the same goes into 'Signing Secret'.",
	],
	[
		'hubspot',
		"In your HubSpot app, paste the production address; 'Signing Secret' is the app's client secret. n8n's public address (N8N_WEBHOOK_URL, in older n8n WEBHOOK_URL) must be right, since HubSpot signs it.",
	],
	[
		'webflow',
		"In Site settings → Integrations, add a webhook for form submissions; its secret goes into 'Signing Secret'.",
	],
	[
		'jotform',
		'In Settings → Integrations → WebHooks, paste the production address. Jotform does not sign: choose a path nobody can guess.',
	],
	[
		'wordPress',
		"Paste the production address into your form plugin's webhook add-on. These plugins do not sign: choose a path nobody can guess.",
	],
];

/** Double opt-in has outputs of its own: mails that another node sends, and leads that have confirmed. */
export const triggerOutputs: INodeTypeDescription['outputs'] =
	'={{ $parameter["source"] === "form" && $parameter["doubleOptIn"] ? [{ "type": "main", "displayName": "Lead" }, { "type": "main", "displayName": "To Confirm" }, { "type": "main", "displayName": "Confirmed" }] : [{ "type": "main", "displayName": "Lead" }] }}';

/** The panel of the trigger. */
export const triggerFields: INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Any Form or Tool',
				value: 'website',
				description: 'Your own form or another tool that can post JSON or form data',
			},
			{
				name: 'Website Form',
				value: 'form',
				description:
					'A form, landing page, newsletter sign-up or pop-up that this node makes and shows',
			},
			...presetChoices
				.filter(({ key }) => key !== 'generic')
				.map(({ key, label }) => ({ name: label, value: key })),
		],
		default: 'website',
		description: 'Who sends leads to this address',
	},
	...steps.map(([source, text]): INodeProperties => ({
		displayName: text,
		name: `${source}Notice`,
		type: 'notice',
		default: '',
		displayOptions: { show: { source: [source] } },
	})),
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		default: 'lead/main/website',
		placeholder: 'e.g. lead/main/website',
		required: true,
		description:
			"The address that leads are sent to, behind your n8n's /webhook/. Keep it when you copy the workflow, and forms keep working.",
	},
	...formFields,
	{
		displayName: 'Start Workflow',
		name: 'startWorkflow',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'For Each Lead', value: 'each', description: 'As soon as one comes in' },
			{
				name: 'In Batches',
				value: 'batches',
				description: 'Several leads in one execution, for many leads at once',
			},
			{
				name: 'Never',
				value: 'never',
				description: 'Leads are only stored; other workflows pick them up',
			},
		],
		default: 'each',
		description: 'Whether and when the nodes behind this one run; leads are stored in any case',
	},
	{
		displayName: 'Seconds Between Batches',
		name: 'batchSeconds',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		description: 'How long leads are gathered before the workflow starts for them',
		displayOptions: { show: { startWorkflow: ['batches'] } },
	},
	...readingFields.filter(({ name }) => name !== 'source').map(notOfForms),
	workspaceProperty,
	storeProperty(),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Allowed Origins (CORS)',
				name: 'allowedOrigins',
				type: 'string',
				default: '*',
				placeholder: 'e.g. https://www.example.com',
				description:
					'Websites whose forms may post here and that may show a form of this node, separated by commas; * for all',
			},
			{
				displayName: 'Answer',
				name: 'answer',
				type: 'options',
				options: [
					{
						name: 'Neutral',
						value: 'neutral',
						description:
							'Known and unknown people get the same answer, so nobody can find out who is a lead',
					},
					{
						name: 'Say What Became of It',
						value: 'outcome',
						description: 'For senders you trust: the outcome and the lead key',
					},
				],
				default: 'neutral',
				description: 'What the sender is told',
				displayOptions: { hide: { '/source': ['form'] } },
			},
			...readingOptions,
			...formOptions,
			{
				displayName: 'Size Limit (kB)',
				name: 'sizeLimit',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1024 },
				default: 256,
				description: 'Larger submissions are refused',
				displayOptions: { hide: { '/source': ['form'] } },
			},
			{
				displayName: 'When the Lead Exists',
				name: 'onMatch',
				type: 'options',
				options: [
					{
						name: 'Fill Blanks Only',
						value: 'fill',
						description: 'A stranger cannot change what is known of a lead',
					},
					{
						name: 'Leave Unchanged',
						value: 'unchanged',
						description: 'Only the contact is recorded',
					},
					{
						name: 'Send to Review',
						value: 'review',
						description: 'Somebody decides; the lead stays as it is',
					},
					{ name: 'Update', value: 'update', description: 'Newer values replace older ones' },
				],
				default: 'fill',
				description: 'Owner, stage and consent are never overwritten, whatever is chosen',
			},
		],
	},
	docsNotice('leadCaptureTrigger'),
];

/** A form of our own knows what its fields mean. */
function notOfForms(property: INodeProperties): INodeProperties {
	if (property.name !== 'fields' && property.name !== 'mapping') return property;
	const { hide, ...rest } = property.displayOptions ?? {};
	return { ...property, displayOptions: { ...rest, hide: { ...hide, source: ['form'] } } };
}
