/** Browsers whose visitor has said who they are; `shared` ones were used by several people, and `at` is when the last one did. */
export const visitors = `
CREATE TABLE visitors (
	visitor TEXT PRIMARY KEY,
	lead_id TEXT NOT NULL,
	shared INTEGER NOT NULL,
	at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX visitors_lead ON visitors (lead_id);
`;
