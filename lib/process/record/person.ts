import type { Lead } from '../../core/lead/lead';
import { batchRows, inBatches } from '../../store/batches';
import type { LeadStore } from '../../store/port';
import { pagesOf } from '../pages';

/**
 * Every lead that is one person with each of these: where it was merged to, and what was merged into that, however deep. Read from the
 * leads themselves, since the journal of merges may have been let go. Each id given has an entry, the lead itself first.
 */
export async function personsOf(
	store: LeadStore,
	leads: readonly Lead[],
): Promise<Map<string, Lead[]>> {
	const known = new Map(leads.map((lead) => [lead.leadId, lead]));
	const add = (found: readonly Lead[]): Lead[] => {
		const fresh = found.filter(({ leadId }) => !known.has(leadId));
		for (const lead of fresh) known.set(lead.leadId, lead);
		return fresh;
	};
	for (let above: readonly Lead[] = leads; above.length > 0;) {
		const ids = above.flatMap((lead) => targetOf(lead) ?? []).filter((id) => !known.has(id));
		const found = await inBatches([...new Set(ids)], async (slice) => await store.getLeads(slice));
		above = add(found.map(({ lead }) => lead));
	}
	for (let below = [...known.values()]; below.length > 0;)
		below = add(await mergedInto(store, below));
	const groups = Map.groupBy(known.values(), (lead) => rootOf(lead, known));
	return new Map(
		leads.map((lead) => {
			const all = groups.get(rootOf(lead, known)) ?? [];
			return [lead.leadId, [lead, ...all.filter(({ leadId }) => leadId !== lead.leadId)]];
		}),
	);
}

function targetOf({ stage, duplicateOf }: Lead): string | undefined {
	return stage === 'merged' ? duplicateOf : undefined;
}

function rootOf(lead: Lead, known: ReadonlyMap<string, Lead>): string {
	const seen = new Set<string>();
	let id = lead.leadId;
	for (let next = targetOf(lead); next !== undefined && !seen.has(next);) {
		seen.add(next);
		id = next;
		const above = known.get(next);
		next = above && targetOf(above);
	}
	return id;
}

async function mergedInto(store: LeadStore, leads: readonly Lead[]): Promise<Lead[]> {
	return await inBatches(leads, async (slice) => {
		const found: Lead[] = [];
		const value = slice.map(({ leadId }) => leadId);
		const pages = pagesOf((place) =>
			store.listLeads({
				stages: ['merged'],
				conditions: [{ field: 'duplicateOf', operator: 'isAnyOf', value }],
				limit: batchRows,
				...place,
			}),
		);
		for await (const page of pages) found.push(...page.leads.map(({ lead }) => lead));
		return found;
	});
}
