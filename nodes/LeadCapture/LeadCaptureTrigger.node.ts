import {
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { leadSourceTest, sharedMethods, storeCredential } from '../shared';
import { webhooksByPath, webhookVersion, webhookVersions } from '../shared/webhooks';
import { receiveWebhook } from './receiveWebhook';
import { startSweeping } from './sweeping';
import { triggerFields, triggerOutputs } from './triggerFields';

export class LeadCaptureTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Capture Trigger',
		name: 'leadCaptureTrigger',
		icon: { light: 'file:leadCaptureTrigger.svg', dark: 'file:leadCaptureTrigger.dark.svg' },
		group: ['trigger'],
		version: webhookVersions,
		defaultVersion: webhookVersion,
		subtitle: '={{ $parameter["path"] }}',
		description:
			'Start when a lead comes in from a website form, a landing page or an ad, stored before the sender is told that all is well',
		eventTriggerDescription: 'Waiting for a lead',
		activationMessage: 'Leads can now be sent to the production address of this trigger.',
		defaults: { name: 'Lead Capture Trigger' },
		inputs: [],
		outputs: triggerOutputs,
		credentials: [
			{
				name: 'smtp',
				required: true,
				displayOptions: {
					show: {
						source: ['form'],
						doubleOptIn: [true],
						confirmBy: ['smtp'],
					},
				},
			},
			{
				name: 'httpBasicAuth',
				required: true,
				displayOptions: {
					show: { source: ['form'], kind: ['internal'], access: ['password'] },
				},
			},
			{
				name: 'leadSourceApi',
				required: true,
				testedBy: 'leadSourceTest',
				displayOptions: {
					show: {
						source: [
							'calendly',
							'googleAds',
							'hubspot',
							'linkedIn',
							'metaLeadAds',
							'tally',
							'tikTok',
							'typeform',
							'webflow',
						],
					},
				},
			},
			storeCredential,
		],
		webhooks: webhooksByPath,
		properties: triggerFields,
	};

	methods = { ...sharedMethods, credentialTest: { leadSourceTest } };

	/** n8n registers the address itself; there is nothing to set up at a provider. */
	webhookMethods = {
		default: {
			checkExists: async function (this: IHookFunctions): Promise<boolean> {
				return true;
			},
			create: async function (this: IHookFunctions): Promise<boolean> {
				return true;
			},
			delete: async function (this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
		setup: {
			checkExists: async function (this: IHookFunctions): Promise<boolean> {
				return true;
			},
			create: async function (this: IHookFunctions): Promise<boolean> {
				return true;
			},
			delete: async function (this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveWebhook(this);
	}

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await startSweeping(this);
	}

	/** Passes the posted item on: without it a test in the editor would lose it. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}
