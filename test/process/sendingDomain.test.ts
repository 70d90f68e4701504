import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkSendingDomain } from '../../lib/process/sendingDomain';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const published = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const good = { domain: 'example.com', selector: 'n8n', privateKey: pem };
const dns = (text: string) => async () => [[text.slice(0, 100), text.slice(100)]];

describe('checking a sending domain', () => {
	it('is content when the DNS publishes the public half, in however many parts', async () => {
		expect(await checkSendingDomain(good, dns(`v=DKIM1; k=rsa; p=${published}`))).toEqual({
			ok: true,
			message: 'n8n._domainkey.example.com publishes this key.',
		});
	});

	it('publishes the bare key of Ed25519', async () => {
		const pair = generateKeyPairSync('ed25519');
		const bare = pair.publicKey
			.export({ type: 'spki', format: 'der' })
			.subarray(-32)
			.toString('base64');
		const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
		const check = await checkSendingDomain(
			{ ...good, privateKey: key },
			dns(`v=DKIM1;k=ed25519;p=${bare}`),
		);
		expect(check.ok).toBe(true);
	});

	it.each([
		['no domain', { ...good, domain: 'example' }, "'Domain' is no domain"],
		['no selector', { ...good, selector: 'a b' }, "'Selector' may hold"],
		['no key', { ...good, privateKey: 'secret' }, 'cannot be read'],
		['another key', good, 'holds another key'],
	])('says what is wrong: %s', async (_what, domain, message) => {
		const check = await checkSendingDomain(domain, dns('v=DKIM1; p=AAAA'));
		expect(check).toEqual({ ok: false, message: expect.stringContaining(message) });
	});

	it('gives the record to add while the DNS has none', async () => {
		const check = await checkSendingDomain(
			good,
			async () => await Promise.reject(new Error('ENOTFOUND')),
		);
		expect(check.message).toContain(`v=DKIM1; k=rsa; p=${published}`);
	});
});
