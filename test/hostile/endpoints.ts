import { createHmac } from 'node:crypto';
import path from 'node:path';
import { openStore } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import { clickUrl } from '../../lib/web/links';
import { formToken } from '../../lib/web/form/token';
import type { N8n } from '../../scripts/runtime/n8n';
import { packageName } from '../../scripts/runtime/pack';
import { everyLink } from '../web/everyLink';

/** A public address of the running n8n. */
export interface Endpoint {
	name: string;
	url: string;
	kind: 'capture' | 'form' | 'touchpoint';
	/** Headers that make a body believed, where the provider signs what it sends. */
	sign?(body: Buffer): Record<string, string>;
	/** Queries with tokens of ours, with which more of the page's work is reached. */
	links?: string[];
	/** A token as a page that was opened ten seconds ago has it. @param id tells one page from the next */
	ticket?(id: string): string;
}

/** What senders sign with. */
export const secret = 'hostile-tests-secret';
const mac = (encoding: 'hex' | 'base64', ...parts: Array<string | Buffer>) => {
	const hmac = createHmac('sha256', secret);
	for (const part of parts) hmac.update(part);
	return hmac.digest(encoding);
};
const seconds = () => String(Math.floor(Date.now() / 1000));

export const signers: Record<string, (body: Buffer) => Record<string, string>> = {
	metaLeadAds: (body) => ({ 'x-hub-signature-256': `sha256=${mac('hex', body)}` }),
	linkedIn: (body) => ({ 'x-li-signature': mac('hex', 'hmacsha256=', body) }),
	tikTok: (body) => {
		const time = seconds();
		return { 'tiktok-signature': `t=${time},s=${mac('hex', `${time}.`, body)}` };
	},
	calendly: (body) => {
		const time = seconds();
		return { 'calendly-webhook-signature': `t=${time},v1=${mac('hex', `${time}.`, body)}` };
	},
	typeform: (body) => ({ 'typeform-signature': `sha256=${mac('base64', body)}` }),
	tally: (body) => ({ 'tally-signature': mac('base64', body) }),
	webflow: (body) => {
		const time = String(Date.now());
		return { 'x-webflow-timestamp': time, 'x-webflow-signature': mac('hex', `${time}:`, body) };
	},
};

export const presets = [
	...['website', 'googleAds', 'jotform', 'wordPress', 'hubspot', ...Object.keys(signers)],
];
export const kinds = ['form', 'landing', 'newsletter', 'gated', 'internal'];

/** Publishes a trigger for every preset and every kind of form, the touchpoint endpoint, and n8n's own Webhook to compare with. */
export async function publishEndpoints(n8n: N8n): Promise<{
	endpoints: Endpoint[];
	/** Address of n8n's own Webhook node with nothing behind it. */
	plain: string;
	store: LeadStore;
}> {
	const key = await n8n.rest.saveCredential('leadSourceApi', 'Provider', {
		signingSecret: secret,
		verifyToken: secret,
		accessToken: 'x',
	});
	const leadSourceApi = { id: key, name: 'Provider' };
	const publish = async (name: string, type: string, parameters: object, typeVersion = 1) =>
		await n8n.rest.publish({
			id: `hostile${name}`.padEnd(16, '0').slice(0, 24),
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
	const trigger = `${packageName}.leadCaptureTrigger`;
	for (const source of presets) {
		// One starts its workflow as users have it; the others would only make n8n's own executions the slowest part.
		const how = source === 'website' ? 'each' : 'never';
		await publish(source, trigger, { source, path: `h/${source}`, startWorkflow: how });
	}
	await publish('crowd', trigger, {
		source: 'website',
		path: 'h/crowd',
		startWorkflow: 'never',
		options: { answer: 'outcome' },
	});
	for (const kind of kinds)
		await publish(`f${kind}`, trigger, {
			...{ source: 'form', kind, path: `h/f-${kind}`, startWorkflow: 'never', access: 'open' },
			...{ look: { name: 'Example Tools', color: '#0b6e5a' }, consentText: 'Yes, write to me.' },
			options: { limitPerVisitor: 1e6, limitInAll: 1e6 },
			...(kind === 'gated' ? { afterSubmit: 'file', fileUrl: `${n8n.url}/favicon.ico` } : {}),
		});
	await publish('touch', `${packageName}.touchpointTrigger`, { path: 'lead/main/t', events: [] });
	const webhook = { path: 'h/plain', responseMode: 'onReceived', options: {} };
	await publish(
		'plain',
		'n8n-nodes-base.webhook',
		{
			...webhook,
			multipleMethods: true,
			httpMethod: ['GET', 'POST', 'HEAD', 'PUT', 'PATCH', 'DELETE'],
		},
		2.1,
	);
	const store = await openStore({
		engine: 'sqlite',
		folder: path.join(n8n.folder, '.n8n', 'lead-management'),
		workspace: 'Main',
	});
	const touch = await n8n.webhook('lead/main/t');
	const capture = await Promise.all(
		[...presets, 'crowd'].map(async (name): Promise<Endpoint> => {
			const url = await n8n.webhook(`h/${name}`);
			const sign = signers[name];
			return { name, url, kind: 'capture', ...(sign ? { sign } : {}) };
		}),
	);
	const forms = await Promise.all(
		kinds.map(async (kind): Promise<Endpoint> => {
			const url = await n8n.webhook(`h/f-${kind}`);
			const { tokenKeys } = await store.secrets();
			const shownAt = (await store.now()) - 10_000;
			const ticket = (id: string) =>
				formToken(tokenKeys, { form: `webhook:h/f-${kind}`, shownAt, id });
			return { name: `${kind} form`, url, kind: 'form', links: await linksOf(store, url), ticket };
		}),
	);
	const links = await linksOf(store, touch);
	return {
		endpoints: [
			...capture,
			...forms,
			{ name: 'touchpoints', url: touch, kind: 'touchpoint', links },
		],
		plain: `${n8n.url}/webhook/h/plain`,
		store,
	};
}

/** Every kind of link that the process makes, to one lead whom the hostile inputs meet. */
export async function linksOf(store: LeadStore, url: string): Promise<string[]> {
	const leadId = '01HOSTILE00000000000000000';
	const email = 'met@hostile.example.com';
	const now = await store.now();
	const at = new Date(now).toISOString();
	const [known] = await store.getLeads([leadId]);
	if (known === undefined)
		await store.saveLeads([
			{
				lead: {
					leadId,
					createdAt: at,
					updatedAt: at,
					email,
					owner: 'rep',
					stage: 'assigned',
					stageHistory: [],
				},
				version: 'new',
				keys: [{ kind: 'email', value: email }],
				audit: { by: 'test', action: 'create', changes: {} },
			},
		]);
	const secrets = await store.secrets();
	const message = { leadId, email, deliveryId: 'D1', sequence: 'S1', once: '1' };
	return [
		...Object.values(everyLink(secrets, url, message, 'rep', now + 86_400_000)),
		clickUrl(secrets, url, message, 'https://www.example.com/', 1).replace('?c=', '?lt='),
	].map((link) => link.slice(url.length + 1));
}
