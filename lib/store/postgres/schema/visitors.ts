/** Browsers whose visitor has said who they are; `shared` ones were used by several people, and `at` is when the last one did. */
export const visitors = `
CREATE TABLE lm.visitors (
	visitor text COLLATE "C" PRIMARY KEY,
	lead_id text COLLATE "C" NOT NULL,
	shared bigint NOT NULL,
	at bigint NOT NULL
);
CREATE INDEX visitors_lead ON lm.visitors (lead_id);
`;
