import {
	MailboxUnavailable,
	openMailbox,
	type Mailbox,
	type MailboxAccess,
} from '../../../mail/mailbox';

export { MailboxUnavailable, type MailboxAccess };

/** Opens a folder each time it is called; only to read it, unless mails are to be marked as read for people. */
export function folderOf(
	access: MailboxAccess,
	folder: string,
	markSeen: boolean,
): () => Promise<Mailbox> {
	return async () => await openMailbox(access, folder, { toMark: markSeen });
}
