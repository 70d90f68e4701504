import type { Zone } from '../../core/calendar';
import type { CellValue } from '../../core/sheet/cells';
import type { RowCells } from '../../core/sheet/merge';
import type { SeenRow } from '../../core/sheet/rows';
import type { StoredLead } from '../../store/port';
import type { LeadsTab } from './tab';

/** Which way a sync carries changes. */
export type Direction = 'both' | 'toSheet' | 'fromSheet';

/** A difference that a person should know of: both values, and whose stayed. */
export interface Conflict {
	leadId?: string;
	/** Row as the sheet counts it, from 1. */
	row?: number;
	column?: string;
	sheet?: CellValue;
	store?: CellValue;
	winner?: 'sheet' | 'store';
	message: string;
}

/** What a sync did. */
export interface SyncReport {
	kind: 'synced' | 'busy';
	/** Leads whose row was written or made, and leads that took something from the sheet. */
	pushed: string[];
	pulled: string[];
	conflicts: Conflict[];
	/** What was found changed about the tab and put right or understood. */
	healed: string[];
	calls: { reads: number; writes: number };
	/** Until when another run holds the sheet, where it does. */
	busyUntil?: string;
}

/** A row and its lead while they are being brought together. */
export interface Pair {
	row: SeenRow;
	stored: StoredLead;
	/** Cells the row should have when all is written. */
	target: RowCells;
	notes: string[];
	/** The key has to be written into the row. */
	keyMissing: boolean;
}

/** Everything one attempt of a sync works on. */
export interface Work {
	tab: LeadsTab;
	zone: Zone;
	/** Columns whose empty cells are no edits: they were deleted, and get their values back. */
	refill: ReadonlySet<string>;
	pairs: Pair[];
	/** Leads that have no row yet, or none any more. */
	homeless: Array<{ stored: StoredLead; target: RowCells; returned: boolean }>;
	/** Notes for rows that are no lead's. */
	rowNotes: Array<{ row: number; note: string }>;
}
