/** What leads became: accounts, their contacts, and the sales that may come of them. */
export const accounts = `
CREATE TABLE lm.accounts (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	account_id text COLLATE "C" NOT NULL UNIQUE,
	domain text COLLATE "C",
	name_key text COLLATE "C",
	updated_at bigint NOT NULL,
	doc text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX accounts_domain ON lm.accounts (domain) WHERE domain IS NOT NULL;
CREATE INDEX accounts_name ON lm.accounts (name_key) WHERE name_key IS NOT NULL;

CREATE TABLE lm.contacts (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	contact_id text COLLATE "C" NOT NULL UNIQUE,
	account_id text COLLATE "C" NOT NULL,
	lead_id text COLLATE "C" NOT NULL UNIQUE,
	updated_at bigint NOT NULL,
	doc text COLLATE "C" NOT NULL
);
CREATE INDEX contacts_account ON lm.contacts (account_id);

CREATE TABLE lm.opportunities (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	opportunity_id text COLLATE "C" NOT NULL UNIQUE,
	account_id text COLLATE "C" NOT NULL,
	lead_id text COLLATE "C" NOT NULL,
	updated_at bigint NOT NULL,
	doc text COLLATE "C" NOT NULL
);
CREATE INDEX opportunities_account ON lm.opportunities (account_id);
CREATE INDEX opportunities_lead ON lm.opportunities (lead_id);

CREATE TABLE lm.campaigns (key text COLLATE "C" PRIMARY KEY, doc text COLLATE "C" NOT NULL);
`;
