import { parseMail } from '../../core/mailbox/parse';
import type { Mail } from '../../core/mailbox/mail';
import { openMailbox, type Mailbox, type MailboxAccess } from '../../mail/mailbox';
import type { ProcessContext } from '../context';
import { readMails, type MailResult } from './readMails';

/** How a mailbox is read. */
export interface PollOptions {
	folder: string;
	/** Whether mails are marked as read for people as well. */
	markSeen: boolean;
	/** Mails longer ago are left alone, so that a first look at an old mailbox does not record years. */
	sinceDays: number;
	/** Most mails of one look. */
	limit: number;
}

/** A mail that was read, and what became of it. */
export interface PolledMail {
	mail: Mail;
	result: MailResult;
}

/** What one look at a mailbox brought. */
export interface Poll {
	mails: PolledMail[];
	/** Mails that wait for the next look. */
	left: number;
}

/** Reads what is new in a mailbox, with a connection of its own. */
export async function pollMailbox(
	context: ProcessContext,
	access: MailboxAccess,
	options: PollOptions,
): Promise<Poll> {
	const mailbox = await openMailbox(access, options.folder);
	try {
		return await readNew(context, mailbox, options);
	} finally {
		await mailbox.close();
	}
}

/**
 * Reads the mails without our mark, records what they mean and marks them, a few at a time: whatever happens between, a mail is read
 * again rather than missed, and counts once, by its Message-ID.
 */
export async function readNew(
	context: ProcessContext,
	mailbox: Mailbox,
	options: PollOptions,
): Promise<Poll> {
	const waiting = await mailbox.unread(options.sinceDays);
	const now = waiting.slice(0, options.limit);
	const mails: PolledMail[] = [];
	for (let from = 0; from < now.length; from += slice) {
		const uids = now.slice(from, from + slice);
		const stored = await mailbox.fetch(uids);
		const parsed: Mail[] = [];
		for (const { raw } of stored) parsed.push(await parseMail(raw));
		const results = await readMails(context, parsed);
		for (const [index, mail] of parsed.entries()) {
			const result = results[index];
			if (result) mails.push({ mail, result });
		}
		// Also those that the server did not give: they were deleted meanwhile.
		await mailbox.mark(uids, options.markSeen);
		await context.pause?.();
	}
	return { mails, left: waiting.length - now.length };
}

const slice = 20;
