import type { Lead } from '../../core/lead/lead';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { saveChanged } from '../record/save';

/** What became of a wish to keep leads apart. */
export type ApartOutcome = { kind: 'apart'; leads: Lead[] } | { kind: 'refused'; message: string };

/** So many others a lead remembers; who is confused with more people has an address that many share. */
const most = 200;

/** Remembers on every lead of a group that the others of the group are other people. Repeating it changes nothing. */
export async function keepLeadsApart(
	context: ProcessContext,
	leadIds: readonly string[],
): Promise<ApartOutcome> {
	const ids = [...new Set(leadIds)];
	if (ids.length < 2)
		return { kind: 'refused', message: 'Keeping leads apart needs the ids of at least two leads' };
	if (ids.length > most)
		return { kind: 'refused', message: `No more than ${most} leads are kept apart at once` };
	const found = await context.store.getLeads(ids);
	const missing = ids.filter((id) => !found.some(({ lead }) => lead.leadId === id));
	if (missing.length > 0)
		return { kind: 'refused', message: `No lead '${missing.join("', '")}' in the store` };
	const leads: Lead[] = [];
	for (const one of await saveChanged(context, found, (stored) => decide(stored, ids))) {
		if (one.kind === 'refused') return one;
		leads.push(one.lead);
	}
	return { kind: 'apart', leads };
}

function decide({ lead }: StoredLead, ids: readonly string[]) {
	const known = lead.differentFrom ?? [];
	const others = ids.filter((id) => id !== lead.leadId && !known.includes(id));
	if (others.length === 0) return { kind: 'unchanged' as const, lead };
	const differentFrom = [...known, ...others].slice(-most);
	return { kind: 'changed' as const, lead: { ...lead, differentFrom }, action: 'lead.keptApart' };
}
