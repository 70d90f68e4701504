/** How far mailboxes were read, one row for each trigger that looks into one; the document holds no address of a lead. */
export const mailboxes = `
CREATE TABLE mailboxes (mailbox TEXT PRIMARY KEY, version INTEGER NOT NULL, doc TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;
