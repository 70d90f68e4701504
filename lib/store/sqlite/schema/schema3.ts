/** Third form: the journal of merges, from which every merge can be taken back. */
export const schema3 = `
CREATE TABLE merges (
	id INTEGER PRIMARY KEY,
	merge_id TEXT NOT NULL UNIQUE,
	survivor TEXT NOT NULL,
	at INTEGER NOT NULL,
	by TEXT NOT NULL,
	undone_at INTEGER,
	doc TEXT NOT NULL
) STRICT;
CREATE TABLE merge_leads (lead_id TEXT NOT NULL, merge_id TEXT NOT NULL, PRIMARY KEY (lead_id, merge_id)) STRICT, WITHOUT ROWID;
`;
