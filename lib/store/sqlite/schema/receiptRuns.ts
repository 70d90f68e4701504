/** A receipt is done when its workflow ran to its end, not when it was started; how often the sweep started it is counted. */
export const receiptRuns = `
ALTER TABLE receipts RENAME COLUMN started_at TO ended_at;
ALTER TABLE receipts ADD COLUMN starts INTEGER NOT NULL DEFAULT 0;
`;
