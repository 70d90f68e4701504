import { createHash } from 'node:crypto';
import type { Json } from './read/clean';

/** SHA-256 of bytes or text, hex. */
export function sha256(data: string | Uint8Array): string {
	return createHash('sha256').update(data).digest('hex');
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
