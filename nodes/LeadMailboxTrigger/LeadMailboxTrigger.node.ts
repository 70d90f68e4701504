import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';
import { storeCredential } from '../shared';
import { fields } from './fields';
import { lastLook } from './lastLook';
import { startLooking } from './looking';

export class LeadMailboxTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Mailbox Trigger',
		name: 'leadMailboxTrigger',
		icon: { light: 'file:leadMailboxTrigger.svg', dark: 'file:leadMailboxTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["folder"] }}',
		description:
			'Looks into a mailbox for replies, bounces, automatic answers and complaints, and records each of them once',
		eventTriggerDescription: 'Waiting for mail',
		activationMessage: 'The mailbox is now looked into as often as set.',
		defaults: { name: 'Lead Mailbox Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		outputNames: ['Mail'],
		credentials: [{ name: 'imap', required: true }, storeCredential],
		properties: fields,
	};

	methods = { loadOptions: { lastLook } };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await startLooking(this);
	}
}
