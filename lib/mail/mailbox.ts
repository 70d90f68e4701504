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
	/** Changes when the server numbers the folder anew (RFC 3501 2.3.1.1). */
	readonly uidValidity: string;
	/** The connection is still there. */
	isOpen(): boolean;
	/** Numbers of mails that came in during the last days, oldest first. */
	uidsSince(days: number): Promise<number[]>;
	/** Numbers above this one, in order. */
	uidsAfter(uid: number): Promise<number[]>;
	/** Mails by number, unread ones stay unread; those that are gone from the server are left out. */
	fetch(uids: readonly number[]): Promise<StoredMail[]>;
	markSeen(uids: readonly number[]): Promise<void>;
	close(): Promise<void>;
}

/** Longer mails are read up to here: reports and answers say what they say at their beginning. */
const longest = 512 * 1024;

/**
 * Opens a folder of a mailbox with a connection of its own, to be closed after use; only to read it, unless mails are to be
 * marked. Rejects when the server cannot be reached, refuses the login, or has no such folder.
 */
export async function openMailbox(
	access: MailboxAccess,
	folder: string,
	{ toMark = false }: { toMark?: boolean } = {},
): Promise<Mailbox> {
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
		client.close();
		throw new Error(unreachable(access, cause), { cause });
	}
	try {
		const { uidValidity } = await client.mailboxOpen(folder, { readOnly: !toMark });
		return mailboxOf(client, String(uidValidity));
	} catch (cause) {
		client.close();
		throw new Error(
			`There is no folder '${folder}' in the mailbox, or it cannot be opened. Correct 'Folder'.`,
			{ cause },
		);
	}
}

function mailboxOf(client: ImapFlow, uidValidity: string): Mailbox {
	const search = async (query: { since: Date } | { uid: string }) => {
		const found = await client.search(query, { uid: true });
		// The client answers false where the server refused.
		if (!Array.isArray(found)) throw new Error('The mail server refuses to search the folder.');
		return found.sort((a, b) => a - b);
	};
	return {
		uidValidity,
		isOpen: () => client.usable,
		uidsSince: async (days) => await search({ since: new Date(Date.now() - days * 86_400_000) }),
		// 'n:*' always names the last mail, also where its number is below n.
		uidsAfter: async (uid) =>
			(await search({ uid: `${uid + 1}:*` })).filter((found) => found > uid),
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
		async markSeen(uids) {
			if (uids.length > 0) await client.messageFlagsAdd(uids.join(','), ['\\Seen'], { uid: true });
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
