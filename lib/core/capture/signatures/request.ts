import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it is signed: the very bytes that arrived. */
export interface SignedRequest {
	raw: Uint8Array;
	/** Names in lower case. */
	headers: Readonly<Record<string, string | undefined>>;
	method: string;
	/** The public address that the provider called, with its query. */
	url: string;
	/** Milliseconds since the epoch. */
	now: number;
}

/** Whether a request is what the provider sent. */
export type Verdict = { ok: true } | { ok: false; reason: string };

/** A scheme: judges a request by the secret that was agreed on. */
export type Verifier = (request: SignedRequest, secret: string) => Verdict;

/** How old, or how far ahead, a signed time may be; providers name 3 to 5 minutes. */
const toleranceMs = 5 * 60_000;

export const accepted: Verdict = { ok: true };

/** A refusal with its reason. */
export function refused(reason: string): Verdict {
	return { ok: false, reason };
}

/** HMAC-SHA-256 over parts that are joined as they are. */
export function hmac(
	secret: string | Uint8Array,
	encoding: 'hex' | 'base64',
	...parts: Array<string | Uint8Array>
): string {
	const mac = createHmac('sha256', secret);
	for (const part of parts) mac.update(part);
	return mac.digest(encoding);
}

/** SHA-256 over parts that are joined as they are, hex. */
export function digest(...parts: Array<string | Uint8Array>): string {
	const hash = createHash('sha256');
	for (const part of parts) hash.update(part);
	return hash.digest('hex');
}

/** Compares in a time that tells nothing of where two texts differ, whatever their lengths. */
export function equal(given: string, expected: string): boolean {
	const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
	return (
		a !== undefined && b !== undefined && timingSafeEqual(a, b) && given.length === expected.length
	);
}

/** Judges a signature that was given against the one that is right. */
export function judge(given: string | undefined, expected: string): Verdict {
	if (given === undefined || given === '') return refused('The request is not signed');
	return equal(given, expected) ? accepted : refused('The signature does not fit the request');
}

/** Whether a signed time is near enough, so that an old request cannot be sent again. */
export function isFresh(milliseconds: number, now: number): boolean {
	return Number.isFinite(milliseconds) && Math.abs(now - milliseconds) <= toleranceMs;
}

/** 't=123,v1=abc' as a map; of a name that comes several times the first counts. */
export function parts(header: string | undefined): Map<string, string> {
	const found = new Map<string, string>();
	for (const part of (header ?? '').slice(0, 2000).split(',')) {
		const at = part.indexOf('=');
		const name = part.slice(0, at).trim();
		if (at > 0 && !found.has(name)) found.set(name, part.slice(at + 1).trim());
	}
	return found;
}
