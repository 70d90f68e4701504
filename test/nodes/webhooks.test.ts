import { describe, expect, it } from '@jest/globals';
import {
	resolveWebhookDescriptionField,
	webhookDescriptionIsNativelyResolvable,
	type INode,
} from 'n8n-workflow';
import { LeadCaptureTrigger } from '../../nodes/LeadCapture/LeadCaptureTrigger.node';
import { TouchpointTrigger } from '../../nodes/TouchpointTrigger/TouchpointTrigger.node';

describe.each([new LeadCaptureTrigger(), new TouchpointTrigger()])(
	'The address of $description.displayName',
	({ description: { webhooks = [], name, defaultVersion } }) => {
		const node: INode = {
			id: 'n',
			name: 'Trigger',
			type: name,
			typeVersion: Number(defaultVersion),
			position: [0, 0],
			parameters: { path: 'lead/main/website' },
		};

		it('is read by n8n without its expression engine, which a request would wait for', () => {
			expect(webhooks.map(({ httpMethod }) => httpMethod)).toEqual(['POST', 'GET', 'HEAD']);
			for (const one of webhooks) {
				expect(webhookDescriptionIsNativelyResolvable(one)).toBe(true);
				expect(resolveWebhookDescriptionField(node, one, 'path')).toEqual({
					resolved: true,
					value: 'lead/main/website',
				});
			}
		});

		it('has its body read by n8n without the engine, which every node of version 1 waits for', () => {
			expect(node.typeVersion).toBeGreaterThan(1);
		});

		it('is left to the engine where a parameter is an expression', () => {
			const moving = { ...node, parameters: { path: '={{ "lead/" + 1 }}' } };
			for (const one of webhooks)
				expect(resolveWebhookDescriptionField(moving, one, 'path').resolved).toBe(false);
		});
	},
);
