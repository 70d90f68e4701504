import type { SheetRowText } from '../rows/types';
import { int, text } from '../rows/values';

/** Rows of this name are what is about to be written; no spreadsheet's id has a '#'. */
export const aheadOf = (sheet: string): string => `${sheet}#ahead`;

/** What row and store last agreed on, whichever engine read it. */
export function toSheetRow(row: Readonly<Record<string, unknown>>): SheetRowText {
	return { leadId: text(row.lead_id), version: int(row.version), cells: text(row.cells) };
}
