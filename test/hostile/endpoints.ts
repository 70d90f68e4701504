import { createHmac } from 'node:crypto';
import type { LeadStore } from '../../lib/store/port';
import { clickUrl } from '../../lib/web/links';
import { formToken } from '../../lib/web/form/token';
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

const signers: Record<string, (body: Buffer) => Record<string, string>> = {
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

const presets = [
	'website',
	'googleAds',
	'jotform',
	'wordPress',
	'hubspot',
	...Object.keys(signers),
];
const kinds = ['form', 'landing', 'newsletter', 'gated', 'internal'];

/** Parameters of a trigger, as n8n keeps them. */
export type Parameters = Readonly<Record<string, unknown>> & { kind?: string };

/** The parameters of every trigger whose address is asked, by its path. */
export const triggers: ReadonlyMap<string, Parameters> = new Map<string, Parameters>([
	// One starts its workflow as users have it; the others would only make n8n's own executions the slowest part.
	...presets.map(
		(source) =>
			[
				`h/${source}`,
				{
					source,
					path: `h/${source}`,
					startWorkflow: source === 'website' ? 'each' : 'never',
				},
			] as const,
	),
	...kinds.map(
		(kind) =>
			[
				`h/f-${kind}`,
				{
					source: 'form',
					kind,
					path: `h/f-${kind}`,
					startWorkflow: 'never',
					access: 'open',
					look: { name: 'Example Tools', color: '#0b6e5a' },
					consentText: 'Yes, write to me.',
					options: { limitPerVisitor: 1e6, limitInAll: 1e6 },
				},
			] as const,
	),
	['lead/main/t', { path: 'lead/main/t', events: [] }],
]);

/** Every preset, every kind of form and the touchpoint address, as they are when they are published below an address. */
export async function endpointsBelow(base: string, store: LeadStore): Promise<Endpoint[]> {
	const { tokenKeys } = await store.secrets();
	const shownAt = (await store.now()) - 10_000;
	const forms = await Promise.all(
		kinds.map(async (kind): Promise<Endpoint> => {
			const url = `${base}h/f-${kind}`;
			const ticket = (id: string) =>
				formToken(tokenKeys, { form: `webhook:h/f-${kind}`, shownAt, id });
			return { name: `${kind} form`, url, kind: 'form', links: await linksOf(store, url), ticket };
		}),
	);
	const touchpoints = `${base}lead/main/t`;
	return [
		...presets.map((name): Endpoint => {
			const sign = signers[name];
			return { name, url: `${base}h/${name}`, kind: 'capture', ...(sign ? { sign } : {}) };
		}),
		...forms,
		{
			name: 'touchpoints',
			url: touchpoints,
			kind: 'touchpoint',
			links: await linksOf(store, touchpoints),
		},
	];
}

/** Every kind of link that the process makes, to one lead whom the hostile inputs meet. */
async function linksOf(store: LeadStore, url: string): Promise<string[]> {
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
