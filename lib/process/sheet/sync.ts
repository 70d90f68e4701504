import { findZone, utc, type Zone } from '../../core/calendar';
import { leadKeyColumn, leadsTab } from '../../core/sheet/columns';
import { cellsOf } from '../../core/sheet/rows';
import type { SheetsClient } from '../../sheet/client';
import type { SheetState } from '../../store/port';
import type { ProcessContext } from '../context';
import { newlyAgreed, openJournal, type Journal } from './journal';
import { basePages, changedPages } from './pages';
import { pull } from './pull';
import { push } from './push';
import { recover } from './recover';
import { readTabs, type TabHint } from './tab';
import type { Direction, LeadWork, SyncReport } from './types';

/** How often a sync begins anew because another run wrote at the same time. */
const attempts = 6;

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
		for (let attempt = 0; attempt < attempts; attempt++) {
			const done = await tryOnce(context, client, journal, how, report);
			if (done) return report;
			// Whoever took the sheet over meanwhile goes on with everything that was left.
			if (!(await journal.still())) return { ...report, kind: 'busy' };
		}
		throw new Error(
			'Other runs were writing to this spreadsheet all the time. Run the sync again later.',
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
	report: SyncReport,
): Promise<boolean> {
	const { sheet } = journal;
	const [tab] = await readTabs(
		client,
		[{ spec: leadsTab, hint: hintIn(journal.state), ...(name && { name }) }],
		async (_tab, keys) => {
			const refill = [...new Set([...(journal.state.refill ?? []), ...keys])];
			journal.state = { ...journal.state, refill };
			await journal.still();
		},
	);
	if (!tab) return false;
	const seen = { leadsTab: tab.sheetId, leadsCells: tab.cells };
	journal.state = { ...journal.state, ...seen };
	// Read while the sheet was ours: nobody was in the middle of writing.
	if (!(await journal.still())) return false;
	if ((await recover(context.store, client, journal, tab)) !== 'nothing') return false;
	const zone = findZone(tab.frame.timeZone) ?? utc;
	report.healed = [...tab.layout.healed, ...tab.layout.problems];
	report.conflicts = [];
	const refill = new Set(journal.state.refill);
	const work = await pull(context, tab, zone, { sheet, direction, refill }, report);
	if (direction === 'fromSheet') {
		for (const pair of work.pairs) if (!pair.keyMissing) pair.target = pair.row.cells;
	} else await findHomeless(context, sheet, work, zone);
	const written = await push(client, [work], journal);
	if (!written) return false;
	const [{ ids, tab: after }] = [written[0] ?? { ids: [], tab }];
	report.pushed = ids;
	if (!(await journal.agreed(newlyAgreed(work, after)))) return false;
	if (report.pushed.length > 0 && !(await journal.settled())) return false;
	journal.state = { ...seen, lastSyncAt: new Date(context.now).toISOString() };
	report.pulled = [...new Set(report.pulled)];
	return true;
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
