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
import { check } from './check';
import { signIn } from './document';
import { searchSpreadsheets } from './search';
import { setUp } from './setUp';
import { sync } from './sync';

const operations: Operations = [sync, setUp, check];

export class LeadSheet implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Sheet',
		name: 'leadSheet',
		icon: { light: 'file:leadSheet.svg', dark: 'file:leadSheet.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description:
			'Keep leads and a Google spreadsheet in step both ways, e.g. a new or edited row becomes a new or edited lead',
		defaults: { name: 'Lead Sheet' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(operations),
		usableAsTool: true,
		credentials: [
			{
				name: 'googleApi',
				required: true,
				displayOptions: { show: { authentication: ['serviceAccount'] } },
			},
			{
				name: 'googleSheetsOAuth2Api',
				required: true,
				displayOptions: { show: { authentication: ['oAuth2'] } },
			},
			storeCredential,
		],
		properties: propertiesOf(operations, 'leadSheet', signIn),
	};

	methods = { ...sharedMethods, listSearch: { searchSpreadsheets } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
