/** Second form: spreadsheets kept in step with the store; what each row and its lead last agreed on is the base of the next merge. */
export const schema2 = `
CREATE TABLE sheets (
	sheet TEXT PRIMARY KEY,
	fence INTEGER NOT NULL,
	lease_until INTEGER NOT NULL,
	state TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sheet_rows (
	sheet TEXT NOT NULL,
	lead_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	cells TEXT NOT NULL,
	PRIMARY KEY (sheet, lead_id)
) STRICT, WITHOUT ROWID;
`;
