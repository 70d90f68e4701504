import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
	clickTarget,
	clickUrl,
	trackLinks,
	unsubscribeUrl,
	type MessageRef,
} from '../../lib/web/links';
import { seal, unseal, type TokenKey } from '../../lib/web/tokens';

const key = (fill: number, kid: string): TokenKey => ({
	kid,
	key: Buffer.alloc(32, fill).toString('base64'),
});
const keys = [key(7, 'k2'), key(3, 'k1')];
const now = Date.parse('2026-06-01T00:00:00Z');
const claims = { l: 'L1', e: 'ann@example.com' };

describe('tokens', () => {
	it('say what was sealed, also under an older key', () => {
		expect(unseal(keys, 'unsubscribe', seal(keys, 'unsubscribe', claims), now)).toEqual(claims);
		expect(unseal(keys, 'unsubscribe', seal(keys.slice(1), 'unsubscribe', claims), now)).toEqual(
			claims,
		);
	});

	it('are the same for the same claims, and show nothing of them', () => {
		const token = seal(keys, 'unsubscribe', claims);
		expect(seal(keys, 'unsubscribe', claims)).toBe(token);
		const body = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('latin1');
		expect(body).not.toContain('ann');
		expect(body).not.toContain('L1');
	});

	it('are worth nothing for another purpose, under another key, or after their time', () => {
		expect(unseal(keys, 'click', seal(keys, 'unsubscribe', claims), now)).toBeUndefined();
		expect(
			unseal([key(9, 'k2')], 'unsubscribe', seal(keys, 'unsubscribe', claims), now),
		).toBeUndefined();
		const short = seal(keys, 'confirm', claims, now + 1000);
		expect(unseal(keys, 'confirm', short, now)).toEqual(claims);
		expect(unseal(keys, 'confirm', short, now + 1000)).toBeUndefined();
	});

	it('are refused when altered or forged: 100,000 attempts', () => {
		const valid = seal(keys, 'unsubscribe', claims);
		const bytes = Buffer.from(valid.slice(3), 'base64url');
		let state = 42;
		const random = (below: number) => {
			state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
			return state % below;
		};
		let accepted = 0;
		for (let attempt = 0; attempt < 100_000; attempt += 1) {
			const forged = Buffer.from(bytes);
			if (attempt % 2 === 0) {
				const at = random(forged.length);
				forged[at] = (forged[at] ?? 0) ^ (1 + random(255));
			} else {
				for (let at = 0; at < forged.length; at += 1) forged[at] = random(256);
			}
			const kid = attempt % 3 === 0 ? 'k1' : 'k2';
			if (unseal(keys, 'unsubscribe', `${kid}.${forged.toString('base64url')}`, now)) accepted += 1;
		}
		expect(accepted).toBe(0);
	});

	it('have one spelling only, and no text makes opening them fail', () => {
		const token = seal(keys, 'unsubscribe', claims);
		for (const other of [
			`${token}=`,
			`${token}.`,
			`${token}.x`,
			` ${token}`,
			token.replace('.', '..'),
			'',
			'.',
			'k2.',
			'k2.AAAA',
		]) {
			expect(unseal(keys, 'unsubscribe', other, now)).toBeUndefined();
		}
		fc.assert(fc.property(fc.string(), (text) => unseal(keys, 'click', text, now) === undefined));
		fc.assert(
			fc.property(fc.string(), (text) => unseal(keys, 'click', `k2.${text}`, now) === undefined),
		);
	});
});

describe('links', () => {
	const secrets = { tokenKeys: keys };
	const address = 'https://n8n.example.com/webhook/lead/main/t';
	const message: MessageRef = {
		leadId: 'L1',
		email: 'ann@example.com',
		deliveryId: 'D1',
		sequence: 'Welcome',
	};
	const tokenOf = (url: string) => new URL(url).searchParams.get('c') ?? '';

	it('send a reader on to what stood in the mail', () => {
		const url = clickUrl(secrets, address, message, 'https://shop.example.com/a?b=1&c=2#d', 3);
		expect(clickTarget(secrets, tokenOf(url), now)).toEqual({
			target: 'https://shop.example.com/a?b=1&c=2#d',
			message,
			index: 3,
		});
	});

	it.each([
		'javascript:alert(1)',
		'data:text/html,x',
		'//evil.example.org',
		'/\\evil.example.org',
		'https:evil.example.org',
		'\thttps://evil.example.org',
		'https://user@evil.example.org/',
		'https://shop.example.com/\r\nLocation: https://evil.example.org',
		'ftp://example.com/',
	])('never to %j, even if it were signed', (target) => {
		const url = clickUrl(secrets, address, message, target, 1);
		expect(clickTarget(secrets, tokenOf(url), now)).toBeUndefined();
	});

	it('replace web addresses in mails and nothing else', () => {
		const unsubscribe = unsubscribeUrl(secrets, address, message);
		const text = `<p><a class="x" href="https://shop.example.com/?a=1&amp;b=2" target=_blank>Shop</a>
<a href='mailto:hi@example.com'>mail</a> <a href="${unsubscribe}">out</a> <a data-track="off" href="https://a.example.com">a</a></p>`;
		const tracked = trackLinks(text, secrets, address, message, { clicks: true, opens: true });
		const [url = ''] = /https:[^"]*\?c=[^"]*/.exec(tracked) ?? [];
		expect(clickTarget(secrets, tokenOf(url), now)?.target).toBe(
			'https://shop.example.com/?a=1&b=2',
		);
		expect(tracked.match(/\?c=/g)).toHaveLength(1);
		expect(tracked).toContain('class="x"');
		expect(tracked).toContain(unsubscribe);
		expect(tracked).toMatch(/<img src="[^"]*\?o=[^"]*" alt=""/);
		expect(trackLinks(text, secrets, address, message, { clicks: false, opens: false })).toBe(text);
	});
});
