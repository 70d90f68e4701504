import { createHmac } from 'node:crypto';
import { setTimeout as later } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { Receipt } from '../../lib/core/capture/receipt';
import { LeadCapture } from '../../nodes/LeadCapture/LeadCapture.node';
import { LeadCaptureTrigger } from '../../nodes/LeadCapture/LeadCaptureTrigger.node';
import { sweep, register, withLeads } from '../../lib/process/capture/deliveries';
import { runFor } from '../../lib/process/capture/runs';
import { until as eventually } from '../../scripts/runtime/until';
import { configureStores, openContext, storeOf } from '../../lib/process/stores';
import { runNode } from '../../scripts/engine/node';
import { useStore } from './store';

interface Call {
	body?: object | string;
	method?: string;
	query?: object;
	headers?: Record<string, string>;
	parameters?: Record<string, unknown>;
	secrets?: IDataObject;
	mode?: 'manual';
}

/** Calls the trigger's webhook with n8n's functions as far as it uses them. */
async function call({
	body,
	method = 'POST',
	query = {},
	headers = {},
	parameters = {},
	secrets,
	mode,
}: Call) {
	const answered: { status: number; body: string; headers: Record<string, string> } = {
		status: 0,
		body: '',
		headers: {},
	};
	const raw = typeof body === 'string' ? body : JSON.stringify(body ?? {});
	const functions = {
		getNode: () => ({ name: 'Leads come in', type: 'leadCaptureTrigger', parameters }),
		getMode: () => mode ?? 'trigger',
		getNodeParameter: (name: string, fallback: unknown) =>
			name.split('.').reduce<unknown>((value, key) => Object(value)[key], parameters) ?? fallback,
		getRequestObject: () => ({
			method,
			query,
			originalUrl: '/webhook/lead/main/website',
			headers: { 'content-type': 'application/json', ...headers },
			rawBody: Buffer.from(raw),
			ip: '192.0.2.1',
		}),
		getResponseObject: () => ({
			status: (code: number) => (answered.status = code),
			setHeader: (name: string, value: string) => (answered.headers[name] = value),
			end: (text: string) => (answered.body = text),
		}),
		getBodyData: () => ({}),
		getNodeWebhookUrl: () => 'https://n8n.example.com/webhook/lead/main/website',
		getCredentials: async () => {
			if (!secrets) throw new Error('Node does not have any credentials set');
			return secrets;
		},
	};
	// The fake has what the node uses, not all of n8n's interface.
	const result = await new LeadCaptureTrigger().webhook.call(
		functions as unknown as IWebhookFunctions,
	);
	const returned = result.workflowData?.[0]?.map(({ json }) => json);
	const items = answered.status === 200 ? await startedFor(answered.body) : undefined;
	return { ...answered, items, returned };
}

/** Items that the published trigger started the workflow with, which it does a moment after the answer; undefined where it does not. */
async function startedFor(answer: string): Promise<IDataObject[] | undefined> {
	for (let turn = 0; turn < 30; turn++) {
		const place = published.emitted.findIndex(([item]) =>
			answer.includes(String(Object(item?.['capture']).receiptId)),
		);
		if (place >= 0) return published.emitted.splice(place, 1)[0];
		await later(5);
	}
	return undefined;
}

/** A published trigger; its runs end at once, unless the test ends them itself. */
interface Published {
	emitted: IDataObject[][];
	runs: Array<PromiseWithResolvers<unknown>>;
	endsAtOnce: boolean;
	close(): Promise<void>;
}
let published: Published;

async function publish(): Promise<Published> {
	const trigger: Published = { emitted: [], runs: [], endsAtOnce: true, close: async () => {} };
	const functions = {
		getNode: () => ({ name: 'Leads come in', type: 'leadCaptureTrigger', parameters: {} }),
		getMode: () => 'trigger',
		getNodeParameter: (_name: string, fallback: unknown) => fallback,
		helpers: { createDeferredPromise: () => Promise.withResolvers() },
		emit: (
			data: Array<Array<{ json: IDataObject }>>,
			_: unknown,
			ended: PromiseWithResolvers<unknown>,
		) => {
			trigger.emitted.push((data[0] ?? []).map(({ json }) => json));
			trigger.runs.push(ended);
			if (trigger.endsAtOnce) ended.resolve(undefined);
		},
	};
	const { closeFunction } = await new LeadCaptureTrigger().trigger.call(
		functions as unknown as ITriggerFunctions,
	);
	trigger.close = async () => await closeFunction?.();
	return trigger;
}

