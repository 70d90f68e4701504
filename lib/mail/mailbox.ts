import { ImapFlow } from '../vendor/imapflow';

/** How a mailbox is reached; the fields of n8n's IMAP credential. */
export interface MailboxAccess {
	host: string;
	port: number;
	secure: boolean;
	user: string;
	password: string;
	allowUnauthorizedCerts?: boolean;
}

/** A mail as the server has it. */
export interface StoredMail {
	uid: number;
	raw: Uint8Array;
}

/** An open folder, as far as reading it needs. */
export interface Mailbox {
	/** UIDs of mails of the last days that do not carry our mark, oldest first. */
	unread(sinceDays: number): Promise<number[]>;
	fetch(uids: readonly number[]): Promise<StoredMail[]>;
	/** Marks mails as read by us, and for people too where wished. */
	mark(uids: readonly number[], seen: boolean): Promise<void>;
	close(): Promise<void>;
}

/** Our mark on a mail: a keyword that mail programs do not show. It lives on the server, so that no place is lost in a restart. */
export const readMark = '$LeadTracked';

/** Longer mails are read up to here: reports and answers say what they say at their beginning. */
const longest = 512 * 1024;

/**
 * Opens a folder of a mailbox with a connection of its own, to be closed after use.
 * Rejects when the server cannot be reached, refuses the login, or has no such folder.
 */
export async function openMailbox(access: MailboxAccess, folder: string): Promise<Mailbox> {
	const client = new ImapFlow({
		host: access.host,
		port: access.port,
		secure: access.secure,
		auth: { user: access.user, pass: access.password },
		tls: { rejectUnauthorized: access.allowUnauthorizedCerts !== true },
		logger: false,
		connectionTimeout: 20_000,
		greetingTimeout: 16_000,
		socketTimeout: 60_000,
	});
	// What goes wrong between two commands rejects the next one; without a listener it would end the process.
	client.on('error', () => undefined);
	try {
		await client.connect();
	} catch (cause) {
		throw new Error(unreachable(access, cause), { cause });
	}
	try {
		await client.mailboxOpen(folder);
	} catch (cause) {
		client.close();
		throw new Error(`There is no folder '${folder}' in the mailbox, or it cannot be opened.`, {
			cause,
		});
	}
	return {
		async unread(sinceDays) {
			const since = new Date(Date.now() - sinceDays * 86_400_000);
			const found = await client.search({ unKeyword: readMark, since }, { uid: true });
			return Array.isArray(found) ? found.sort((a, b) => a - b) : [];
		},
		async fetch(uids) {
			if (uids.length === 0) return [];
			const mails: StoredMail[] = [];
			for await (const { uid, source } of client.fetch(
				uids.join(','),
				{ uid: true, source: { start: 0, maxLength: longest } },
				{ uid: true },
			)) {
				if (source) mails.push({ uid, raw: source });
			}
			return mails;
		},
		async mark(uids, seen) {
			if (uids.length === 0) return;
			await client.messageFlagsAdd(uids.join(','), [readMark, ...(seen ? ['\\Seen'] : [])], {
				uid: true,
			});
		},
		async close() {
			try {
				await client.logout();
			} catch {
				client.close();
			}
		},
	};
}

function unreachable({ host, port, user }: MailboxAccess, cause: unknown): string {
	const refused =
		typeof cause === 'object' &&
		cause !== null &&
		Reflect.get(cause, 'authenticationFailed') === true;
	if (refused)
		return `The mail server refuses the login of '${user}'. Check user and password in the credential.`;
	const why = cause instanceof Error ? cause.message : String(cause);
	return `The mail server ${host}:${port} cannot be reached (${why}). Check host, port and SSL in the credential.`;
}
