/** Campaigns with their cost, and what reports and retention need to find touchpoints, assignments and submissions by age. */
export const reporting = `
CREATE TABLE campaigns (key TEXT PRIMARY KEY, doc TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX touchpoints_at ON touchpoints (occurred_at);
CREATE INDEX assignments_at ON assignments (at);
CREATE INDEX receipts_content ON receipts (received_at) WHERE payload <> 'null' AND state IN ('captured', 'rejected');
`;
