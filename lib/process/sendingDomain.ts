import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { resolveTxt } from 'node:dns/promises';

/** A domain with the key its mail is signed with. */
export interface SendingDomain {
	domain: string;
	selector: string;
	/** PEM. */
	privateKey: string;
}

/** Whether mail signed with the key will verify, in words for its owner. */
export interface DomainCheck {
	ok: boolean;
	message: string;
}

const hostName =
	/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;
const selectorName = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/i;

/**
 * Checks domain, selector and key, and that the DNS publishes this key's public half (RFC 6376, 3.6.1).
 * Never throws: an unreadable key or an unreachable DNS is an answer.
 */
export async function checkSendingDomain(
	{ domain, selector, privateKey }: SendingDomain,
	lookUp: (name: string) => Promise<string[][]> = resolveTxt,
): Promise<DomainCheck> {
	if (!hostName.test(domain))
		return no(`'Domain' is no domain: '${domain}'. Write it like example.com.`);
	if (!selectorName.test(selector))
		return no(`'Selector' may hold letters, digits and hyphens: '${selector}'.`);
	const key = readKey(privateKey);
	if (typeof key === 'string') return no(key);
	const name = `${selector}._domainkey.${domain}`;
	const records = await lookUp(name).then(
		(found) => found.map((parts) => parts.join('')),
		() => [],
	);
	const published = records.map((record) =>
		/(?:^|;)\s*p=([^;]*)/.exec(record)?.[1]?.replace(/\s/g, ''),
	);
	if (published.includes(publicHalf(key)))
		return { ok: true, message: `${name} publishes this key.` };
	return no(
		records.length === 0
			? `The key is good, but the DNS has no TXT record ${name} yet. Add it with this text: v=DKIM1; k=${kind(key)}; p=${publicHalf(key)}`
			: `The TXT record ${name} holds another key. Replace it by: v=DKIM1; k=${kind(key)}; p=${publicHalf(key)}`,
	);
}

function no(message: string): DomainCheck {
	return { ok: false, message };
}

function readKey(pem: string): KeyObject | string {
	const unreadable =
		"'DKIM Private Key' cannot be read. Paste the whole key in PEM form, first and last line included.";
	try {
		const key = createPrivateKey(pem);
		if (key.asymmetricKeyType === 'ed25519') return key;
		if (key.asymmetricKeyType !== 'rsa')
			return "'DKIM Private Key' has to be an RSA or Ed25519 key.";
		const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
		// RFC 8301: signers must use at least 1024 bits.
		return bits >= 1024
			? key
			: `'DKIM Private Key' has ${bits} bits; receivers ignore RSA keys below 1024. Use 2048.`;
	} catch {
		return unreadable;
	}
}

function kind(key: KeyObject): string {
	return key.asymmetricKeyType === 'ed25519' ? 'ed25519' : 'rsa';
}

/** What `p=` holds: the SubjectPublicKeyInfo of an RSA key, the bare 32 bytes of an Ed25519 key (RFC 8463). */
function publicHalf(key: KeyObject): string {
	const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
	return (key.asymmetricKeyType === 'ed25519' ? der.subarray(-32) : der).toString('base64');
}
