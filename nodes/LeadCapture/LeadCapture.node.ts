import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import {
	outputsOf,
	propertiesOf,
	runOperation,
	sharedMethods,
	subtitleOf,
	type Operations,
	storeCredential,
} from '../shared';
import { captureLeads } from './capture';
import { importLeads } from './importLeads';
import { previewImport } from './previewImport';
import { undoLeadImport } from './undo';

const operations: Operations = [captureLeads, importLeads, previewImport, undoLeadImport];

export class LeadCapture implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Capture',
		name: 'leadCapture',
		icon: { light: 'file:leadCapture.svg', dark: 'file:leadCapture.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description:
			'Turn data from any form, ad, mailbox or table into leads, each person once, without mapping fields',
		defaults: { name: 'Lead Capture' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(operations),
		credentials: [storeCredential],
		usableAsTool: true,
		properties: propertiesOf(operations, 'leadCapture'),
	};

	methods = sharedMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
