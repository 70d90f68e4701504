import type { Lead, Stage } from '../../core/lead/lead';
import { batchRows } from '../../store/batches';
import type { LeadQuery } from '../../store/port';
import type { ProcessContext } from '../context';
import { pagesOf } from '../pages';

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
	what: Purgeable;
	erased: boolean;
}

const dayMs = 86_400_000;

/**
 * Erases junk, targets and test leads that nobody has touched for a while. Nobody asked to be forgotten, so their addresses
 * are not suppressed: a target that writes to us one day is welcome. With `dryRun` nothing changes.
 */
export async function purgeLeads(
	context: ProcessContext,
	{ what, olderThanDays, byList = new Map(), dryRun }: PurgeRequest,
): Promise<Purged[]> {
	const { store, now, by } = context;
	const days = new Map([...byList].map(([list, age]) => [listName(list), age]));
	const isOld = (lead: Lead) =>
		lastSign(lead) < now - daysOf(lead.lists ?? [], days, olderThanDays) * dayMs;
	const found = new Map<string, Purged>();
	for (const kind of what) {
		const query: LeadQuery = {
			stages: [...purgeable[kind]],
			sort: 'updatedAt',
			limit: batchRows,
			...(kind === 'tests' && { conditions: [{ field: 'isTest', operator: 'is', value: true }] }),
		};
		const pages = pagesOf((place) => store.listLeads({ ...query, ...place }), context.pause);
		for await (const { leads } of pages) {
			for (const { lead } of leads) {
				if (isOld(lead) && !found.has(lead.leadId))
					found.set(lead.leadId, { lead, what: kind, erased: false });
			}
		}
	}
	const purged = [...found.values()];
	if (dryRun) return purged;
	for (let from = 0; from < purged.length; from += batchRows) {
		const slice = purged.slice(from, from + batchRows);
		const ids = new Set(
			await store.erase(
				slice.map(({ lead }) => lead.leadId),
				by,
				{ mayReturn: true },
			),
		);
		for (const entry of slice) entry.erased = ids.has(entry.lead.leadId);
		await context.pause?.();
	}
	return purged;
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
