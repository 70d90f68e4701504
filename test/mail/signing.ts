import { generateKeyPairSync } from 'node:crypto';
import { authenticate } from 'mailauth';
import type { DkimKey } from '../../lib/mail';

/** A key of a domain, and the judge of what was signed with it: no network, a DNS of its own. */
export interface Signing {
	dkim: DkimKey;
	/** What a receiving server would find; `signed` are the names of the headers that the signature covers, in small letters. */
	verify(raw: Buffer, sender: string): Promise<{ dkim?: string; dmarc?: string; signed: string[] }>;
}

/** Makes a new key for a domain. */
export function aSigning(domain: string): Signing {
	const { privateKey, publicKey } = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'der' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
	const selector = 's1';
	const resolver = async (name: string, type: string): Promise<string[][]> => {
		await Promise.resolve();
		if (type === 'TXT' && name === `${selector}._domainkey.${domain}`)
			return [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]];
		if (type === 'TXT' && name === `_dmarc.${domain}`) return [['v=DMARC1; p=reject']];
		throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
	};
	return {
		dkim: { domain, selector, privateKey },
		async verify(raw, sender) {
			const found = await authenticate(raw, {
				ip: '192.0.2.1',
				helo: `mail.${domain}`,
				sender,
				resolver,
			});
			const covered = /DKIM-Signature:[^]*?\sh=([^;]*);/.exec(raw.toString('latin1'))?.[1] ?? '';
			return {
				dkim: found.dkim.results[0]?.status.result,
				dmarc: found.dmarc ? found.dmarc.status.result : undefined,
				signed: covered.toLowerCase().split(/[:;,\s]+/),
			};
		},
	};
}
