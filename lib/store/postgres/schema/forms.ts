/** Public forms: what was counted against their limits, and confirmation mails that wait to be sent. Neither holds an address. */
export const forms = `
CREATE TABLE lm.taken (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	hash text COLLATE "C" NOT NULL,
	at bigint NOT NULL,
	until bigint NOT NULL
);
CREATE INDEX taken_by ON lm.taken (hash, at);
CREATE INDEX taken_until ON lm.taken (until);
CREATE TABLE lm.confirmations (
	receipt_id text COLLATE "C" PRIMARY KEY,
	lead_id text COLLATE "C" NOT NULL,
	form text COLLATE "C" NOT NULL,
	address text COLLATE "C" NOT NULL,
	due_at bigint NOT NULL,
	attempts bigint NOT NULL DEFAULT 0
);
CREATE INDEX confirmations_due ON lm.confirmations (form, due_at);
`;
