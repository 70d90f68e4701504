import { createHash } from 'node:crypto';
import type { Json } from './read/clean';

/** SHA-256 of bytes or text, hex. */
export function sha256(data: string | Uint8Array): string {
	return createHash('sha256').update(data).digest('hex');
}

/** The most that an index takes of one text, in bytes: Postgres has room for 2,704 in an entry, all its columns together. */
const mostIndexed = 500;

/** A text as keys and indexes take it: itself, or a hash where it is longer than any name or address. The same text gives the same. */
export function indexable(text: string): string {
	if (text.length <= mostIndexed / 4 || Buffer.byteLength(text) <= mostIndexed) return text;
	return `sha256:${sha256(text)}`;
}

/**
 * Hash of data by its content: the order of keys, the case of names and surrounding spaces do not matter, and neither do
 * values that differ in every delivery of one submission (times of sending, execution ids).
 */
export function contentHash(value: Json): string {
	return sha256(canonical(value)).slice(0, 32);
}

const fleeting =
	/^(timestamp|submitted_?at|sent_?at|_?request_?id|execution_?id|nonce|_wpnonce|token|csrf\w*|attempt_?(number)?|g-recaptcha-response|h-captcha-response|cf-turnstile-response)$/iu;

function canonical(value: Json): string {
	if (typeof value === 'string') return JSON.stringify(value.trim());
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value)
			.filter(([key, child]) => !fleeting.test(key) && child !== '' && child !== null)
			.map(([key, child]) => [key.trim().toLowerCase(), canonical(child)] as const)
			.sort(([a, left], [b, right]) => (a < b ? -1 : a > b ? 1 : left < right ? -1 : 1));
		return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${child}`).join(',')}}`;
	}
	return JSON.stringify(value);
}
