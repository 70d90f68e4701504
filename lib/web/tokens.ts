import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

/** What a token is for; a token of one kind is worth nothing as another. */
export type TokenKind =
	| 'unsubscribe'
	| 'preferences'
	| 'click'
	| 'open'
	| 'confirm'
	| 'leadPage'
	| 'queuePage'
	| 'refresh'
	| 'referral'
	| 'form'
	| 'honeypot';

/** A key of the workspace as the store keeps it; the first one signs, all of them are accepted. */
export interface TokenKey {
	/** 1 to 16 letters and digits, stands in the token. */
	kid: string;
	/** At least 32 bytes, base64. */
	key: string;
}

/** What a token says. Values are short texts; they cannot be read without the key. */
export type Claims = Record<string, string>;

/**
 * Makes a token: the claims sealed under the workspace's key. Kind, key id, claims and expiry are all authenticated, and the claims
 * are encrypted, so that no address and no lead id stands in a link. The same claims give the same token.
 *
 * Construction: SIV (as in RFC 5297, with HMAC-SHA-256 truncated to 16 bytes as synthetic IV and AES-256-CTR).
 *
 * @param expires milliseconds since the epoch; absent for links that never end
 * @throws RangeError when there is no key
 */
export function seal(
	keys: readonly TokenKey[],
	kind: TokenKind,
	claims: Claims,
	expires?: number,
): string {
	const signing = keys[0];
	if (!signing) throw new RangeError('There is no key to sign links with.');
	const text = JSON.stringify([claims, ...(expires === undefined ? [] : [Math.floor(expires)])]);
	const plain = Buffer.from(text, 'utf8');
	const { mac, cipher } = subkeys(signing);
	const tag = authenticate(mac, kind, signing.kid, plain);
	const sealed = createCipheriv('aes-256-ctr', cipher, tag);
	return `${signing.kid}.${Buffer.concat([tag, sealed.update(plain), sealed.final()]).toString('base64url')}`;
}

/**
 * Opens a token of a kind: its claims, or undefined for anything that we did not make for this purpose, that was altered, or that
 * has expired. Never throws and does not tell the difference.
 *
 * @param now milliseconds since the epoch
 */
export function unseal(
	keys: readonly TokenKey[],
	kind: TokenKind,
	token: string,
	now: number,
): Claims | undefined {
	if (token.length > maxLength) return undefined;
	const [kid = '', body = '', ...rest] = token.split('.');
	const key = keys.find((one) => one.kid === kid) ?? decoy;
	const bytes = Buffer.from(body, 'base64url');
	if (rest.length > 0 || bytes.length <= tagLength || bytes.toString('base64url') !== body)
		return undefined;
	const tag = bytes.subarray(0, tagLength);
	const { mac, cipher } = subkeys(key);
	const opened = createDecipheriv('aes-256-ctr', cipher, tag);
	const plain = Buffer.concat([opened.update(bytes.subarray(tagLength)), opened.final()]);
	if (!timingSafeEqual(authenticate(mac, kind, kid, plain), tag) || key === decoy) return undefined;
	return read(plain.toString('utf8'), now);
}

const tagLength = 16;
const maxLength = 8000;

/** Stands in for an unknown key id, so that the answer takes as long. */
const decoy: TokenKey = { kid: '', key: Buffer.alloc(32).toString('base64') };

const derived = new Map<string, { mac: Buffer; cipher: Buffer }>();

/** One key each for signing and for encrypting, derived from the workspace's key. */
function subkeys({ key }: TokenKey): { mac: Buffer; cipher: Buffer } {
	const known = derived.get(key);
	if (known) return known;
	const secret = Buffer.from(key, 'base64');
	const pair = {
		mac: createHmac('sha256', secret).update('link signature 1').digest(),
		cipher: createHmac('sha256', secret).update('link encryption 1').digest(),
	};
	if (derived.size > 100) derived.clear();
	derived.set(key, pair);
	return pair;
}

/** Lengths are written before the parts: no two different inputs give the same bytes. */
function authenticate(mac: Buffer, kind: TokenKind, kid: string, plain: Buffer): Buffer {
	return createHmac('sha256', mac)
		.update(`1:${kind.length}:${kind}:${kid.length}:${kid}:${plain.length}:`)
		.update(plain)
		.digest()
		.subarray(0, tagLength);
}

function read(text: string, now: number): Claims | undefined {
	const parsed: unknown = JSON.parse(text);
	if (!Array.isArray(parsed)) return undefined;
	const [claims, expires]: unknown[] = parsed;
	if (typeof expires === 'number' && expires <= now) return undefined;
	return isClaims(claims) ? claims : undefined;
}

function isClaims(value: unknown): value is Claims {
	return (
		typeof value === 'object' &&
		value !== null &&
		Object.values(value).every((claim) => typeof claim === 'string')
	);
}
