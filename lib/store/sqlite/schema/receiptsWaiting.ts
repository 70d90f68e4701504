/** Receipts that wait for their fields are asked for every few seconds. */
export const receiptsWaiting = `
CREATE INDEX receipts_waiting ON receipts (received_at) WHERE state = 'awaitingFields';
`;
