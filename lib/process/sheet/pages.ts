import { batchRows } from '../../store/batches';
import type { LeadStore, SheetRow, StoredLead } from '../../store/port';
import { pagesOf, type Place } from '../pages';

/** Ids of leads with a base in the store, a page at a time, by id. */
export function basePages(store: LeadStore, sheet: string): AsyncIterable<string[]> {
	return byId(
		(place) => store.sheetLeads({ sheet, limit: batchRows, ...place }),
		(id) => id,
	);
}

/** What an earlier run was about to write when it ended, a page at a time, by lead id. */
export function aheadPages(store: LeadStore, sheet: string): AsyncIterable<SheetRow[]> {
	return byId(
		(place) => store.sheetAhead({ sheet, limit: batchRows, ...place }),
		({ leadId }) => leadId,
	);
}

/** Leads that changed since the sheet saw them, a page at a time, by lead id. */
export function changedPages(store: LeadStore, sheet: string): AsyncIterable<StoredLead[]> {
	return byId(
		(place) => store.leadsForSheet({ sheet, limit: batchRows, ...place }),
		({ lead }) => lead.leadId,
	);
}

/** Pages in the order of lead ids: a page that is not full was the last. */
async function* byId<Row>(
	read: (place: Place) => Promise<Row[]>,
	idOf: (row: Row) => string,
): AsyncGenerator<Row[], void, undefined> {
	const pages = pagesOf(async (place) => {
		const rows = await read(place);
		const last = rows.at(-1);
		return { rows, ...(last && rows.length >= batchRows && { next: idOf(last) }) };
	});
	for await (const { rows } of pages) yield rows;
}
