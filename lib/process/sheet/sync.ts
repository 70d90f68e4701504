import { findZone, utc, type Zone } from '../../core/calendar';
import { leadKeyColumn, leadsTab, noteColumn } from '../../core/sheet/columns';
import { cellsOf } from '../../core/sheet/rows';
import { undoTab } from '../../core/sheet/undo';
import type { SheetsClient } from '../../sheet/client';
import type { SheetState } from '../../store/port';
import type { ProcessContext } from '../context';
import { emptyLog, logOf } from './batch';
import { newlyAgreed, openJournal, type Journal } from './journal';
import { basePages, changedPages } from './pages';
import { pull } from './pull';
import { push, type Pushed } from './push';
import { recover } from './recover';
import { readTabs, type TabHint } from './tab';
import type { Conflict, Direction, LeadWork, SyncReport } from './types';

/** How often a sync begins anew because another run wrote, or people moved things, at the same time. */
const attempts = 30;

/** What the attempts of one sync have done together. */
interface Done {
	pushed: Set<string>;
	conflicts: Conflict[];
	/** Notes of rows that have not arrived in the sheet yet, by the row's key. */
	untold: Map<string, string[]>;
}

/** Leads that have no business in a spreadsheet. */
const absent = new Set(['erased', 'merged']);

/**
 * Brings a spreadsheet and the store into step. One run at a time writes to a spreadsheet (a lease in the store); the write token
 * in the sheet is the net below it. Whatever fails leaves both sides as they were, and the next run goes on from there.
 * @throws SheetError, StoreUnavailable
 */
export async function syncSheet(
	context: ProcessContext,
	client: SheetsClient,
	how: { spreadsheetId: string; direction: Direction; tab?: string },
): Promise<SyncReport> {
	const sheet = how.spreadsheetId;
	const report: SyncReport = {
		kind: 'synced',
		pushed: [],
		pulled: [],
		conflicts: [],
		healed: [],
		calls: client.calls,
	};
	const journal = await openJournal(context.store, sheet);
	if ('busyUntil' in journal) return { ...report, kind: 'busy', busyUntil: journal.busyUntil };
	try {
		const done: Done = { pushed: new Set(), conflicts: [], untold: new Map() };
		for (let attempt = 0; attempt < attempts; attempt++) {
			const calm = await tryOnce(context, client, journal, how, { report, done });
			report.pushed = [...done.pushed];
			report.pulled = [...new Set(report.pulled)];
			done.conflicts = eachOnce([...done.conflicts, ...report.conflicts]);
			report.conflicts = done.conflicts;
			if (calm) return report;
			// Whoever took the sheet over meanwhile goes on with everything that was left.
			if (!(await journal.still())) return { ...report, kind: 'busy' };
		}
		throw new Error(
			'This spreadsheet changed all the time while it was written to. Run the sync again later; nothing was lost.',
		);
	} finally {
		await journal.end();
	}
}

