import { describe, expect, it } from '@jest/globals';
import type { IHookFunctions } from 'n8n-workflow';
import { TouchpointTrigger } from '../../nodes/TouchpointTrigger/TouchpointTrigger.node';
import { asKnownNow } from '../../lib/core/machine/reclassify';
import { storeOf } from '../../lib/process/stores';
import { clickUrl, referralUrl } from '../../lib/web/links';
import { address, ann, message, open, touches } from './publicCall';
import { given, useStore } from './store';

describe('Touchpoint Trigger and the website', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');
	const start = async () => {
		const store = await given([ann]);
		return await store.secrets();
	};

	it('gives a click its token on the way to an own website, so that the visit is known', async () => {
		const url = clickUrl(await start(), address, message, 'https://shop.example.com/a', 1);
		const parameters = { options: { allowedOrigins: 'https://shop.example.com' } };
		const own = new URL((await open(url, { parameters })).headers.get('location') ?? '');
		expect([own.origin, own.pathname, own.searchParams.get('lt')]).toEqual([
			'https://shop.example.com',
			'/a',
			new URL(url).searchParams.get('c'),
		]);
	});

	it('counts visits, knows who came by their mail, and leaves alone who asks for it', async () => {
		const secrets = await start();
		const k = new URL(
			clickUrl(secrets, address, message, 'https://shop.example.com/', 1),
		).searchParams.get('c');
		const page = (id: string, more: object = {}) => ({
			v: 'visitor123',
			n: clock.now,
			e: [
				{
					t: 'p',
					i: id,
					u: 'https://shop.example.com/pricing?utm_source=news&utm_medium=email',
					a: clock.now - 5000,
				},
			],
			...more,
		});
		const send = async (body: object, headers = {}, parameters = {}) =>
			await open(`${address}?v=1`, {
				method: 'POST',
				body,
				type: 'text/plain;charset=UTF-8',
				headers: { origin: 'https://shop.example.com', ...headers },
				parameters,
			});
		expect((await send(page('p1'))).status).toBe(204);
		expect(await touches()).toEqual([]);
		await send(page('p2', { k }));
		await send(page('p2', { k }));
		// Loaded through the mail, but nobody has touched the page yet: perhaps a scanner.
		expect(await touches()).toMatchObject([{ type: 'web.pageView', actor: { kind: 'machine' } }]);
		expect(asKnownNow(await touches())).toMatchObject([{ actor: { kind: 'machine' } }]);
		await send({
			...page('p3', { k }),
			e: [{ t: 'd', i: 'p2-0', s: 12, h: 1, u: 'https://shop.example.com/pricing' }],
		});
		await send(page('p4'), { 'sec-gpc': '1' });
		expect(
			(await send(page('p5'), {}, { options: { allowedOrigins: 'https://other.example.com' } }))
				.status,
		).toBe(403);
		await send({ v: 'visitor123', e: 'nonsense' });
		// Now a person was there: the visit before is theirs as well, and so is what comes without the link.
		await send(page('p6'), {}, { topics: { topic: [{ page: '/PRICING', topic: 'Pricing' }] } });
		const known = asKnownNow(await touches());
		expect(known).toMatchObject([
			{
				type: 'web.pageView',
				channel: 'Email',
				occurredAt: '2026-03-02T09:59:55.000Z',
				url: expect.stringContaining('pricing'),
				sourceId: 'visitor123:p:p1',
			},
			{ type: 'web.pageView', sourceId: 'visitor123:p:p2', actor: { kind: 'human' } },
			{ type: 'web.pageView', sourceId: 'visitor123:p:p6', topics: ['Pricing'] },
			{ type: 'web.engagedTime', durationSeconds: 12, actor: { kind: 'human' } },
		]);
		const [stored] = await (await storeOf('Main')).getLeads([ann.leadId]);
		expect(stored?.lead.topics).toEqual(['Pricing']);
	});

	it('starts the workflow for a visit that a person made', async () => {
		const secrets = await start();
		const k = new URL(
			clickUrl(secrets, address, message, 'https://shop.example.com/', 1),
		).searchParams.get('c');
		const parameters = { events: ['visited'] };
		const send = async (event: object) =>
			await open(`${address}?v=1`, {
				method: 'POST',
				type: 'text/plain',
				body: { v: 'visitor9', k, n: clock.now, e: [{ u: 'https://shop.example.com/', ...event }] },
				parameters,
			});
		expect((await send({ t: 'p', i: 'one' })).items).toBeUndefined();
		expect((await send({ t: 'd', i: 'one-0', s: 4, h: 1 })).items).toMatchObject([
			{ event: 'visited', leadId: ann.leadId },
		]);
	});

	it('serves the script of the website', async () => {
		await start();
		const { text, headers } = await open(`${address}?s=1`);
		expect(headers.get('content-type')).toContain('text/javascript');
		expect(text).toContain('leadTrack');
	});

	it('sends a recommended visitor on with the code', async () => {
		const url = referralUrl(await start(), address, ann.leadId);
		const parameters = { options: { referralPage: 'https://www.example.com/welcome' } };
		expect((await open(url, { parameters })).headers.get('location')).toBe(
			`https://www.example.com/welcome?ref=${ann.leadId}`,
		);
	});
});

describe("the workspace's public address", () => {
	useStore('2026-03-02T10:00:00.000Z');
	const hooks = (url: string, mode = 'trigger') =>
		({
			getNode: () => ({ name: 'Links' }),
			getMode: () => mode,
			getActivationMode: () => (mode === 'manual' ? 'manual' : 'activate'),
			getNodeWebhookUrl: () => url,
			getNodeParameter: (_name: string, fallback: unknown) => fallback,
		}) as unknown as IHookFunctions;
	const stored = async () => (await (await storeOf('Main')).settings()).publicAddress;
	const { default: methods } = new TouchpointTrigger().webhookMethods;

	it('is registered at publishing and at every start, never by a test', async () => {
		await methods.create.call(hooks(address));
		expect(await stored()).toBe(address);
		await methods.create.call(hooks('https://n8n.example.com/webhook-test/lead/main/t'));
		await methods.delete.call(hooks('https://n8n.example.com/webhook-test/lead/main/t'));
		await methods.checkExists.call(hooks('https://n8n.example.com/x', 'manual'));
		expect(await stored()).toBe(address);
		await methods.checkExists.call(hooks('https://new.example.com/webhook/lead/main/t'));
		expect(await stored()).toBe('https://new.example.com/webhook/lead/main/t');
	});

	it('is forgotten only by the trigger that it belongs to', async () => {
		await methods.create.call(hooks(address));
		await methods.delete.call(hooks('https://old.example.com/webhook/lead/main/t'));
		expect(await stored()).toBe(address);
		await methods.delete.call(hooks(address));
		expect(await stored()).toBeUndefined();
	});
});
