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
} from '../shared';
import { pauseSending } from './pauseSending';
import { saveSettings } from './settings';

const operations: Operations = [saveSettings, pauseSending];

export class LeadStore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Store',
		name: 'leadStore',
		icon: { light: 'file:leadStore.svg', dark: 'file:leadStore.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description:
			'Look after a workspace, e.g. save its time zone, working hours and sender once for all nodes',
		defaults: { name: 'Lead Store' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(operations),
		usableAsTool: true,
		properties: propertiesOf(operations, 'leadStore'),
	};

	methods = sharedMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
