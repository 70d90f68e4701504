// imapflow: reading mailboxes over IMAP. Pinned: later versions cannot be installed with what they ask for.
export { ImapFlow } from 'imapflow';
