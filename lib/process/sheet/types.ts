import type { Zone } from '../../core/calendar';
import type { CellValue } from '../../core/sheet/cells';
import type { Layout } from '../../core/sheet/layout';
import type { RowCells } from '../../core/sheet/merge';
import type { SeenRow } from '../../core/sheet/rows';
import type { Frame } from '../../sheet/client';
import type { SheetRow, StoredLead } from '../../store/port';

/** Which way a sync carries changes. */
export type Direction = 'both' | 'toSheet' | 'fromSheet';

/** A difference that a person should know of: both values, and whose stayed. */
export interface Conflict {
	/** Title of the tab. */
	tab: string;
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

/** A tab as it was read: where its columns are, and its values. */
export interface Tab {
	/** The spreadsheet in the moment of reading; its token guards the next write. */
	frame: Frame;
	sheetId: number;
	title: string;
	/** Columns and cells of its grid, filled or not. */
	columns: number;
	cells: number;
	layout: Layout;
	/** Values of the whole tab, header first; of a tab that only grows the header alone. */
	values: CellValue[][];
}

/** A row and what it shall hold, while the two are being brought together. */
export interface Pair {
	/** What stands in the key column, or shall. */
	id: string;
	row: SeenRow;
	/** Cells the row should have when all is written. */
	target: RowCells;
	notes: string[];
	/** The key has to be written into the row. */
	keyMissing: boolean;
}

/** Something that has no row yet, or none any more. */
export interface Homeless {
	id: string;
	target: RowCells;
	/** Its row was deleted. */
	returned: boolean;
}

/** A lead's row. */
export interface LeadPair extends Pair {
	stored: StoredLead;
	/** What row and lead agreed on at the last sync. */
	base?: SheetRow | undefined;
}

/** Everything one attempt of a sync of the Leads tab works on. */
export interface LeadWork {
	tab: Tab;
	zone: Zone;
	/** Notes for rows that are not kept in step. */
	rowNotes: Array<{ row: number; note: string }>;
	/** Columns whose empty cells are no edits: they were deleted, and get their values back. */
	refill: ReadonlySet<string>;
	pairs: LeadPair[];
	homeless: Array<Homeless & { stored: StoredLead }>;
}
