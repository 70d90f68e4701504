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
	sendingDomainTest,
	sharedMethods,
	subtitleOf,
	type Operations,
	storeCredential,
} from '../shared';
import { broadcastMessage } from './broadcast';
import { completeTask } from './completeTask';
import { enrolLeads } from './enrol';
import { preview } from './preview';
import { resolve } from './resolveUncertain';
import { runDue } from './runDueSteps';
import { simulateDays } from './simulate';
import { stopLeads } from './stopSequences';

const operations: Operations = [
	runDue,
	enrolLeads,
	broadcastMessage,
	preview,
	simulateDays,
	stopLeads,
	completeTask,
	resolve,
];

export class NurtureSequence implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Nurture Sequence',
		name: 'nurtureSequence',
		icon: { light: 'file:nurtureSequence.svg', dark: 'file:nurtureSequence.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOf(operations),
		description:
			'Write to leads step by step, by mail, phone and post, e.g. three mails over two weeks until they answer',
		defaults: { name: 'Nurture Sequence' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(operations),
		usableAsTool: true,
		credentials: [
			{
				name: 'smtp',
				required: true,
				displayOptions: { show: { operation: ['runDueSteps'] } },
			},
			{
				name: 'sendingDomainApi',
				required: true,
				testedBy: 'sendingDomainTest',
				displayOptions: { show: { operation: ['runDueSteps'], signMail: [true] } },
			},
			storeCredential,
		],
		properties: propertiesOf(operations, 'nurtureSequence'),
	};

	methods = { ...sharedMethods, credentialTest: { sendingDomainTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
