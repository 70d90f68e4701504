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

/** A mailbox that cannot be read, and what to do about it. */
export class MailboxUnavailable extends Error {
	override name = 'MailboxUnavailable';

	constructor(
		message: string,
		readonly remedy: string,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
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
		throw unreachable(access, cause);
	}
	try {
		const { uidValidity } = await client.mailboxOpen(folder, { readOnly: !toMark });
		return mailboxOf(client, String(uidValidity));
	} catch (cause) {
		client.close();
		throw new MailboxUnavailable(
			`There is no folder '${folder}' in the mailbox, or it cannot be opened`,
			"Correct 'Folder'. Folders in folders are written as the server writes them, e.g. 'INBOX/Leads' or 'INBOX.Leads'.",
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

function unreachable({ host, port, user }: MailboxAccess, cause: unknown): MailboxUnavailable {
	const of = (name: string): unknown =>
		typeof cause === 'object' && cause !== null ? Reflect.get(cause, name) : undefined;
	if (of('authenticationFailed') === true)
		return new MailboxUnavailable(
			`The mail server refuses the login of '${user}'`,
			'Check user and password in the credential. Many providers want a password made for this one program.',
			{ cause },
		);
	const code = String(of('code') ?? '');
	// Said in words: n8n replaces a message in which it sees such a code by one of its own, without the server's name.
	const why = reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
	return new MailboxUnavailable(
		`The mail server ${host}:${port} cannot be reached: ${why}`,
		'Check host, port and SSL in the credential. If they are right the server is away; the next look goes on where the last one ended.',
		{ cause },
	);
}

const reasons: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'nothing listens there',
	ENOTFOUND: 'there is no such host',
	EAI_AGAIN: 'the name of the host cannot be looked up now',
	ETIMEDOUT: 'it does not answer',
	CONNECT_TIMEOUT: 'it does not answer',
	GREETING_TIMEOUT: 'it does not greet, as happens with the wrong SSL setting',
	ECONNRESET: 'it ended the connection',
	EHOSTUNREACH: 'there is no way to the host',
	ENETUNREACH: 'there is no way to the host',
};
