import { describe, expect, it } from '@jest/globals';
import { storeOf } from '../../lib/process/stores';
import {
	clickUrl,
	confirmUrl,
	honeypotUrl,
	leadPageUrl,
	pixelUrl,
	referralUrl,
	unsubscribeUrl,
} from '../../lib/web/links';
import { address, ann, message, open, suppressed, touches } from './publicCall';
import { given, useStore } from './store';

describe('Touchpoint Trigger', () => {
	const clock = useStore('2026-03-02T10:00:00.000Z');
	const start = async () => {
		const store = await given([ann]);
		return await store.secrets();
	};

	it('shows a page on GET and HEAD, and unsubscribes on POST', async () => {
		const url = unsubscribeUrl(await start(), address, message);
		const shown = await open(url);
		expect(shown.status).toBe(200);
		expect(shown.text).toContain('<form method="post" action="?u=');
		expect(shown.text).toContain('a…@example.com');
		expect((await open(url, { method: 'HEAD' })).text).toBe('');
		expect(await suppressed()).toEqual([]);
		expect(await touches()).toEqual([]);

		const done = await open(url, {
			method: 'POST',
			body: { scope: 'email' },
			parameters: { events: ['unsubscribed'] },
		});
		expect(done).toMatchObject({
			status: 200,
			items: [{ event: 'unsubscribed', leadId: ann.leadId }],
		});
		expect(await suppressed()).toMatchObject([{ scope: 'email' }]);
		const again = await open(url, {
			method: 'POST',
			body: { scope: 'email' },
			parameters: { events: ['unsubscribed'] },
		});
		expect(again).toMatchObject({ status: 200, items: undefined });
	});

	it('unsubscribes with one click of a mail program, in either encoding, also when the lead is gone', async () => {
		const secrets = await start();
		const gone = { ...message, leadId: '01ARZ3NDEKTSV4RRFFQ69G5FZZ' };
		const body = { 'List-Unsubscribe': 'One-Click' };
		const { status } = await open(unsubscribeUrl(secrets, address, gone), {
			method: 'POST',
			body: { data: body },
			type: 'multipart/form-data; boundary=x',
		});
		expect(status).toBe(200);
		expect(await suppressed()).toMatchObject([{ scope: 'email' }]);
	});

	it('leaves one series only where the reader chooses so', async () => {
		const url = unsubscribeUrl(await start(), address, message);
		await open(url, { method: 'POST', body: { scope: 'sequence' } });
		expect(await suppressed()).toMatchObject([{ scope: 'sequence:Welcome' }]);
		const [stored] = await (await storeOf('Main')).getLeads([ann.leadId]);
		expect(stored?.lead.consent).toBeUndefined();
	});

	it('sends a click on and records it; a machine starts nothing', async () => {
		const url = clickUrl(await start(), address, message, 'https://shop.example.com/a?b=1', 1);
		const parameters = { events: ['clicked'] };
		const { status, headers, items } = await open(url, { parameters });
		expect([status, headers.get('location'), headers.get('referrer-policy')]).toEqual([
			302,
			'https://shop.example.com/a?b=1',
			'no-referrer',
		]);
		expect(items).toMatchObject([
			{
				event: 'clicked',
				touchpoint: { type: 'email.click', url: 'https://shop.example.com/a?b=1' },
			},
		]);
		clock.set('2026-03-02T10:05:00.000Z');
		const scanner = await open(url, { parameters, headers: { 'user-agent': 'LinkScanner/1.0' } });
		expect(scanner).toMatchObject({ status: 302, items: undefined });
		expect((await open(url, { method: 'HEAD', parameters })).headers.get('location')).toBe(
			'https://shop.example.com/a?b=1',
		);
		expect((await touches()).map(({ actor }) => actor.kind)).toEqual([
			'unknown',
			'machine',
			'machine',
		]);
	});

	it('changes nothing but touchpoints of machines when a scanner opens every link', async () => {
		const secrets = await start();
		const before = (await (await storeOf('Main')).getLeads([ann.leadId]))[0]?.lead;
		const urls = [
			unsubscribeUrl(secrets, address, message),
			clickUrl(secrets, address, message, 'https://shop.example.com/', 1),
			pixelUrl(secrets, address, message),
			honeypotUrl(secrets, address, message),
			confirmUrl(secrets, address, message, clock.now + 1000),
			leadPageUrl(secrets, address, { leadId: ann.leadId, owner: ann.owner }, clock.now + 1000),
			referralUrl(secrets, address, ann.leadId),
			`${address}?s=1`,
		];
		for (const url of urls) {
			for (const method of ['HEAD', 'GET']) {
				const { status } = await open(url, {
					method,
					headers: { 'user-agent': 'SafeLinks scanner' },
				});
				expect([200, 302]).toContain(status);
			}
		}
		expect((await (await storeOf('Main')).getLeads([ann.leadId]))[0]?.lead).toEqual({
			...before,
			updatedAt: expect.any(String),
		});
		expect(await suppressed()).toEqual([]);
		expect((await touches()).every(({ actor }) => actor.kind === 'machine')).toBe(true);
	});

	it('answers every foreign, altered and expired link alike', async () => {
		const secrets = await start();
		const url = confirmUrl(secrets, address, message, clock.now + 1000);
		const token = new URL(url).searchParams.get('d') ?? '';
		clock.set('2026-03-02T11:00:00.000Z');
		const pages = [];
		for (const bad of [
			url,
			`${address}?u=${token}`,
			`${address}?c=x`,
			`${address}?l=${token.slice(0, -2)}`,
			`${address}?nothing=1`,
			address,
		]) {
			const { status, text, headers } = await open(bad);
			pages.push([status, text.replace(/nonce="[^"]*"/g, ''), headers.get('content-type')]);
		}
		expect(new Set(pages.map((one) => JSON.stringify(one))).size).toBe(1);
		expect(pages[0]?.[0]).toBe(404);
		expect(await open(`${address}?o=x`)).toMatchObject({ status: 200 });
	});

	it('gives the pixel, whatever the token', async () => {
		const { body, headers } = await open(pixelUrl(await start(), address, message));
		expect(body).toHaveLength(43);
		expect([body.toString('latin1').slice(0, 6), headers.get('cache-control')]).toEqual([
			'GIF89a',
			'no-store',
		]);
		expect((await touches()).map(({ type }) => type)).toEqual(['email.open']);
	});

	it('confirms a subscription by the button, once', async () => {
		const url = confirmUrl(await start(), address, message, clock.now + 1000);
		const parameters = { events: ['confirmed'] };
		expect((await open(url)).text).toContain('Please confirm');
		expect((await open(url, { method: 'POST', parameters })).items).toHaveLength(1);
		expect((await open(url, { method: 'POST', parameters })).items).toBeUndefined();
		const [stored] = await (await storeOf('Main')).getLeads([ann.leadId]);
		expect(stored?.lead.consent).toMatchObject([
			{ channel: 'email', purpose: 'marketing', given: true },
		]);
	});

	it('shows the lead to its owner, logs a call once, and is dead for the owner before', async () => {
		const secrets = await start();
		const url = leadPageUrl(
			secrets,
			address,
			{ leadId: ann.leadId, owner: ann.owner },
			clock.now + 1000,
		);
		const { text, headers } = await open(url);
		expect(text).toContain('Log a call');
		expect(headers.get('content-security-policy')).toContain("script-src 'none'");
		const body = { what: 'call', outcome: 'connected', note: 'Wants a demo', once: 'abc' };
		const logged = await open(url, { method: 'POST', body });
		expect(logged.text).toContain('Saved.');
		await open(url, { method: 'POST', body });
		expect((await touches()).filter(({ type }) => type === 'call.outbound')).toHaveLength(1);
		const other = leadPageUrl(
			secrets,
			address,
			{ leadId: ann.leadId, owner: 'other@example.com' },
			clock.now + 1000,
		);
		expect((await open(other)).status).toBe(404);
	});
});
