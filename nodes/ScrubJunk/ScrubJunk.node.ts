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
import { disqualify } from './disqualify';
import { findDuplicates } from './findDuplicates';
import { keepApart } from './keepApart';
import { merge } from './merge';
import { purge } from './purge';
import { reopen } from './reopen';
import { scrub } from './scrub';
import { unmerge } from './unmerge';
import { verify } from './verify';

const operations: Operations = [
	scrub,
	verify,
	findDuplicates,
	merge,
	unmerge,
	keepApart,
	disqualify,
	reopen,
	purge,
];

export class ScrubJunk implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Scrub Junk',
		name: 'scrubJunk',
		icon: { light: 'file:scrubJunk.svg', dark: 'file:scrubJunk.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description:
			'Keep junk out of the lead process, e.g. quarantine fake names and bots, verify contact data, merge duplicates, disqualify with a reason',
		defaults: { name: 'Scrub Junk' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(operations),
		credentials: [storeCredential],
		usableAsTool: true,
		properties: propertiesOf(operations, 'scrubJunk'),
	};

	methods = sharedMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
