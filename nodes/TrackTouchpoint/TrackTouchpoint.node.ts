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
import { attributeTouches } from './attribute';
import { getTimeline } from './getTimeline';
import { readMail } from './readMail';
import { recordTouchpoints } from './record';

const operations: Operations = [recordTouchpoints, readMail, getTimeline, attributeTouches];

export class TrackTouchpoint implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Track Touchpoint',
		name: 'trackTouchpoint',
		icon: { light: 'file:trackTouchpoint.svg', dark: 'file:trackTouchpoint.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description:
			'Record what happens between a lead and you, from the first touch to the last, e.g. a call, a meeting or an e-mail reply',
		defaults: { name: 'Track Touchpoint' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsOf(operations),
		credentials: [storeCredential],
		usableAsTool: true,
		properties: propertiesOf(operations, 'trackTouchpoint'),
	};

	methods = sharedMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
