import type { MailboxState } from '../core/mailbox/place';

/** A mailbox as the store has it. */
export interface StoredMailbox {
	/** Which trigger looks, e.g. 'workflow/node'. */
	mailbox: string;
	/** Grows with every save; 0 where there is none yet. */
	version: number;
	state: MailboxState;
}

/** Mailboxes that triggers look into: how far they were read, and when last. */
export interface Mailboxes {
	mailboxes(): Promise<StoredMailbox[]>;
	/** Keeps the state of a mailbox durably; 'stale' where somebody else saved it since `version` was read. */
	saveMailbox(stored: StoredMailbox): Promise<'done' | 'stale'>;
}
