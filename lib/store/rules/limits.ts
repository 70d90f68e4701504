import { createHmac } from 'node:crypto';

/** Under which a limit's key is counted: salted, so that the store holds no address of a visitor. @param salt base64 */
export function limitHash(salt: string, key: string): string {
	return createHmac('sha256', Buffer.from(salt, 'base64')).update(`limit:${key}`).digest('base64');
}

/** Marks one thing that was counted under a key, so that it is not counted again. */
export function onceKey(key: string, once: string): string {
	return `${key} once ${once}`;
}
