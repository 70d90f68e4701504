import { createHmac } from 'node:crypto';

/** Under which a limit's key is counted: salted, so that the store holds no address of a visitor. @param salt base64 */
export function limitHash(salt: string, key: string): string {
	return createHmac('sha256', Buffer.from(salt, 'base64')).update(`limit:${key}`).digest('base64');
}
