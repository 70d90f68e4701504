/** How far mailboxes were read, one row for each trigger that looks into one; the document holds no address of a lead. */
export const mailboxes = `
CREATE TABLE lm.mailboxes (
	mailbox text COLLATE "C" PRIMARY KEY,
	version bigint NOT NULL,
	doc text NOT NULL
);
`;
