import type { Lead } from '../../core/lead/lead';
import { inBatches } from '../../store/batches';
import type { LeadStore, StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { personsOf } from './person';

/** What became of one lead; `notReached` names where copies may still be and how to clear them. */
export interface Erased {
	leadId: string;
	erased: boolean;
	/** Leads that were merged with it and are gone with it: they were the same person. */
	alsoErased: string[];
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
 * Erases all personal data of persons from every table, for good, and keeps their addresses suppressed by a salted hash, so that an
 * import or a restored row does not bring them back. Leads that were merged with one go with it. Repeating it is harmless.
 * Answers in the order given.
 */
export async function eraseLeads(
	{ store, by }: ProcessContext,
	leads: readonly StoredLead[],
): Promise<Erased[]> {
	return await inBatches(leads, async (slice) => {
		const persons = await personsOf(
			store,
			slice.map(({ lead }) => lead),
		);
		const gone = await erasePersons(store, persons, by);
		return slice.map(({ lead: { leadId } }) => ({
			leadId,
			erased: gone.has(leadId),
			alsoErased: othersOf(persons, leadId).filter((id) => gone.has(id)),
			notReached,
		}));
	});
}

/** Erases persons with all their leads. @returns the ids of the leads that were erased now */
export async function erasePersons(
	store: LeadStore,
	persons: Persons,
	by: string,
	how?: { mayReturn: boolean },
): Promise<ReadonlySet<string>> {
	const all = [...persons.values()].flat().map(({ leadId }) => leadId);
	return new Set(
		await inBatches([...new Set(all)], async (ids) => await store.erase(ids, by, how)),
	);
}

/** The other leads of the same person that are still there. */
export function othersOf(persons: Persons, leadId: string): string[] {
	return (persons.get(leadId) ?? [])
		.slice(1)
		.filter(({ stage }) => stage !== 'erased')
		.map((other) => other.leadId);
}

/** What `personsOf` answers. */
type Persons = ReadonlyMap<string, readonly Lead[]>;
