import { keysOf, keyText, type Key } from '../../core/capture/identity';
import { isLeadId } from '../../core/lead/referral';
import type { Lead, Timestamp } from '../../core/lead/lead';
import type { LeadStore } from '../../store/port';

/** A lead at work in a batch: as read or made, and what shall become of it. */
export interface Working {
	lead: Lead;
	version: number | 'new';
}

/** Leads and keys of a batch; kept up to date while the batch is worked off. */
export interface Known {
	/** Leads that a key points at; only a phone may point at several. */
	owners(key: Key): Working[];
	add(working: Working): void;
	/** Makes the keys of a lead found by the submissions that follow. */
	index(working: Working): void;
	/** Ids of the touchpoints that a lead had in the last day. */
	recent(leadId: string): ReadonlySet<string>;
}

const most = 1000;
const day = 86_400_000;

/** Reads what the store knows of some keys: one look-up and one read per thousand. */
export async function readKnown(
	store: LeadStore,
	keys: readonly Key[],
	now: number,
): Promise<Known> {
	const byKey = new Map<string, Set<string>>();
	const unique = [...new Map(keys.map((key) => [keyText(key), key])).values()];
	for (let start = 0; start < unique.length; start += most) {
		for (const { key, leadId } of await store.lookUp(unique.slice(start, start + most))) {
			const text = keyText(key);
			byKey.set(text, (byKey.get(text) ?? new Set()).add(leadId));
		}
	}
	for (const key of unique) {
		const text = keyText(key);
		if (key.kind === 'referral' && isLeadId(key.value) && !byKey.has(text))
			byKey.set(text, new Set([key.value]));
	}
	const leads = new Map<string, Working>();
	const merged = await load(store, new Set([...byKey.values()].flatMap((ids) => [...ids])), leads);
	const touched = await recentTouches(store, [...leads.keys()], new Date(now - day).toISOString());
	return {
		owners: (key) => {
			const ids = byKey.get(keyText(key)) ?? new Set<string>();
			const found = [...ids].map((id) => leads.get(merged.get(id) ?? id));
			return [...new Set(found.filter((one) => one !== undefined))];
		},
		add: (working) => leads.set(working.lead.leadId, working),
		index: (working) => {
			for (const key of keysOf(working.lead)) {
				const text = keyText(key);
				byKey.set(text, (byKey.get(text) ?? new Set()).add(working.lead.leadId));
			}
		},
		recent: (leadId) => touched.get(leadId) ?? new Set(),
	};
}

/** Loads leads; one that was merged stands for its survivor. @returns survivor by merged lead */
async function load(
	store: LeadStore,
	ids: Set<string>,
	into: Map<string, Working>,
): Promise<Map<string, string>> {
	const survivors = new Map<string, string>();
	let wanted = [...ids];
	for (let round = 0; round < 5 && wanted.length > 0; round++) {
		const next = new Set<string>();
		for (let start = 0; start < wanted.length; start += most) {
			for (const { lead, version } of await store.getLeads(wanted.slice(start, start + most))) {
				if (lead.stage === 'merged' && lead.duplicateOf) {
					survivors.set(lead.leadId, lead.duplicateOf);
					if (!into.has(lead.duplicateOf)) next.add(lead.duplicateOf);
				} else if (lead.stage !== 'erased') into.set(lead.leadId, { lead, version });
			}
		}
		wanted = [...next];
	}
	for (const [from, to] of survivors) {
		let last = to;
		for (let step = 0; step < 5; step++) last = survivors.get(last) ?? last;
		survivors.set(from, last);
	}
	return survivors;
}

async function recentTouches(
	store: LeadStore,
	leadIds: string[],
	since: Timestamp,
): Promise<Map<string, Set<string>>> {
	const found = new Map<string, Set<string>>();
	for (let start = 0; start < leadIds.length; start += most) {
		const touches = await store.touchpoints({
			leadIds: leadIds.slice(start, start + most),
			since,
			perLead: 20,
		});
		for (const { leadId, source, sourceId } of touches) {
			if (leadId === undefined) continue;
			found.set(leadId, (found.get(leadId) ?? new Set()).add(`${source} ${sourceId}`));
		}
	}
	return found;
}
