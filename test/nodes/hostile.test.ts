import { expect, test } from '@jest/globals';
import type { IWebhookFunctions } from 'n8n-workflow';
import { storeOf } from '../../lib/process/stores';
import { formToken } from '../../lib/web/form/token';
import { LeadCaptureTrigger } from '../../nodes/LeadCapture/LeadCaptureTrigger.node';
import { TouchpointTrigger } from '../../nodes/TouchpointTrigger/TouchpointTrigger.node';
import { httpHelpers } from '../../scripts/engine/http';
import { kinds, linksOf, presets, secret, signers, type Endpoint } from '../hostile/endpoints';
import { hostileRequests } from '../hostile/requests';
import type { HostileRequest } from '../hostile/send';
import { mark } from '../hostile/texts';
import { useStore } from './store';

useStore(new Date().toISOString());
/** How many of the thirty thousand requests are made, evenly spread. */
const most = Number(process.env['LEAD_HOSTILE_INPUTS'] ?? 120);
const base = 'https://n8n.example.com/webhook/';

/** Every preset and every form as if it were published, and the touchpoint address. */
async function endpoints(): Promise<Endpoint[]> {
	const store = await storeOf('Main');
	const { tokenKeys } = await store.secrets();
	const shownAt = (await store.now()) - 10_000;
	const captures = presets.map((name): Endpoint => {
		const sign = signers[name];
		return { name, url: `${base}h/${name}`, kind: 'capture', ...(sign ? { sign } : {}) };
	});
	const forms = await Promise.all(
		kinds.map(async (kind): Promise<Endpoint> => {
			const url = `${base}h/f-${kind}`;
			const ticket = (id: string) =>
				formToken(tokenKeys, { form: `webhook:h/f-${kind}`, shownAt, id });
			return { name: `${kind} form`, url, kind: 'form', links: await linksOf(store, url), ticket };
		}),
	);
	const url = `${base}lead/main/t`;
	return [
		...captures,
		...forms,
		{ name: 'touchpoints', url, kind: 'touchpoint', links: await linksOf(store, url) },
	];
}

/** Answers a request by the nodes, with n8n's functions as far as they use them; bodies come as bytes, as n8n hands them over. */
async function answer({ url, method, headers = {}, body }: HostileRequest) {
	const [, path = ''] = new URL(url).pathname.split('/webhook/');
	const name = path.replace(/^h\//u, '').split(/[/;]/u)[0] ?? '';
	const isTouch = path.startsWith('lead/');
	const parameters: Record<string, unknown> = isTouch
		? { path: 'lead/main/t', events: [] }
		: name.startsWith('f-')
			? {
					source: 'form',
					kind: name.slice(2),
					path: `h/${name}`,
					startWorkflow: 'never',
					access: 'open',
					consentText: 'Yes',
					options: { limitPerVisitor: 1e6, limitInAll: 1e6 },
				}
			: { source: name, path: `h/${name}`, startWorkflow: 'never' };
	const query: Record<string, unknown> = {};
	for (const [key, value] of new URL(url).searchParams) {
		const known = query[key];
		if (key !== '__proto__') query[key] = known === undefined ? value : [known, value].flat();
	}
	const sent = { status: 0, text: '', headers: new Map<string, string>() };
	const lower = Object.fromEntries(
		Object.entries(headers).map(([key, value]) => [key.toLowerCase(), String(value)]),
	);
	const functions = {
		getNode: () => ({ name: 'Leads come in', type: 'x', parameters }),
		getMode: () => 'trigger',
		getNodeParameter: (key: string, fallback: unknown) =>
			key.split('.').reduce<unknown>((value, part) => Object(value)[part], parameters) ?? fallback,
		getRequestObject: () => ({
			method,
			query,
			originalUrl: url.slice(24),
			headers: lower,
			rawBody: body ?? Buffer.alloc(0),
			ip: '192.0.2.1',
		}),
		getResponseObject: () => ({
			status: (code: number) => (sent.status = code),
			setHeader: (key: string, value: string) => sent.headers.set(key, value),
			end: (text: string | Buffer) => (sent.text = String(text)),
		}),
		getBodyData: () => ({}),
		helpers: httpHelpers(),
		getNodeWebhookUrl: () => `${base}${path}`,
		getCredentials: async () => await Promise.resolve({ signingSecret: secret }),
	};
	const node = isTouch ? new TouchpointTrigger() : new LeadCaptureTrigger();
	// The fake has what the nodes use, not all of n8n's interface.
	await node.webhook.call(functions as unknown as IWebhookFunctions);
	return sent;
}

/** The machine may have been busy: what is slow by itself is slow each time. */
async function isSlow(request: HostileRequest): Promise<boolean> {
	const began = performance.now();
	await answer(request).catch(() => undefined);
	return performance.now() - began > 1000;
}

test('hostile requests of every kind: nothing throws, nothing is a 5xx, nothing comes back as it was sent', async () => {
	const all = hostileRequests(await endpoints(), { heavy: false });
	const step = Math.max(1, all.length / most);
	const faults: string[] = [];
	let done = 0;
	for (let index = 0; index < all.length; index += step) {
		const request = all[Math.floor(index)]!;
		const began = performance.now();
		const say = (what: string) => faults.push(`${request.name}: ${what}`);
		try {
			const { status, text, headers } = await answer(request);
			if (status >= 500 && !text.includes('file cannot')) say(`answers ${status}`);
			if (text.includes(`<${mark}`))
				say(`shows it: ${text.slice(Math.max(0, text.indexOf(`<${mark}`) - 80)).slice(0, 160)}`);
			if ((headers.get('content-type') ?? '').includes('html') && /["']kx7q=/u.test(text))
				say('leaves its attribute');
		} catch (error) {
			say(
				`throws ${error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error)}`,
			);
		}
		const ms = performance.now() - began;
		if (ms > 1000 && (await isSlow(request))) say(`takes ${Math.round(ms)} ms`);
		done += 1;
	}
	expect(done).toBeGreaterThan(most / 2);
	expect(faults).toEqual([]);
	expect(typeof Object(Object.prototype)[mark]).toBe('undefined');
}, 1_800_000);
