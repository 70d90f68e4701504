/** What leads became: accounts, their contacts, and the sales that may come of them. */
export const accounts = `
CREATE TABLE accounts (
	id INTEGER PRIMARY KEY,
	account_id TEXT NOT NULL UNIQUE,
	domain TEXT,
	name_key TEXT,
	updated_at INTEGER NOT NULL,
	doc TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX accounts_domain ON accounts (domain) WHERE domain IS NOT NULL;
CREATE INDEX accounts_name ON accounts (name_key) WHERE name_key IS NOT NULL;

CREATE TABLE contacts (
	id INTEGER PRIMARY KEY,
	contact_id TEXT NOT NULL UNIQUE,
	account_id TEXT NOT NULL,
	lead_id TEXT NOT NULL UNIQUE,
	updated_at INTEGER NOT NULL,
	doc TEXT NOT NULL
) STRICT;
CREATE INDEX contacts_account ON contacts (account_id);

CREATE TABLE opportunities (
	id INTEGER PRIMARY KEY,
	opportunity_id TEXT NOT NULL UNIQUE,
	account_id TEXT NOT NULL,
	lead_id TEXT NOT NULL,
	updated_at INTEGER NOT NULL,
	doc TEXT NOT NULL
) STRICT;
CREATE INDEX opportunities_account ON opportunities (account_id);
CREATE INDEX opportunities_lead ON opportunities (lead_id);
`;
