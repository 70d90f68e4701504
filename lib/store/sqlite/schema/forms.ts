/** Public forms: what was counted against their limits, and confirmation mails that wait to be sent. Neither holds an address. */
export const forms = `
CREATE TABLE taken (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
CREATE INDEX taken_by ON taken (hash, at);
CREATE INDEX taken_until ON taken (until);
CREATE TABLE confirmations (
	receipt_id TEXT PRIMARY KEY,
	lead_id TEXT NOT NULL,
	form TEXT NOT NULL,
	address TEXT NOT NULL,
	due_at INTEGER NOT NULL,
	attempts INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX confirmations_due ON confirmations (form, due_at);
`;
