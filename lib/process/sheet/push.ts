import type { sheets_v4 } from '@googleapis/sheets';
import { sameCell, type CellValue } from '../../core/sheet/cells';
import { keyColumn, noteColumn } from '../../core/sheet/columns';
import { mergeColumns, placesOf, readRows } from '../../core/sheet/rows';
import { safeText } from '../../core/sheet/safeText';
import type { Frame, SheetsClient } from '../../sheet/client';
import {
	appendRequest,
	cellRequests,
	inRequestBatches,
	isDateColumn,
	type CellWrite,
} from '../../sheet/requests';
import { readLeadsTab, type LeadsTab } from './tab';
import type { SyncReport, Work } from './types';

/** Rows of one append request. */
const appendRows = 500;
/** How often what went to a wrong place is put right. */
const attempts = 8;

/**
 * Writes what rows lack and appends rows for leads without one, then reads the tab again: people may have sorted rows or moved
 * columns in the very moment of writing, so that a cell went to a wrong place. Such cells are given back what they held.
 * @returns false when another run wrote in between; nothing is lost, the caller begins anew
 */
export async function push(client: SheetsClient, work: Work, report: SyncReport): Promise<boolean> {
	const { tab } = work;
	const writes = rowWrites(work, report);
	const requests = [...cellRequests(tab.sheetId, writes), ...appends(work, report)];
	const frame = await writeAll(client, tab.frame, requests);
	if (!frame) return false;
	if (requests.length > 0) await verify(client, work, writes);
	return true;
}

async function writeAll(
	client: SheetsClient,
	frame: Frame,
	requests: sheets_v4.Schema$Request[],
): Promise<Frame | undefined> {
	let known: Frame | undefined = frame;
	for (const batch of inRequestBatches(requests)) {
		if (!known) return undefined;
		known = await client.write(known, batch);
	}
	return known;
}

function rowWrites({ tab, pairs, rowNotes }: Work, report: SyncReport): CellWrite[] {
	const places = placesOf(tab.layout);
	const columns = mergeColumns(tab.layout);
	const keyAt = tab.layout.place.get(keyColumn) ?? 0;
	const noteAt = tab.layout.place.get(noteColumn);
	const noteWrite = (row: number, note: string): CellWrite[] =>
		noteAt === undefined ? [] : [{ row, column: noteAt, value: safeText(note), date: false }];
	const written = pairs.flatMap(({ row, target, notes, keyMissing, stored }) => {
		const own = columns.flatMap(({ key }): CellWrite[] => {
			const column = places.get(key);
			if (column === undefined || sameCell(row.cells[key], target[key])) return [];
			return [{ row: row.row, column, value: target[key], date: isDateColumn(key) }];
		});
		if (keyMissing)
			own.push({ row: row.row, column: keyAt, value: stored.lead.leadId, date: false });
		const text = notes.join('\n');
		if (text !== '' && text !== row.cells[noteColumn]) own.push(...noteWrite(row.row, text));
		if (own.length > 0) report.pushed.push(stored.lead.leadId);
		return own;
	});
	const noted = new Map(rowNotes.map(({ row, note }) => [row, note]));
	const seen = new Map(
		readRows(tab.values, tab.layout).map((row) => [row.row, row.cells[noteColumn]]),
	);
	return [
		...written,
		...[...noted].flatMap(([row, note]) =>
			seen.get(row) === safeText(note) ? [] : noteWrite(row, note),
		),
	];
}

function appends({ tab, homeless }: Work, report: SyncReport): sheets_v4.Schema$Request[] {
	const places = placesOf(tab.layout);
	const keyAt = tab.layout.place.get(keyColumn) ?? 0;
	const noteAt = tab.layout.place.get(noteColumn);
	const width = Math.max(keyAt, noteAt ?? 0, ...places.values()) + 1;
	const rows = homeless.map(({ stored, target, returned }) => {
		const cells: Array<{ value: CellValue; date: boolean }> = Array.from({ length: width }, () => ({
			value: undefined,
			date: false,
		}));
		for (const [key, column] of places) {
			if (target[key] !== undefined)
				cells[column] = { value: target[key], date: isDateColumn(key) };
		}
		cells[keyAt] = { value: stored.lead.leadId, date: false };
		if (returned && noteAt !== undefined) cells[noteAt] = { value: returnedNote, date: false };
		report.pushed.push(stored.lead.leadId);
		return cells;
	});
	const slices: sheets_v4.Schema$Request[] = [];
	for (let from = 0; from < rows.length; from += appendRows) {
		slices.push(appendRequest(tab.sheetId, rows.slice(from, from + appendRows)));
	}
	return slices;
}

