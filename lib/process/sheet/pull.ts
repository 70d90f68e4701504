import { keysOf } from '../../core/capture/identity';
import type { Zone } from '../../core/calendar';
import type { Lead } from '../../core/lead/lead';
import { mergeRow } from '../../core/sheet/merge';
import { cellsOf, mergeColumns, readRows, type SeenRow } from '../../core/sheet/rows';
import { batchRows } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { restoreLead } from './edits';
import { saveEdits } from './saveEdits';
import { pullNew } from './newRows';
import { note, tell } from './notes';
import type { Direction, LeadPair, LeadWork, SyncReport, Tab } from './types';

/** Reads the rows, gives people's edits, new rows and unknown leads to the store, and says what each row should hold. */
export async function pull(
	context: ProcessContext,
	tab: Tab,
	zone: Zone,
	how: { sheet: string; direction: Direction; refill: ReadonlySet<string> },
	report: SyncReport,
): Promise<LeadWork> {
	const work: LeadWork = { tab, zone, refill: how.refill, pairs: [], homeless: [], rowNotes: [] };
	const rows = readRows(tab.values, tab.layout);
	const known = firstOfEach(
		rows.filter(({ id }) => id !== undefined),
		work,
		report,
	);
	for (let from = 0; from < known.length; from += batchRows) {
		await pullKnown(context, known.slice(from, from + batchRows), how, work, report);
		await context.pause?.();
	}
	const fresh = rows.filter(({ id }) => id === undefined);
	if (how.direction !== 'toSheet') await pullNew(context, fresh, work, report);
	return work;
}

async function pullKnown(
	context: ProcessContext,
	rows: readonly SeenRow[],
	{ sheet, direction }: { sheet: string; direction: Direction },
	work: LeadWork,
	report: SyncReport,
): Promise<void> {
	const { store } = context;
	const ids = rows.flatMap(({ id }) => id ?? []);
	const [leads, bases] = await Promise.all([
		store.getLeads(ids),
		store.sheetRows({ sheet, leadIds: ids }),
	]);
	const byId = new Map(leads.map((stored) => [stored.lead.leadId, stored]));
	const baseOf = new Map(bases.map((base) => [base.leadId, base]));
	const lost = rows.filter(({ id }) => id !== undefined && !byId.has(id));
	if (direction !== 'toSheet') {
		for (const stored of await restore(context, lost, work, report))
			byId.set(stored.lead.leadId, stored);
	}
	const { layout } = work.tab;
	const columns = mergeColumns(layout).map(({ key, human }) => ({
		key,
		human: human && !work.refill.has(key),
	}));
	const pairs = rows.flatMap((row): Array<LeadPair & { edits: string[] }> => {
		const stored = byId.get(row.id ?? '');
		if (!stored) return [];
		const target = cellsOf(stored.lead, layout, work.zone);
		const base = baseOf.get(stored.lead.leadId);
		// What an old row says of somebody erased is no edit: it goes, and does not come back.
		const listens = direction !== 'toSheet' && stored.lead.stage !== 'erased';
		const merge = mergeRow(columns, row.cells, target, base?.cells);
		const pair = {
			id: stored.lead.leadId,
			row,
			stored,
			base,
			target,
			notes: [],
			keyMissing: false,
			edits: listens ? merge.pull : [],
		};
		if (listens)
			for (const clash of merge.clashes) tell(report.conflicts, work, pair, clash.key, clash);
		return [pair];
	});
	await saveEdits(
		context,
		pairs.filter(({ edits }) => edits.length > 0),
		work,
		report,
	);
	work.pairs.push(...pairs);
}

/** Gives leads back to a store that does not know them: the rows carry everything that matters. */
async function restore(
	context: ProcessContext,
	rows: readonly SeenRow[],
	work: LeadWork,
	report: SyncReport,
): Promise<StoredLead[]> {
	if (rows.length === 0) return [];
	const leads = rows.map(({ id = '', cells }): Lead => restoreLead(context, id, cells, work.zone));
	const results = await context.store.saveLeads(
		leads.map((lead) => ({
			lead,
			version: 'new' as const,
			keys: keysOf(lead),
			audit: { by: context.by, action: 'sheet.restored', changes: {} },
		})),
	);
	return leads.flatMap((lead, index) => {
		const result = results[index];
		const row = rows[index]?.row ?? 0;
		if (result?.kind === 'saved') {
			report.pulled.push(lead.leadId);
			return [{ lead, version: result.version }];
		}
		const why =
			result?.kind === 'keyTaken'
				? `its ${result.key.kind} belongs to lead ${result.leadId}`
				: 'it was removed for good';
		note(
			work,
			report.conflicts,
			row,
			`This row was not taken: ${why}. Delete the row if it is not needed.`,
			lead.leadId,
		);
		return [];
	});
}

function firstOfEach(rows: readonly SeenRow[], work: LeadWork, report: SyncReport): SeenRow[] {
	const seen = new Map<string, number>();
	return rows.filter(({ id = '', row }) => {
		const first = seen.get(id);
		if (first === undefined) return seen.set(id, row);
		note(
			work,
			report.conflicts,
			row,
			`A copy of row ${first + 1}: this row is not kept in step. Clear its lead key to make it a lead of its own.`,
			id,
		);
		return false;
	});
}
