import { createHmac } from 'node:crypto';

/**
 * The Message-ID of a delivery, always the same for the same delivery: a second copy of the message could be recognised
 * as one. It tells nothing to who does not have the key.
 *
 * @param key base64 key of the workspace
 */
export function messageIdOf(deliveryId: string, key: string, domain: string): string {
	const digest = createHmac('sha256', Buffer.from(key, 'base64'))
		.update(`message-id|${deliveryId}`)
		.digest();
	return `<${base32(digest.subarray(0, 20))}@${domain}>`;
}

function base32(bytes: Uint8Array): string {
	const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
	let bits = 0;
	let value = 0;
	let text = '';
	for (const byte of bytes) {
		value = ((value << 8) | byte) & 0xffff;
		for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(value >>> (bits - 5)) & 31];
	}
	return text;
}