const returnedNote =
	'This row was deleted and came back: deleting a row never deletes a lead. Disqualify the lead, or erase it with Lead Record → Erase.';

/** Reads again until every cell we wrote stands in its own lead's row, and nothing of ours stands in another's. */
async function verify(client: SheetsClient, work: Work, writes: CellWrite[]): Promise<void> {
	let pending = intended(work, writes);
	let cleared = false;
	for (let attempt = 0; attempt < attempts; attempt++) {
		const tab = await readLeadsTab(client, undefined, work.tab.sheetId);
		const { repairs, again, clears } = misplaced(tab, pending, work, cleared);
		if (repairs.length === 0) return;
		await client.write(tab.frame, cellRequests(tab.sheetId, repairs));
		// What puts things right may itself go to a wrong place.
		pending = [...pending, ...again];
		cleared ||= clears;
	}
}

/** A value that was meant for a cell of a lead. */
interface Intent {
	leadId: string;
	key: string;
	value: CellValue;
}

function intended({ tab, pairs }: Work, writes: readonly CellWrite[]): Intent[] {
	const leadAt = new Map(pairs.map(({ row, stored }) => [row.row, stored.lead.leadId]));
	const keyAt = new Map([...placesOf(tab.layout)].map(([key, column]) => [column, key]));
	return writes.flatMap(({ row, column, value }): Intent[] => {
		const leadId = leadAt.get(row);
		const key = keyAt.get(column);
		return leadId && key ? [{ leadId, key, value }] : [];
	});
}

/**
 * Finds cells that do not hold what was meant for them, and cells that hold what was meant for another. A difference that is
 * neither is a person's edit since the last read: it stays, and the next sync takes it.
 */
function misplaced(
	tab: LeadsTab,
	pending: readonly Intent[],
	work: Work,
	cleared: boolean,
): { repairs: CellWrite[]; again: Intent[]; clears: boolean } {
	const places = placesOf(tab.layout);
	const all = readRows(tab.values, tab.layout);
	const rows = new Map(all.flatMap((row) => (row.leadId === undefined ? [] : [[row.leadId, row]])));
	const before = new Map(work.pairs.map(({ row, stored }) => [stored.lead.leadId, row.cells]));
	const meant = new Map(pending.map(({ leadId, key, value }) => [`${leadId} ${key}`, value]));
	const missing = pending.filter(({ leadId, key, value }) => {
		const row = rows.get(leadId);
		return row !== undefined && !sameCell(row.cells[key], value);
	});
	const found = { repairs: [] as CellWrite[], again: [] as Intent[], clears: false };
	if (missing.length === 0 && !cleared) return found;
	const strays = new Set<CellValue>(missing.map(({ value }) => value));
	if (cleared) strays.add(undefined);
	const put = (row: number, key: string, value: CellValue): void => {
		const column = places.get(key);
		if (column !== undefined) found.repairs.push({ row, column, value, date: isDateColumn(key) });
	};
	for (const [leadId, { row, cells }] of rows) {
		const old = before.get(leadId);
		if (!old) continue;
		for (const key of places.keys()) {
			const name = `${leadId} ${key}`;
			const wanted = meant.has(name) ? meant.get(name) : old[key];
			const now = cells[key];
			if (sameCell(now, wanted)) continue;
			if (strays.has(now) || (meant.has(name) && sameCell(now, old[key]))) {
				put(row, key, wanted);
				found.again.push({ leadId, key, value: wanted });
			}
		}
	}
	// An empty row that somebody had just inserted took a value: it is emptied again, lest it pass for a typed lead.
	const typed = readRows(work.tab.values, work.tab.layout).filter(
		({ leadId }) => leadId === undefined,
	);
	for (const { row, cells } of all.filter(({ leadId }) => leadId === undefined)) {
		for (const [key, now] of Object.entries(cells)) {
			if (strays.has(now) && !typed.some((each) => sameCell(each.cells[key], now))) {
				put(row, key, undefined);
				found.clears = true;
			}
		}
	}
	return found;
}