describe('Lead Capture Trigger', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');
	beforeEach(async () => {
		published = await publish();
	});
	afterEach(async () => await published.close());

	const receiptOf = async (answer: string) => {
		const { receiptId } = JSON.parse(answer);
		const [receipt] = await (await storeOf('Main')).getReceipts([receiptId]);
		return receipt;
	};
	const laterBy = (ms: number) => clock.set(new Date(clock.now + ms).toISOString());

	it('a receipt is done when its workflow has ended, not when it was started', async () => {
		published.endsAtOnce = false;
		const { body, items } = await call({ body: { email: 'ann@example.com' } });
		expect(items).toHaveLength(1);
		expect((await receiptOf(body))?.endedAt).toBeUndefined();
		// It runs here: however long that takes, no sweep of this process starts it again.
		laterBy(3_600_000);
		await sweep(await openContext('Main', 'test'), 'Main');
		expect(published.emitted).toEqual([]);
		published.runs[0]?.resolve(undefined);
		await eventually('the mark', async () => (await receiptOf(body))?.endedAt !== undefined);
	});

	it('starts the workflow again for what a dead process left in the middle, three times at most', async () => {
		await published.close();
		const { body, items, returned } = await call({ body: { email: 'ann@example.com' } });
		expect([items, returned]).toEqual([undefined, undefined]);
		const context = await openContext('Main', 'test');
		// Each claim stands for a process that took it up and died with it.
		let left: Receipt[] = [];
		for (let death = 0; death < 3; death++) {
			laterBy(31_000);
			left = await context.store.claimUnended({ olderThanMs: 0, leaseMs: 30_000, limit: 9 });
		}
		expect(left.map(({ starts }) => starts)).toEqual([3]);
		// The last try is marked before it begins: a submission that brings n8n down does not do so for ever.
		const endless = async () => await new Promise<void>(() => undefined);
		void runFor(context, await withLeads(context, left), endless);
		await eventually('the mark', async () => (await receiptOf(body))?.endedAt !== undefined);
	});

	it('leaves a run that n8n could not begin to the next sweep', async () => {
		published.endsAtOnce = false;
		const { body } = await call({ body: { email: 'ann@example.com' } });
		published.runs[0]?.reject(new Error('The database of n8n is away'));
		published.endsAtOnce = true;
		laterBy(40_000);
		await eventually('the mark', async () => {
			await sweep(await openContext('Main', 'test'), 'Main');
			return (await receiptOf(body))?.endedAt !== undefined;
		});
		expect(published.emitted).toHaveLength(1);
	});

	it('in a test of the editor, and in a webhook process of a queue, n8n starts the workflow and answers for it', async () => {
		const { body, items, returned } = await call({
			body: { email: 'ann@example.com' },
			mode: 'manual',
		});
		expect(items).toBeUndefined();
		expect(returned).toMatchObject([{ email: 'ann@example.com', capture: { outcome: 'new' } }]);
		await eventually('the mark', async () => (await receiptOf(body))?.endedAt !== undefined);
	});

	it('keeps and captures the lead before it answers, and hands on an item with receipt and lead', async () => {
		const { status, body, items } = await call({
			body: { name: 'Ann Lee', email: 'ann@example.com' },
		});
		expect(status).toBe(200);
		const receiptId = JSON.parse(body).receiptId;
		expect(JSON.parse(body)).toEqual({ ok: true, receiptId });
		expect(items).toMatchObject([
			{
				name: 'Ann Lee',
				firstName: 'Ann',
				workspace: 'Main',
				capture: { outcome: 'new', receiptId, index: 0 },
			},
		]);
		const [receipt] = await (await storeOf('Main')).getReceipts([receiptId]);
		expect(receipt).toMatchObject({
			state: 'captured',
			outcomes: ['new'],
			leadIds: [items?.[0]?.['leadId']],
		});
	});

	it('a Lead Capture behind it changes nothing and sorts by what was recorded', async () => {
		const { items } = await call({ body: { email: 'ann@example.com' } });
		const { outputs } = await runNode({ type: new LeadCapture(), items: items ?? [] });
		expect(outputs['New']).toHaveLength(1);
		const store = await storeOf('Main');
		const leadIds = [String(items?.[0]?.['leadId'])];
		expect(await store.touchpoints({ leadIds, perLead: 9 })).toHaveLength(1);
	});

	it('the same delivery again answers the same and starts nothing', async () => {
		const first = await call({ body: { email: 'ann@example.com', message: 'Hello' } });
		const again = await call({ body: { message: ' Hello', email: 'ann@example.com' } });
		expect(again).toMatchObject({ status: 200, body: first.body });
		expect(again.items).toBeUndefined();
	});

	it('fifty at once of one lead: one lead, one start', async () => {
		const all = await Promise.all(
			Array.from({ length: 50 }, async () => await call({ body: { email: 'ann@example.com' } })),
		);
		expect(all.every(({ status }) => status === 200)).toBe(true);
		expect((await (await storeOf('Main')).counts()).leads).toBe(1);
		expect(new Set(all.map(({ body }) => body)).size).toBe(1);
		expect(all.filter(({ items }) => items)).toHaveLength(1);
	});

	it.each<[string, Call, number]>([
		['no identity', { body: { colour: 'red' } }, 422],
		['broken JSON', { body: '{"a":' }, 400],
		['XML', { body: '<a/>', headers: { 'content-type': 'application/xml' } }, 415],
		['too large', { body: { note: 'x'.repeat(300_000) } }, 413],
		[
			'a foreign origin',
			{
				body: { email: 'a@example.com' },
				headers: { origin: 'https://evil.example' },
				parameters: { options: { allowedOrigins: 'https://www.example.com' } },
			},
			403,
		],
		[
			'no credential',
			{ body: { email: 'a@example.com' }, parameters: { source: 'typeform' } },
			401,
		],
		[
			'an empty secret',
			{
				body: { email: 'a@example.com' },
				parameters: { source: 'typeform' },
				secrets: { signingSecret: '' },
			},
			401,
		],
	])('answers %s with its reason', async (_name, request, expected) => {
		const { status, body, headers } = await call(request);
		expect(status).toBe(expected);
		expect(JSON.parse(body)).toMatchObject({ ok: false, reason: expect.any(String) });
		expect(headers['content-security-policy']).toContain('sandbox');
	});

	it('believes a provider by its signature over the raw bytes', async () => {
		const body = JSON.stringify({
			event_id: 'e1',
			form_response: {
				token: 't1',
				answers: [{ type: 'email', email: 'ann@example.com', field: { id: 'x' } }],
			},
		});
		const signature = `sha256=${createHmac('sha256', 's3cret').update(body).digest('base64')}`;
		const request = {
			body,
			parameters: { source: 'typeform' },
			secrets: { signingSecret: 's3cret' },
		};
		expect((await call({ ...request, headers: { 'typeform-signature': signature } })).status).toBe(
			200,
		);
		expect(
			(await call({ ...request, body: `${body} `, headers: { 'typeform-signature': signature } }))
				.status,
		).toBe(401);
	});

	it('keeps no key of Google Ads', async () => {
		const body = {
			lead_id: '1',
			google_key: 'k3y',
			user_column_data: [{ column_id: 'EMAIL', string_value: 'ann@example.com' }],
		};
		const {
			status,
			items,
			body: answer,
		} = await call({
			body,
			parameters: { source: 'googleAds' },
			secrets: { signingSecret: 'k3y' },
		});
		expect(status).toBe(200);
		const [receipt] = await (await storeOf('Main')).getReceipts([JSON.parse(answer).receiptId]);
		expect(JSON.stringify([items, receipt])).not.toContain('k3y');
	});

	it("answers Meta's check with its challenge only", async () => {
		const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'word', 'hub.challenge': '12345' };
		const request = {
			method: 'GET',
			parameters: { source: 'metaLeadAds' },
			secrets: { verifyToken: 'word' },
		};
		expect(await call({ ...request, query })).toMatchObject({ status: 200, body: '12345' });
		expect(
			(await call({ ...request, query: { ...query, 'hub.verify_token': 'other' } })).status,
		).toBe(403);
		expect(
			(await call({ ...request, query: { ...query, 'hub.challenge': '<b>1</b>' } })).status,
		).toBe(403);
	});

	it('asks to come again when the store cannot be opened', async () => {
		configureStores({ folder: '/dev/null/nowhere' });
		const { status, headers, items } = await call({
			body: { email: 'a@example.com' },
			parameters: { workspace: 'Other' },
		});
		expect(status).toBe(503);
		expect(headers['retry-after']).toBe('30');
		expect(items).toBeUndefined();
	});

	it('captures and starts what a dead process left lying', async () => {
		const context = await openContext('Main', 'test');
		const at = new Date(context.now - 120_000).toISOString();
		await context.store.keepReceipts([
			{
				receiptId: context.newId(),
				source: 'webhook:lead/main/website',
				eventId: 'e',
				hash: 'h',
				payload: { email: 'ann@example.com' },
				meta: {},
				receivedAt: at,
			},
		]);
		const started: unknown[] = [];
		const close = register('Main', {
			source: 'webhook:lead/main/website',
			read: {},
			capture: {},
			start: async (all) => void started.push(...all),
		});
		await sweep(context, 'Main');
		await sweep(context, 'Main');
		close();
		expect((await context.store.counts()).leads).toBe(1);
		expect(started).toMatchObject([
			{ outcomes: [{ outcome: 'new', lead: { email: 'ann@example.com' } }] },
		]);
	});
});
