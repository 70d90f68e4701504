import {
	NodeConnectionTypes,
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
import { storeCredential } from '../shared';
import { webhooksByPath, webhookVersion, webhookVersions } from '../shared/webhooks';
import { answerRequest } from './answerRequest';
import { fields } from './fields';
import { register, unregister } from './publicAddress';

export class TouchpointTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Touchpoint Trigger',
		name: 'touchpointTrigger',
		icon: { light: 'file:touchpointTrigger.svg', dark: 'file:touchpointTrigger.dark.svg' },
		group: ['trigger'],
		version: webhookVersions,
		defaultVersion: webhookVersion,
		subtitle: '={{ $parameter["path"] }}',
		description:
			'Answers the links in your mails and counts visits of your website: clicks, opens, unsubscribing, confirming',
		eventTriggerDescription: 'Waiting for a click, a visit or an unsubscription',
		activationMessage: 'Links in mails now lead to the production address of this trigger.',
		defaults: { name: 'Touchpoint Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		outputNames: ['Event'],

		credentials: [storeCredential],
		webhooks: webhooksByPath,
		properties: fields,
	};

	webhookMethods = {
		default: {
			checkExists: async function (this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			create: async function (this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			delete: async function (this: IHookFunctions): Promise<boolean> {
				return await unregister(this);
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
		return await answerRequest(this);
	}

	/**
	 * Nothing runs here. But at a start n8n 2.41 activates only workflows that have something to run, and so calls `checkExists`, by
	 * which a changed public address is noticed, only for nodes with a trigger function.
	 */
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await Promise.resolve({});
	}

	/** Passes the event on: a node with a trigger function would lose it in a test in the editor. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await Promise.resolve([this.getInputData()]);
	}
}
