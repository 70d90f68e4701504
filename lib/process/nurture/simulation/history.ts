import type { Delivery } from '../../../core/nurture/types';
import { slicesOf } from '../../../store/batches';
import type { LeadStore, SentCounts } from '../../../store/port';

const dayMs = 86_400_000;
/** The longest time that a limit looks back. */
const longestMs = 31 * dayMs;

/**
 * Reads what limits know at an instant: messages to these leads and of the mailbox, its first one, and whether it is held.
 * @param retried deliveries that the simulation sends itself, so that they are not counted here as well
 */
export async function readHistory(
	from: LeadStore,
	leadIds: readonly string[],
	mailbox: string,
	now: number,
	retried: readonly Delivery[],
): Promise<SentCounts> {
	const counts: SentCounts = { byLead: {}, byMailbox: [] };
	// What the mailbox has sent counts for leads that are yet to come as well.
	for (const part of leadIds.length > 0 ? slicesOf(leadIds) : [[]]) {
		const { byLead, ...ofMailbox } = await from.sentCounts({
			leadIds: part,
			mailbox,
			since: iso(now - longestMs),
			mailboxSince: iso(now - dayMs),
		});
		Object.assign(counts.byLead, byLead);
		Object.assign(counts, ofMailbox);
	}
	for (const { leadId, plannedAt } of retried) {
		const at = takeNearest(counts.byLead[leadId] ?? [], Date.parse(plannedAt));
		const place = counts.byMailbox.findIndex((one) => one.at === at);
		if (place >= 0) counts.byMailbox.splice(place, 1);
	}
	return counts;
}

/** The simulation's store with a past: its counts are those of the history and what was sent in the simulation since. */
export function withHistory(store: LeadStore, past: SentCounts): LeadStore {
	return {
		...store,
		async sentCounts(query) {
			const now = await store.sentCounts(query);
			const since = (at: string) => at >= query.since;
			const byLead = Object.fromEntries(
				query.leadIds.map((leadId) => [
					leadId,
					[...(past.byLead[leadId] ?? []).filter(since), ...(now.byLead[leadId] ?? [])],
				]),
			);
			const first = past.firstByMailbox ?? now.firstByMailbox;
			return {
				...now,
				byLead,
				byMailbox: [
					...past.byMailbox.filter(({ at }) => at >= query.mailboxSince),
					...now.byMailbox,
				],
				...(first !== undefined && { firstByMailbox: first }),
			};
		},
	};
}

function takeNearest(instants: string[], wanted: number): string | undefined {
	const distance = (at: string | undefined) => Math.abs(Date.parse(at ?? '') - wanted);
	const nearest = instants.reduce(
		(best, at, index) => (distance(at) < distance(instants[best]) ? index : best),
		0,
	);
	return instants.splice(nearest, 1)[0];
}

function iso(instant: number): string {
	return new Date(instant).toISOString();
}
