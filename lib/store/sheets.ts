import type { SheetLease, SheetRow, SheetState, StoredLead } from './types';

/** What a store keeps for spreadsheets: who writes to one, what each row last agreed on, and what a run was about to write. */
export interface Sheets {
	/** Takes the lease of a spreadsheet, so that one run at a time writes to it. Isolation: one row per spreadsheet. */
	leaseSheet(lease: { sheet: string; leaseMs: number }): Promise<SheetLease>;
	/** Leads whose version the sheet has not yet, by lead id; `after` is the last id of the page before. */
	leadsForSheet(query: { sheet: string; after?: string; limit: number }): Promise<StoredLead[]>;
	/** What the rows of these leads and the store last agreed on; leads without a row are left out. */
	sheetRows(query: { sheet: string; leadIds: string[] }): Promise<SheetRow[]>;
	/** Ids of the leads that the sheet has had a row of, by id; `after` is the last one of the page before. */
	sheetLeads(query: { sheet: string; after?: string; limit: number }): Promise<string[]>;
	/** What a run was about to write when it ended in the middle, by lead id; `after` is the last id of the page before. */
	sheetAhead(query: { sheet: string; after?: string; limit: number }): Promise<SheetRow[]>;
	/**
	 * Keeps bases and state and holds the lease for `leaseMs` more (0 gives it back); a stale fence writes nothing. `ahead` is
	 * kept beside the bases until a save is `settled`: then nothing of it is left.
	 */
	saveSheet(save: {
		sheet: string;
		fence: number;
		rows: SheetRow[];
		ahead?: SheetRow[];
		settled?: boolean;
		state?: SheetState;
		leaseMs: number;
	}): Promise<'done' | 'stale'>;
}
