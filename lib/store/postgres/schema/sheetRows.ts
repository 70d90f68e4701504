/** What sheets know of one lead is found and erased without looking at all of their rows. */
export const sheetRows = 'CREATE INDEX sheet_rows_lead ON lm.sheet_rows (lead_id)';
