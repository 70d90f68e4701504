import type { LeadStore } from '../../lib/store/port';
import type { N8n } from '../../scripts/runtime/n8n';
import { packageName } from '../../scripts/runtime/pack';
import { storeOf } from '../e2e/stage';
import { endpointsBelow, secret, triggers, type Endpoint } from './endpoints';

/** What is asked at a running n8n. */
export interface Published {
	endpoints: Endpoint[];
	/** Address of n8n's own Webhook node with nothing behind it. */
	plain: string;
	/** Address of a website's trigger that answers with what became of the lead. */
	crowd: string;
	store: LeadStore;
}

/** Publishes every trigger, one more for the crowd, and n8n's own Webhook to compare with. */
export async function publishEndpoints(n8n: N8n): Promise<Published> {
	const key = await n8n.rest.saveCredential('leadSourceApi', 'Provider', {
		signingSecret: secret,
		verifyToken: secret,
		accessToken: 'x',
	});
	const leadSourceApi = { id: key, name: 'Provider' };
	const publish = async (path: string, type: string, parameters: object, typeVersion = 1.1) => {
		const name = path.replaceAll(/\W/g, '');
		await n8n.rest.publish({
			id: name.padEnd(16, '0').slice(0, 24),
			name,
			nodes: [
				{
					id: name,
					name,
					type,
					typeVersion,
					position: [0, 0],
					webhookId: `hostile-${name}`,
					parameters,
					credentials: { leadSourceApi },
				},
			],
			connections: {},
			settings: { executionOrder: 'v1' },
		});
		return await n8n.webhook(path);
	};
	const trigger = `${packageName}.leadCaptureTrigger`;
	const file = { afterSubmit: 'file', fileUrl: `${n8n.url}/favicon.ico` };
	for (const [path, parameters] of triggers)
		await publish(
			path,
			path.startsWith('h/') ? trigger : `${packageName}.touchpointTrigger`,
			parameters.kind === 'gated' ? { ...parameters, ...file } : parameters,
		);
	const crowd = await publish('h/crowd', trigger, {
		source: 'website',
		path: 'h/crowd',
		startWorkflow: 'never',
		options: { answer: 'outcome' },
	});
	const plain = await publish(
		'h/plain',
		'n8n-nodes-base.webhook',
		{
			path: 'h/plain',
			responseMode: 'onReceived',
			options: {},
			multipleMethods: true,
			httpMethod: ['GET', 'POST', 'HEAD', 'PUT', 'PATCH', 'DELETE'],
		},
		2.1,
	);
	const store = await storeOf(n8n);
	const endpoints = await endpointsBelow(`${n8n.url}/webhook/`, store);
	return { endpoints, plain, crowd, store };
}
