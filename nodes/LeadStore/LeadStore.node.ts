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
import { backUp } from './backUp';
import { copyToStore } from './copyToStore';
import { pauseSending } from './pauseSending';
import { backupOptions, restore } from './restore';
import { retention } from './retention';
import { saveSettings } from './settings';

const operations: Operations = [
	saveSettings,
	backUp,
	restore,
	retention,
	copyToStore,
	pauseSending,
];

export class LeadStore implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Lead Store',
		name: 'leadStore',
		icon: { light: 'file:leadStore.svg', dark: 'file:leadStore.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description:
			'Look after a workspace, e.g. save its time zone and sender once for all nodes, or back it up every night',
		defaults: { name: 'Lead Store' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(operations),
		credentials: [storeCredential],
		usableAsTool: true,
		properties: propertiesOf(operations, 'leadStore'),
	};

	methods = { loadOptions: { ...sharedMethods.loadOptions, backups: backupOptions } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
