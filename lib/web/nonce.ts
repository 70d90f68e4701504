import { randomBytes } from 'node:crypto';

/** A nonce for one answer: 128 bits. */
export function nonce(): string {
	return randomBytes(16).toString('base64url');
}
