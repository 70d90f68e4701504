import { findZone, utc, type Zone } from '../../core/calendar';
import type { CellValue } from '../../core/sheet/cells';
import type { RowCells } from '../../core/sheet/merge';
import { leadKeyColumn, leadsTab } from '../../core/sheet/columns';
import { cellsOf } from '../../core/sheet/rows';
import type { SheetsClient } from '../../sheet/client';
import { batchRows } from '../../store/batches';
import type { SheetRow } from '../../store/port';
import type { ProcessContext } from '../context';
import { pull } from './pull';
import { push } from './push';
import { readTabs } from './tab';
import type { Direction, LeadWork, SyncReport } from './types';

/** Longer than the longest wait for Google's quota. */
const leaseMs = 5 * 60_000;
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
	const { store } = context;
	const sheet = how.spreadsheetId;
	const report: SyncReport = {
		kind: 'synced',
		pushed: [],
		pulled: [],
		conflicts: [],
		healed: [],
		calls: client.calls,
	};
	const lease = await store.leaseSheet({ sheet, leaseMs });
	if (lease.kind === 'busy') return { ...report, kind: 'busy', busyUntil: lease.until };
	let state = lease.state;
	try {
		for (let attempt = 0; attempt < attempts; attempt++) {
			const [tab] = await readTabs(
				client,
				[{ spec: leadsTab, hint: state.leadsTab, ...(how.tab && { name: how.tab }) }],
				async (_tab, keys) => {
					state = { ...state, refill: [...new Set([...(state.refill ?? []), ...keys])] };
					await store.saveSheet({ sheet, fence: lease.fence, rows: [], state, leaseMs });
				},
			);
			if (!tab) continue;
			state = { ...state, leadsTab: tab.sheetId };
			const zone = findZone(tab.frame.timeZone) ?? utc;
			report.healed = [...tab.layout.healed, ...tab.layout.problems];
			report.conflicts = [];
			const work = await pull(
				context,
				tab,
				zone,
				{ sheet, direction: how.direction, refill: new Set(state.refill) },
				report,
			);
			if (how.direction === 'fromSheet') {
				for (const pair of work.pairs) if (!pair.keyMissing) pair.target = pair.row.cells;
			} else await findHomeless(context, sheet, work, zone);
			const written = await push(client, [work]);
			if (!written) continue;
			report.pushed = written[0] ?? [];
			await keepBases(context, sheet, lease.fence, work);
			state = { leadsTab: tab.sheetId, lastSyncAt: new Date(context.now).toISOString() };
			report.pulled = [...new Set(report.pulled)];
			return report;
		}
		throw new Error(
			'Other runs were writing to this spreadsheet all the time. Run the sync again later.',
		);
	} finally {
		await store.saveSheet({ sheet, fence: lease.fence, rows: [], state, leaseMs: 0 });
	}
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
	for (let after: string | undefined; ;) {
		const ids = await store.sheetLeads({
			sheet,
			limit: batchRows,
			...(after === undefined ? {} : { after }),
		});
		const lost = ids.filter((id) => !housed.has(id));
		for (const stored of await store.getLeads(lost)) add(stored, true);
		after = ids.at(-1);
		if (ids.length < batchRows) break;
	}
	for (let after: string | undefined; ;) {
		const page = await store.leadsForSheet({
			sheet,
			limit: batchRows,
			...(after === undefined ? {} : { after }),
		});
		for (const stored of page) add(stored, false);
		after = page.at(-1)?.lead.leadId;
		if (page.length < batchRows) break;
	}
}

/** Ids that stand in rows which were not taken (copies, refused rows): their leads are not appended a second time. */
function rowLeads({ tab }: LeadWork): Array<{ leadId: string }> {
	const keyAt = tab.layout.place.get(leadKeyColumn);
	return tab.values.slice(1).flatMap((row) => {
		const key = keyAt === undefined ? undefined : row[keyAt];
		return key === undefined ? [] : [{ leadId: String(key) }];
	});
}

async function keepBases(
	{ store }: ProcessContext,
	sheet: string,
	fence: number,
	{ pairs, homeless }: LeadWork,
): Promise<void> {
	const rows = [...pairs, ...homeless].map(({ stored, target }): SheetRow => ({
		leadId: stored.lead.leadId,
		version: stored.version,
		cells: filled(target),
	}));
	for (let from = 0; from < rows.length; from += batchRows) {
		await store.saveSheet({ sheet, fence, rows: rows.slice(from, from + batchRows), leaseMs });
	}
}

function filled(cells: RowCells): SheetRow['cells'] {
	const known = Object.entries(cells).filter(
		(entry): entry is [string, Exclude<CellValue, undefined>] => entry[1] !== undefined,
	);
	return Object.fromEntries(known);
}
