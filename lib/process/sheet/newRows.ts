import { normaliseSubmissions } from '../../core/capture/normalise';
import type { Zone } from '../../core/calendar';
import { fromCell } from '../../core/sheet/cells';
import { fieldOf } from '../../core/lead/fields';
import type { RowCells } from '../../core/sheet/merge';
import { cellsOf, ownPrefix, type SeenRow } from '../../core/sheet/rows';
import { plainText } from '../../core/sheet/safeText';
import { batchRows } from '../../store/batches';
import { capture } from '../capture/capture';
import { erasedReason } from '../capture/erased';
import type { ProcessContext } from '../context';
import { note } from './notes';
import { saveEdits } from './saveEdits';
import type { LeadPair, LeadWork, SyncReport } from './types';

/** Rows that people added become leads; each gets its key. */
export async function pullNew(
	context: ProcessContext,
	rows: readonly SeenRow[],
	work: LeadWork,
	report: SyncReport,
): Promise<void> {
	const taken = new Map(work.pairs.map(({ id, row }) => [id, row.row]));
	for (let from = 0; from < rows.length; from += batchRows) {
		const slice = rows.slice(from, from + batchRows);
		const wishes = slice.flatMap(({ cells }) =>
			normaliseSubmissions(
				payloadOf(cells, work.zone),
				{ receivedAt: context.now },
				{
					trusted: true,
					defaultSource: 'Sheet',
					origin: 'sheet',
					defaultCountry: context.settings.defaultCountry,
				},
			)
				.slice(0, 1)
				.map((submission) => ({ submission })),
		);
		const outcomes = await capture(context, wishes, { onMatch: 'update' });
		const ids = outcomes.flatMap(({ lead }) => lead?.leadId ?? []);
		const stored = new Map(
			(await context.store.getLeads(ids)).map((each) => [each.lead.leadId, each]),
		);
		const pairs: Array<LeadPair & { edits: string[] }> = [];
		for (const [index, row] of slice.entries()) {
			const outcome = outcomes[index];
			const lead = stored.get(outcome?.lead?.leadId ?? '');
			const other = taken.get(lead?.lead.leadId ?? '');
			if (!lead)
				note(
					work,
					report.conflicts,
					row.row,
					outcome?.reason === erasedReason
						? `No lead: ${erasedReason}.`
						: `No lead yet: ${outcome?.reason ?? 'nothing tells who this is'}. Add an e-mail, a phone or a name.`,
				);
			else if (other !== undefined)
				note(
					work,
					report.conflicts,
					row.row,
					`The same person as row ${other + 1}; what is new here was taken over.`,
					lead.lead.leadId,
				);
			else {
				taken.set(lead.lead.leadId, row.row);
				report.pulled.push(lead.lead.leadId);
				const edits = Object.keys(row.cells).filter(
					(key) => typedByHand.has(key) || key.startsWith(ownPrefix),
				);
				pairs.push({
					id: lead.lead.leadId,
					row,
					stored: lead,
					target: cellsOf(lead.lead, work.tab.layout, work.zone),
					notes: [],
					keyMissing: true,
					edits,
				});
			}
		}
		await saveEdits(
			context,
			pairs.filter(({ edits }) => edits.length > 0),
			work,
			report,
		);
		work.pairs.push(...pairs);
	}
}

/** Fields that a capture does not take from a submission as they are, but a person's own row may set. */
const typedByHand = new Set(['owner', 'notes', 'nextAction', 'nextActionAt']);

/** A typed row as a submission: our own field names, so that nothing has to be guessed. */
function payloadOf(cells: RowCells, zone: Zone): Record<string, unknown> {
	const entries = Object.entries(cells).flatMap(([key, cell]): Array<[string, unknown]> => {
		if (key.startsWith(ownPrefix))
			return [[key.slice(ownPrefix.length), typeof cell === 'string' ? plainText(cell) : cell]];
		const field = fieldOf(key);
		const read = field && fromCell(field, cell, zone);
		return read?.ok && field?.type !== 'object' ? [[key, read.value]] : [];
	});
	return Object.fromEntries(entries);
}
