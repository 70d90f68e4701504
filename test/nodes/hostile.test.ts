import { expect, test } from '@jest/globals';
import type { IWebhookFunctions } from 'n8n-workflow';
import { storeOf } from '../../lib/process/stores';
import { LeadCaptureTrigger } from '../../nodes/LeadCapture/LeadCaptureTrigger.node';
import { TouchpointTrigger } from '../../nodes/TouchpointTrigger/TouchpointTrigger.node';
import { httpHelpers } from '../../scripts/engine/http';
import { endpointsBelow, secret, triggers } from '../hostile/endpoints';
import { shown } from '../hostile/judge';
import { hostileRequests } from '../hostile/requests';
import type { HostileRequest } from '../hostile/send';
import { mark } from '../hostile/texts';
import { useStore } from './store';

useStore(new Date().toISOString());
/** How many of the thirty thousand requests are made, evenly spread. */
const most = Number(process.env['LEAD_HOSTILE_INPUTS'] ?? 120);
const base = 'https://n8n.example.com/webhook/';

/** Answers a request by the nodes, with n8n's functions as far as they use them; bodies come as bytes, as n8n hands them over. */
async function answer({ url, method, headers = {}, body }: HostileRequest) {
	const [, path = ''] = new URL(url).pathname.split('/webhook/');
	const found = [...triggers].find(
		([known]) =>
			path === known || (/^[/;]/u.test(path.slice(known.length)) && path.startsWith(known)),
	);
	const sent = { status: 404, text: '', headers: new Map<string, string>() };
	// n8n answers where nothing is published.
	if (!found) return { ...sent, headers: {} };
	const [published, parameters] = found;
	const query: Record<string, unknown> = {};
	for (const [key, value] of new URL(url).searchParams) {
		const known = query[key];
		if (key !== '__proto__') query[key] = known === undefined ? value : [known, value].flat();
	}
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
			setHeader: (key: string, value: string) => sent.headers.set(key.toLowerCase(), value),
			end: (text: string | Buffer) => (sent.text = String(text)),
		}),
		getBodyData: () => ({}),
		helpers: httpHelpers(),
		getNodeWebhookUrl: () => `${base}${path}`,
		getCredentials: async () => await Promise.resolve({ signingSecret: secret }),
	};
	const node = published === 'lead/main/t' ? new TouchpointTrigger() : new LeadCaptureTrigger();
	// The fake has what the nodes use, not all of n8n's interface.
	await node.webhook.call(functions as unknown as IWebhookFunctions);
	return { ...sent, headers: Object.fromEntries(sent.headers) };
}

/** The machine may have been busy: what is slow by itself is slow each time. */
async function isSlow(request: HostileRequest): Promise<boolean> {
	const began = performance.now();
	await answer(request).catch(() => undefined);
	return performance.now() - began > 1000;
}

test('hostile requests of every kind: nothing throws, nothing is a 5xx, nothing comes back as it was sent', async () => {
	const all = hostileRequests(await endpointsBelow(base, await storeOf('Main')), { heavy: false });
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
			for (const fault of shown({ text, headers })) say(`${fault}: ${text.slice(0, 160)}`);
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
