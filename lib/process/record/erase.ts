import { inBatches } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';

/** What became of one lead; `notReached` names where copies may still be and how to clear them. */
export interface Erased {
	leadId: string;
	erased: boolean;
	notReached: readonly string[];
}

/** Copies that no store can reach. */
const notReached = [
	"Saved executions of n8n: delete them under 'Executions', or let N8N_EXECUTIONS_DATA_MAX_AGE prune them",
	"A spreadsheet's history: delete the row, then the versions under 'Version History'",
	'Mailboxes and other tools: delete the messages and records there',
	'Backups of the store: they are overwritten by newer ones; restoring an older one brings the data back',
] as const;

/**
 * Erases all personal data of leads from every table, for good, and keeps their addresses suppressed by a salted hash, so
 * that an import or a restored row does not bring them back. Repeating it is harmless. Answers in the order given.
 */
export async function eraseLeads(
	{ store, by }: ProcessContext,
	leads: readonly StoredLead[],
): Promise<Erased[]> {
	return await inBatches(leads, async (slice) => {
		const ids = slice.map(({ lead }) => lead.leadId);
		const gone = new Set(await store.erase(ids, by));
		return ids.map((leadId) => ({ leadId, erased: gone.has(leadId), notReached }));
	});
}
