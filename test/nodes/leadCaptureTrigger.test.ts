import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Receipt } from '../../lib/core/capture/receipt';
import { LeadCapture } from '../../nodes/LeadCapture/LeadCapture.node';
import { sweep, register } from '../../lib/process/capture/deliveries';
import { withLeads } from '../../lib/process/capture/recorded';
import { runFor } from '../../lib/process/capture/runs';
import { until as eventually } from '../../scripts/runtime/until';
import { configureStores, openContext, storeOf } from '../../lib/process/stores';
import { runNode } from '../../scripts/engine/node';
import { type Call, call, current, publish, receiptOf, runThat } from './captureCall';
import { useStore } from './store';

describe('Lead Capture Trigger', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');
	beforeEach(async () => {
		await publish();
	});
	afterEach(async () => await current().close());

	const laterBy = (ms: number) => clock.set(new Date(clock.now + ms).toISOString());

	it('a receipt is done when its workflow has ended, not when it was started', async () => {
		current().endsAtOnce = false;
		const { body, items } = await call({ body: { email: 'ann@example.com' } });
		expect(items).toHaveLength(1);
		expect((await receiptOf(body))?.endedAt).toBeUndefined();
		// It runs here: however long that takes, no sweep of this process starts it again.
		laterBy(3_600_000);
		await sweep(await openContext('Main', 'test'), 'Main');
		expect(current().emitted).toEqual([]);
		current().runs[0]?.resolve(runThat('ended'));
		await eventually('the mark', async () => (await receiptOf(body))?.endedAt !== undefined);
	});

	it('starts the workflow again for what a dead process left in the middle, three times at most', async () => {
		await current().close();
		const { body, items, returned } = await call({ body: { email: 'ann@example.com' } });
		expect([items, returned]).toEqual([undefined, undefined]);
		const context = await openContext('Main', 'test');
		// Each claim stands for a process that took it up and died with it.
		let left: Receipt[] = [];
		for (let death = 0; death < 3; death++) {
			laterBy(31_000);
			left = await context.store.claimUnended({
				sources: ['webhook:lead/main/website'],
				olderThanMs: 0,
				leaseMs: 30_000,
				limit: 9,
			});
		}
		expect(left.map(({ starts }) => starts)).toEqual([3]);
		// The last try is marked before it begins: a submission that brings n8n down does not do so for ever.
		const endless = async () => await new Promise<void>(() => undefined);
		void runFor(context, await withLeads(context, left), endless);
		await eventually('the mark', async () => (await receiptOf(body))?.endedAt !== undefined);
	});

	it('leaves a run that n8n could not begin to the next sweep', async () => {
		current().endsAtOnce = false;
		const { body } = await call({ body: { email: 'ann@example.com' } });
		current().runs[0]?.reject(new Error('The database of n8n is away'));
		current().endsAtOnce = true;
		laterBy(40_000);
		await eventually('the mark', async () => {
			await sweep(await openContext('Main', 'test'), 'Main');
			return (await receiptOf(body))?.endedAt !== undefined;
		});
		expect(current().emitted).toHaveLength(1);
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

	it("asks to come again when n8n's own database hands out no credential in time", async () => {
		const parameters = { store: 'postgres' };
		const request = { body: { email: 'a@example.com' }, parameters };
		// As pg says it in n8n, whose pool has two connections unless set otherwise.
		const withoutSecrets = 'timeout exceeded when trying to connect';
		expect((await call({ ...request, withoutSecrets })).status).toBe(503);
		await expect(call(request)).rejects.toThrow('does not have any credentials');
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
				submissions: 1,
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

	it('is done with what it captured late where it starts no workflow', async () => {
		const context = await openContext('Main', 'test');
		const receiptId = context.newId();
		await context.store.keepReceipts([
			{
				receiptId,
				source: 'webhook:lead/main/quiet',
				eventId: 'e',
				hash: 'h',
				payload: { email: 'ann@example.com' },
				meta: {},
				receivedAt: new Date(clock.now - 120_000).toISOString(),
				submissions: 1,
			},
		]);
		const close = register('Main', { source: 'webhook:lead/main/quiet', read: {}, capture: {} });
		await sweep(context, 'Main');
		close();
		const [receipt] = await context.store.getReceipts([receiptId]);
		expect(receipt).toMatchObject({ state: 'captured', endedAt: expect.any(String) });
		expect((await context.store.counts()).unended).toBe(0);
	});
});
