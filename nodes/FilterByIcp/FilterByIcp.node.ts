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
import { filter } from './filter';
import { suggest } from './suggest';

const operations: Operations = [filter, suggest];

export class FilterByIcp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Filter by ICP',
		name: 'filterByIcp',
		icon: { light: 'file:filterByIcp.svg', dark: 'file:filterByIcp.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description:
			'Sort leads by how well they fit your ideal customer profile, e.g. software companies of 50 to 500 people go to Ideal',
		defaults: { name: 'Filter by ICP' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(operations),
		credentials: [storeCredential],
		usableAsTool: true,
		properties: propertiesOf(operations, 'filterByIcp'),
	};

	methods = sharedMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
