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
import { explainScore } from './explain';
import { learnFromHistory } from './learn';
import { score } from './score';

const operations: Operations = [score, learnFromHistory, explainScore];

export class Score implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Score',
		name: 'score',
		icon: { light: 'file:score.svg', dark: 'file:score.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description:
			'Give leads a score with a receipt, a grade and a temperature, e.g. a demo request makes a lead hot for a week',
		defaults: { name: 'Score' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(operations),
		credentials: [storeCredential],
		usableAsTool: true,
		properties: propertiesOf(operations, 'score'),
	};

	methods = sharedMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
