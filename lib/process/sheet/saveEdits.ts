import { cellsOf } from '../../core/sheet/rows';
import type { ProcessContext } from '../context';
import { saveChanged } from '../record/save';
import { applyEdits } from './edits';
import { tell } from './notes';
import type { LeadPair, LeadWork, SyncReport } from './types';

/** Saves what people changed; what a lead cannot take is told and stays as the store has it. */
export async function saveEdits(
	context: ProcessContext,
	pairs: ReadonlyArray<LeadPair & { edits: string[] }>,
	work: LeadWork,
	report: SyncReport,
): Promise<void> {
	if (pairs.length === 0) return;
	const refusals = new Map<number, Array<{ key: string; message: string }>>();
	const saved = await saveChanged(
		context,
		pairs.map(({ stored }) => stored),
		({ lead }, index) => {
			const pair = pairs[index];
			if (!pair) return { kind: 'unchanged', lead };
			const edited = applyEdits(context, lead, pair.edits, pair.row.cells, work.zone);
			refusals.set(index, edited.refused);
			if (edited.lead === lead) return { kind: 'unchanged', lead };
			return { kind: 'changed', lead: edited.lead, action: 'sheet.edited' };
		},
	);
	const fresh = new Map(
		(await context.store.getLeads(pairs.map(({ stored }) => stored.lead.leadId))).map((stored) => [
			stored.lead.leadId,
			stored,
		]),
	);
	for (const [index, pair] of pairs.entries()) {
		const outcome = saved[index];
		if (outcome?.kind === 'refused')
			tell(report.conflicts, work, pair, undefined, {
				message: `${outcome.message}. The row keeps the stored values`,
			});
		for (const { key, message } of refusals.get(index) ?? []) {
			tell(report.conflicts, work, pair, key, {
				message,
				winner: 'store',
				sheet: pair.row.cells[key],
				store: pair.target[key],
			});
		}
		const stored = fresh.get(pair.stored.lead.leadId) ?? pair.stored;
		if (outcome?.kind === 'changed') report.pulled.push(stored.lead.leadId);
		pair.stored = stored;
		pair.target = cellsOf(stored.lead, work.tab.layout, work.zone);
	}
}