/** @returns whether sheet and store are in step; false when another run was in between and it has to begin anew */
async function tryOnce(
	context: ProcessContext,
	client: SheetsClient,
	journal: Journal,
	{ direction, tab: name }: { direction: Direction; tab?: string },
	{ report, done }: { report: SyncReport; done: Done },
): Promise<boolean> {
	const { sheet } = journal;
	const [tab, undo] = await readTabs(
		client,
		[
			{ spec: leadsTab, hint: hintIn(journal.state), ...(name && { name }) },
			{ spec: undoTab, hint: undoHintIn(journal.state) },
		],
		async (_tab, keys) => {
			const refill = [...new Set([...(journal.state.refill ?? []), ...keys])];
			journal.state = { ...journal.state, refill };
			await journal.still();
		},
	);
	if (!tab || !undo) return false;
	const seen = { leadsTab: tab.sheetId, leadsCells: tab.cells, undoTab: undo.sheetId };
	journal.state = { ...journal.state, ...seen };
	// Read while the sheet was ours: nobody was in the middle of writing.
	if (!(await journal.still())) return false;
	const log = logOf(undo);
	if ((await recover(context.store, client, journal, { tab, undo, log })) !== 'nothing')
		return false;
	const zone = findZone(tab.frame.timeZone) ?? utc;
	report.healed = [...tab.layout.healed, ...tab.layout.problems];
	const refill = new Set(journal.state.refill);
	report.conflicts = [];
	const work = await pull(context, tab, zone, { sheet, direction, refill }, report);
	if (direction === 'fromSheet') {
		for (const pair of work.pairs) if (!pair.keyMissing) pair.target = pair.row.cells;
	} else await findHomeless(context, sheet, work, zone);
	for (const pair of work.pairs)
		pair.notes = [...new Set([...(done.untold.get(pair.id) ?? []), ...pair.notes])];
	const pushed = await push(client, work, log, journal);
	done.untold = new Map(
		work.pairs.flatMap(({ id, notes }) =>
			notes.length > 0 && !pushed.landed.has(`${id} ${noteColumn}`) ? [[id, notes]] : [],
		),
	);
	for (const id of rowsOf(work, pushed)) done.pushed.add(id);
	// Rows that nothing had to be written to agree as well.
	if (!(await journal.agreed(newlyAgreed({ ...work, homeless: [] }, pushed)))) return false;
	if (pushed.last) {
		const emptied = await emptyLog(client, pushed.last.frame, pushed.last.log);
		if (!(await journal.settled()) || !emptied) return false;
	}
	if (!pushed.calm) return false;
	journal.state = { ...seen, lastSyncAt: new Date(context.now).toISOString() };
	return true;
}

/** An attempt after another tells the same again. */
function eachOnce(conflicts: readonly Conflict[]): Conflict[] {
	const nameOf = ({ leadId, row, column, message }: Conflict): string =>
		JSON.stringify([leadId ?? row, column, message]);
	return [...new Map(conflicts.map((each) => [nameOf(each), each])).values()];
}

/** Keys of the rows that took something. */
function rowsOf({ pairs, homeless }: LeadWork, { landed, appended }: Pushed): string[] {
	const ids = new Set([...landed].map((cell) => cell.slice(0, cell.indexOf(' '))));
	return [...pairs, ...homeless].flatMap(({ id }) => (ids.has(id) || appended.has(id) ? id : []));
}

function undoHintIn({ undoTab: sheetId }: SheetState): TabHint | undefined {
	return sheetId === undefined ? undefined : { sheetId, cells: 0 };
}

function hintIn({ leadsTab, leadsCells }: SheetState): TabHint | undefined {
	return leadsTab === undefined ? undefined : { sheetId: leadsTab, cells: leadsCells ?? Infinity };
}

/** Leads without a row: those the sheet never had, and those whose row was deleted. */
async function findHomeless(
	context: ProcessContext,
	sheet: string,
	work: LeadWork,
	zone: Zone,
): Promise<void> {
	const { store } = context;
	const housed = new Set(work.pairs.map(({ id }) => id));
	for (const { leadId } of rowLeads(work)) housed.add(leadId);
	const add = (stored: (typeof work.pairs)[number]['stored'], returned: boolean): void => {
		const id = stored.lead.leadId;
		if (housed.has(id) || absent.has(stored.lead.stage)) return;
		housed.add(id);
		work.homeless.push({
			id,
			stored,
			target: cellsOf(stored.lead, work.tab.layout, zone),
			returned,
		});
	};
	for await (const ids of basePages(store, sheet)) {
		const lost = ids.filter((id) => !housed.has(id));
		for (const stored of await store.getLeads(lost)) add(stored, true);
	}
	for await (const page of changedPages(store, sheet))
		for (const stored of page) add(stored, false);
}

/** Ids that stand in rows which were not taken (copies, refused rows): their leads are not appended a second time. */
function rowLeads({ tab }: LeadWork): Array<{ leadId: string }> {
	const keyAt = tab.layout.place.get(leadKeyColumn);
	return tab.values.slice(1).flatMap((row) => {
		const key = keyAt === undefined ? undefined : row[keyAt];
		return key === undefined ? [] : [{ leadId: String(key) }];
	});
}
