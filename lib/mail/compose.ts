import type { MailAddress } from './address';
import { mailLibrary } from './load';
import { line, mailPage } from './page';

/** A mail to one recipient, all of it plain text values. */
export interface Mail {
	from: MailAddress;
	to: MailAddress;
	replyTo?: MailAddress;
	subject: string;
	/** The line that mail programs show beside the subject. */
	preheader?: string;
	text: string;
	html: string;
	/** Of the text, BCP 47. */
	language?: string;
	/** '<…@domain>' */
	messageId: string;
	/** Milliseconds since the epoch. */
	date: number;
	/** Message-IDs of the thread it belongs to, oldest first. */
	thread?: readonly string[];
	/** How to unsubscribe; one-click headers only where there is an https address (RFC 8058). */
	unsubscribe?: { https?: string; mailto?: string };
	/** 'campaign:customer:mailType:sender', for Gmail's feedback loop. */
	feedbackId?: string;
	/** More headers; names outside letters, digits and hyphens are left out, and so are those that this mail sets itself. */
	headers?: Readonly<Record<string, string>>;
}

/** With what a domain signs its mail. */
export interface DkimKey {
	domain: string;
	selector: string;
	/** PEM. */
	privateKey: string;
}

/**
 * Builds the finished message as it goes over the wire: text and html as multipart/alternative, headers, DKIM signature.
 * Only texts and numbers reach the mail library: objects could name files to read or headers to add.
 */
export async function composeMail(mail: Mail, dkim?: DkimKey): Promise<Buffer> {
	const { MailComposer } = mailLibrary();
	const composer = new MailComposer({
		from: plainAddress(mail.from),
		to: [plainAddress(mail.to)],
		...(mail.replyTo && { replyTo: plainAddress(mail.replyTo) }),
		subject: line(mail.subject),
		text: body(mail.text),
		html: body(mailPage(mail)),
		messageId: line(mail.messageId),
		date: new Date(mail.date),
		...(mail.thread?.length && {
			inReplyTo: line(mail.thread.at(-1) ?? ''),
			references: mail.thread.map(line),
		}),
		headers: headersOf(mail),
		disableFileAccess: true,
		disableUrlAccess: true,
		xMailer: false,
	});
	const raw = await composer.compile().build();
	return dkim === undefined ? raw : await sign(raw, dkim);
}

/** A mail in parts, for whoever sends it by other means. */
export interface MailParts {
	from: string;
	fromName?: string;
	to: string;
	toName?: string;
	replyTo?: string;
	subject: string;
	text: string;
	/** The whole page. */
	html: string;
	headers: Record<string, string>;
}

/**
 * What another sender needs to send the same mail: the headers that let people unsubscribe with one click and keep the thread
 * together, beside those that every sender makes itself.
 */
export function mailParts(mail: Mail): MailParts {
	const { from, to, replyTo, thread = [] } = mail;
	const before = thread.map(line);
	const last = before.at(-1);
	return {
		from: from.address,
		...(from.name && { fromName: line(from.name) }),
		to: to.address,
		...(to.name && { toName: line(to.name) }),
		...(replyTo && { replyTo: replyTo.address }),
		subject: line(mail.subject),
		text: mail.text,
		html: mailPage(mail),
		headers: {
			'Message-ID': line(mail.messageId),
			...(last !== undefined && { 'In-Reply-To': last, References: before.join(' ') }),
			...Object.fromEntries(headersOf(mail).map(({ key, value }) => [key, value])),
		},
	};
}

/**
 * Header fields that the signature covers. The library's own list leaves List-Unsubscribe-Post out, which RFC 8058
 * demands; each of From, To and Subject named twice cannot be added again behind our back.
 */
const signedFields = [
	...['From', 'Sender', 'Reply-To', 'Subject', 'Date', 'Message-ID', 'To', 'Cc', 'MIME-Version'],
	...['Content-Type', 'Content-Transfer-Encoding', 'In-Reply-To', 'References'],
	...['List-Id', 'List-Unsubscribe', 'List-Unsubscribe-Post', 'Feedback-ID'],
].join(':');

/** Headers that have one place, which is not the free list. */
const ownHeaders =
	/^(?:from|sender|to|cc|bcc|reply-to|subject|date|message-id|in-reply-to|references|mime-version|content-.*|dkim-signature|received|return-path|list-unsubscribe(?:-post)?|feedback-id|x-mailer)$/i;

async function sign(raw: Buffer, { domain, selector, privateKey }: DkimKey): Promise<Buffer> {
	const { DKIM } = mailLibrary();
	const signer = new DKIM({
		domainName: String(domain),
		keySelector: String(selector),
		privateKey: String(privateKey),
		headerFieldNames: signedFields,
	});
	const parts: Buffer[] = [];
	for await (const part of signer.sign(raw)) parts.push(Buffer.from(part));
	const signed = Buffer.concat(parts);
	// With a key that is none the library sends unsigned without a word.
	if (signed.subarray(0, 15).toString('latin1').toLowerCase() === 'dkim-signature:') return signed;
	throw new Error(
		"The mail cannot be signed. Check 'DKIM Private Key' of the Sending Domain credential.",
	);
}

function headersOf({
	unsubscribe = {},
	feedbackId,
	headers = {},
}: Mail): Array<{ key: string; value: string }> {
	const { https, mailto } = unsubscribe;
	const ways = [https, mailto].filter((way) => way !== undefined).map((way) => `<${line(way)}>`);
	const free = Object.entries(headers).filter(
		([key]) => /^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(key) && !ownHeaders.test(key),
	);
	return [
		...(ways.length > 0 ? [{ key: 'List-Unsubscribe', value: ways.join(', ') }] : []),
		...(https === undefined
			? []
			: [{ key: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' }]),
		...(feedbackId === undefined ? [] : [{ key: 'Feedback-ID', value: line(feedbackId) }]),
		...free.map(([key, value]) => ({ key, value: line(value) })),
	];
}

function plainAddress({ address, name }: MailAddress): { address: string; name: string } {
	return { address: line(address), name: line(name ?? '') };
}

/** Line ends as SMTP wants them, no NUL, nothing that a server would have to mend. */
function body(text: string): string {
	return String(text)
		.replace(/\r\n?|\u2028|\u2029/g, '\n')
		.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
		.replace(/\n/g, '\r\n');
}
