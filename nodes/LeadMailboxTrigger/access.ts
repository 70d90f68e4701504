import type { MailboxAccess } from '../../lib/process/track/mailbox/connect';
import { asNumber, asText } from '../shared';

/** What n8n's IMAP credential says. */
export function accessOf(credentials: Readonly<Record<string, unknown>>): MailboxAccess {
	return {
		host: asText(credentials['host']) ?? '',
		port: asNumber(credentials['port']) ?? 993,
		secure: credentials['secure'] !== false,
		user: asText(credentials['user']) ?? '',
		password: typeof credentials['password'] === 'string' ? credentials['password'] : '',
		allowUnauthorizedCerts: credentials['allowUnauthorizedCerts'] === true,
	};
}

/** A folder and whose it is, in words: the same for everybody who looks into it. */
export function nameOf({ user, host }: MailboxAccess, folder: string): string {
	return `'${folder}' of ${user} at ${host}`;
}
