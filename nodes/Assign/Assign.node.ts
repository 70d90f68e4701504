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
import { accept } from './accept';
import { assign } from './assign';
import { claim } from './claimNext';
import { overdue } from './reassignOverdue';
import { release } from './release';

const operations: Operations = [assign, claim, accept, release, overdue];

export class Assign implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Assign',
		name: 'assign',
		icon: { light: 'file:assign.svg', dark: 'file:assign.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description:
			'Give leads to sales reps fairly, e.g. round robin among those who work now and speak the language',
		defaults: { name: 'Assign' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(operations),
		usableAsTool: true,
		credentials: [
			{
				name: 'smtp',
				required: true,
				displayOptions: { show: { operation: ['assign'], notifyOwner: [true] } },
			},
			storeCredential,
		],
		properties: propertiesOf(operations, 'assign'),
	};

	methods = sharedMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
