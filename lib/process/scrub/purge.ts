import type { Lead, Stage } from '../../core/lead/lead';
import { batchRows, inBatches } from '../../store/batches';
import type { LeadQuery, LeadStore } from '../../store/port';
import type { ProcessContext } from '../context';
import { pagesOf } from '../pages';
import { erasePersons, othersOf } from '../record/erase';
import { personsOf } from '../record/person';

/** What may be purged, with the stages it is in. */
export const purgeable = {
	junk: ['junk'],
	targets: ['target'],
	tests: ['new', 'filtered', 'junk', 'target', 'assigned', 'nurturing', 'bad', 'disqualified'],
} as const satisfies Record<string, readonly Stage[]>;

/** A key of `purgeable`. */
export type Purgeable = keyof typeof purgeable;

/** What is purged. */
export interface PurgeRequest {
	what: readonly Purgeable[];
	/** Days since anything happened to the lead. */
	olderThanDays: number;
	/** Days by the name of a list, which replace those above for the leads that are on it; of several lists the longest time counts. */
	byList?: ReadonlyMap<string, number>;
	/** Only says what would go. */
	dryRun: boolean;
}

/** A lead that went or would go, and why. */
export interface Purged {
	lead: Lead;
	/** 'merged' where it is left over of a person who is gone. */
	what: Purgeable | 'merged';
	erased: boolean;
	/** Leads that were merged with it and go with it: they were the same person. */
	alsoErased: string[];
}

const dayMs = 86_400_000;

/**
 * Erases junk, targets and test leads that nobody has touched for a while, each with the leads that were merged into it, and what
 * an earlier purge left of such persons. Nobody asked to be forgotten, so their addresses are not suppressed: a target that writes
 * to us one day is welcome. With `dryRun` nothing changes.
 */
export async function purgeLeads(
	context: ProcessContext,
	{ what, olderThanDays, byList = new Map(), dryRun }: PurgeRequest,
): Promise<Purged[]> {
	const { store, now, by } = context;
	if (what.length === 0) return [];
	const days = new Map([...byList].map(([list, age]) => [listName(list), age]));
	const isOld = (lead: Lead) =>
		lastSign(lead) < now - daysOf(lead.lists ?? [], days, olderThanDays) * dayMs;
	const found = new Map<string, Purged>();
	for (const kind of [...what, 'merged'] as const) {
		const query: LeadQuery = {
			stages: kind === 'merged' ? ['merged'] : [...purgeable[kind]],
			sort: 'updatedAt',
			limit: batchRows,
			...(kind === 'tests' && { conditions: [{ field: 'isTest', operator: 'is', value: true }] }),
		};
		const pages = pagesOf((place) => store.listLeads({ ...query, ...place }), context.pause);
		for await (const { leads } of pages) {
			const old = leads.map(({ lead }) => lead).filter(isOld);
			for (const lead of kind === 'merged' ? await leftOver(store, old) : old) {
				if (!found.has(lead.leadId))
					found.set(lead.leadId, { lead, what: kind, erased: false, alsoErased: [] });
			}
		}
	}
	return await inBatches([...found.values()], async (slice) => {
		const persons = await personsOf(
			store,
			slice.map(({ lead }) => lead),
		);
		const gone = dryRun ? undefined : await erasePersons(store, persons, by, { mayReturn: true });
		await context.pause?.();
		return slice.map((entry) => ({
			...entry,
			erased: gone?.has(entry.lead.leadId) ?? false,
			alsoErased: othersOf(persons, entry.lead.leadId).filter((id) => gone?.has(id) ?? true),
		}));
	});
}

/** Merged leads whose survivor is no longer there: nothing leads to them any more. */
async function leftOver(store: LeadStore, merged: readonly Lead[]): Promise<Lead[]> {
	const survivors = new Set(merged.flatMap(({ duplicateOf }) => duplicateOf ?? []));
	const there = new Set(
		(await store.getLeads([...survivors]))
			.filter(({ lead }) => lead.stage !== 'erased')
			.map(({ lead }) => lead.leadId),
	);
	return merged.filter(({ duplicateOf }) => duplicateOf !== undefined && !there.has(duplicateOf));
}

function daysOf(
	lists: readonly string[],
	byList: ReadonlyMap<string, number>,
	others: number,
): number {
	const own = lists.flatMap((list) => byList.get(listName(list)) ?? []);
	return own.length === 0 ? others : Math.max(...own);
}

function listName(list: string): string {
	return list.trim().toLowerCase();
}

function lastSign({ createdAt, updatedAt, lastTouchAt }: Lead): number {
	return Math.max(...[createdAt, updatedAt, lastTouchAt].map((at) => Date.parse(at ?? '') || 0));
}
