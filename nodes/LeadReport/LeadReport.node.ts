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
import { processDocument } from './processDocument';
import { report } from './report';

const operations: Operations = [report, processDocument];

export class LeadReport implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Report',
		name: 'leadReport',
		icon: { light: 'file:leadReport.svg', dark: 'file:leadReport.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description:
			'Report on leads as data, page and mail, e.g. the funnel, sources and speed to lead of the last seven days',
		defaults: { name: 'Lead Report' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(operations),
		credentials: [storeCredential],
		usableAsTool: true,
		properties: propertiesOf(operations, 'leadReport'),
	};

	methods = sharedMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
