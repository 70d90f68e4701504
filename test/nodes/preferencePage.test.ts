import { describe, expect, it } from '@jest/globals';
import { storeOf } from '../../lib/process/stores';
import { preferencesUrl, unsubscribeUrl } from '../../lib/web/links';
import { address, ann, message, open, suppressed, touches } from './publicCall';
import { given, useStore } from './store';

const topics = {
	topic: [
		{ page: '/roofs', topic: 'Roofs' },
		{ page: '/ovens', topic: 'Ovens' },
	],
};
const parameters = { topics, events: ['preferencesChanged'] };

describe('the preference page', () => {
	useStore('2026-03-02T10:00:00.000Z');
	const start = async (more: object = {}) => {
		const store = await given([{ ...ann, ...more }]);
		return preferencesUrl(await store.secrets(), address, message);
	};
	const lead = async () => (await (await storeOf('Main')).getLeads([ann.leadId]))[0]?.lead;

	it('shows what can be chosen, and changes nothing on GET and HEAD', async () => {
		const url = await start();
		const { status, text, headers } = await open(url, { parameters });
		expect(status).toBe(200);
		expect(text).toContain('<form method="post" action="?p=');
		expect(text.match(/<input type="checkbox"[^>]*checked/g)).toHaveLength(2);
		expect(text).toContain('a…@example.com');
		expect(text).not.toContain(ann.email);
		expect(text).not.toContain('<script');
		expect(headers.get('content-security-policy')).toContain("script-src 'none'");
		expect((await open(url, { method: 'HEAD', parameters })).text).toBe('');
		expect(await touches()).toEqual([]);
	});

	it('saves topics, how often and a pause, tells the workflow once, and shows them the next time', async () => {
		const url = await start();
		const body = { o0: 'Roofs', o1: 'Ovens', t1: '1', every: 'week', pause: '1' };
		const saved = await open(url, { method: 'POST', body, parameters });
		expect(saved.text).toContain('Saved. This holds from now on.');
		expect(saved.items).toMatchObject([{ event: 'preferencesChanged', leadId: ann.leadId }]);
		const wishes = {
			topicsOff: ['Roofs'],
			mailEvery: 'week',
			mailPausedUntil: '2026-04-01T10:00:00.000Z',
		};
		expect(await lead()).toMatchObject(wishes);
		const again = { ...body, pause: 'keep' };
		const twice = await open(url, { method: 'POST', body: again, parameters });
		expect(twice.items).toBeUndefined();
		expect((await touches()).map(({ type, content }) => [type, content])).toEqual([
			['consent.changed', 'Not about Roofs; at most one a week; paused until 2026-04-01'],
		]);
		const { text } = await open(url, { parameters });
		expect(text).toContain('Paused until April 1, 2026');
		expect(text).toMatch(/name="every" value="week" checked/);
		expect(text.match(/<input type="checkbox"[^>]*checked/g)).toHaveLength(1);
		await open(url, {
			method: 'POST',
			body: { o0: 'Roofs', t0: '1', every: 'any', pause: 'none' },
			parameters,
		});
		const { topicsOff, mailEvery, mailPausedUntil } = (await lead()) ?? {};
		expect([topicsOff, mailEvery, mailPausedUntil]).toEqual([undefined, undefined, undefined]);
	});

	it('takes no topic that was not offered, and none for left that came up after the page was opened', async () => {
		const url = await start();
		const body = { o0: 'Roofs', t0: '1', o1: '<b>Other</b>', every: 'often', pause: '99' };
		await open(url, { method: 'POST', body, parameters });
		expect((await lead())?.topicsOff).toBeUndefined();
		expect(await touches()).toEqual([]);
	});

	it('speaks the language of the lead, else of the browser', async () => {
		const url = await start();
		const de = { parameters, headers: { 'accept-language': 'de-AT,de;q=0.9' } };
		expect((await open(url, de)).text).toContain('<html lang="de">');
		const french = await given([
			{ ...ann, leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA9', email: 'eva@example.com', language: 'fr' },
		]);
		const ref = { leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA9', email: 'eva@example.com' };
		const { text } = await open(preferencesUrl(await french.secrets(), address, ref), de);
		expect(text).toContain('Ce que nous pouvons vous envoyer');
		const leave = await open(unsubscribeUrl(await french.secrets(), address, ref), de);
		expect(leave.text).toContain('<h1>Se désabonner</h1>');
		expect(leave.text).toContain('href="?p=');
	});

	it('has a button that stops everything, and says afterwards that nothing is sent', async () => {
		const url = await start();
		const { text } = await open(url, { parameters });
		const stop = /action="(\?u=[^"]+)"/.exec(text)?.[1] ?? '';
		const done = await open(`${address}${stop}`, { method: 'POST', body: { scope: 'email' } });
		expect(done.text).toContain('You are unsubscribed');
		expect(await suppressed()).toMatchObject([{ scope: 'email' }]);
		const after = (await open(url, { parameters })).text;
		expect(after).toContain('You get no newsletters and offers by e-mail from us.');
		expect(after).not.toContain('action="?u=');
	});

	it('is worth nothing with a token of another kind, or once the lead is gone', async () => {
		const url = await start();
		const other = url.replace('?p=', '?u=');
		const gone = { ...message, leadId: '01ARZ3NDEKTSV4RRFFQ69G5FZZ' };
		const secrets = await (await storeOf('Main')).secrets();
		for (const bad of [other, preferencesUrl(secrets, address, gone)])
			expect((await open(bad, { method: 'POST', body: {} })).status).toBe(404);
	});
});
