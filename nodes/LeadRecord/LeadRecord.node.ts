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
import { convert } from './convert';
import { get } from './get';
import { getMany } from './getMany';
import { erase } from './erase';
import { exportLead } from './export';
import { moveDueStages } from './moveDueStages';
import { moveLeadStage } from './moveStage';
import { update } from './update';

const operations: Operations = [
	get,
	getMany,
	update,
	moveLeadStage,
	moveDueStages,
	convert,
	exportLead,
	erase,
];

export class LeadRecord implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Record',
		name: 'leadRecord',
		icon: { light: 'file:leadRecord.svg', dark: 'file:leadRecord.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description:
			'Read and change the leads of the store, e.g. get all new leads or move one to another stage',
		defaults: { name: 'Lead Record' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(operations),
		credentials: [storeCredential],
		usableAsTool: true,
		properties: propertiesOf(operations, 'leadRecord'),
	};

	methods = sharedMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
