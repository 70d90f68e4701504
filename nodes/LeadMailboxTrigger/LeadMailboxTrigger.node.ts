import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { storeCredential } from '../shared';
import { fields } from './fields';
import { lookIntoMailbox } from './look';

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
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		outputNames: ['Mail'],
		credentials: [{ name: 'imap', required: true }, storeCredential],
		properties: fields,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await lookIntoMailbox(this);
	}
}
