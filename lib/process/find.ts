import { inSlices } from './slices';
import { emailKey, externalKey, phoneKey } from '../core/capture/identity';
import type { IdentityKey, LeadStore, StoredLead } from '../store/port';

/** What is known of which lead is meant; the first of leadId, e-mail, external id and phone that leads somewhere counts. */
export interface LeadRef {
	leadId?: string;
	email?: string;
	externalIds?: Array<{ system: string; id: string }>;
	/** E.164; any other spelling is not looked up. */
	phone?: string;
}

const batch = 1000;

/**
 * Finds the leads that are meant, in the order given; undefined where the store has none. Reads in bulk: one look-up and
 * one read per thousand, however many refs. A phone leads somewhere only when nothing else was given.
 */
export async function findLeads(
	store: LeadStore,
	refs: readonly LeadRef[],
	pause?: () => Promise<void>,
): Promise<Array<StoredLead | undefined>> {
	const owners = await ownersOf(store, refs, pause);
	const ids = refs.map(
		(ref) =>
			ref.leadId ??
			keysOf(ref)
				.map(keyText)
				.map((key) => owners.get(key))
				.find(Boolean),
	);
	const wanted = [...new Set(ids.filter((id) => id !== undefined))];
	const leads = new Map<string, StoredLead>();
	const found = await inSlices(wanted, batch, async (slice) => await store.getLeads(slice), pause);
	for (const stored of found) leads.set(stored.lead.leadId, stored);
	return ids.map((id) => (id === undefined ? undefined : leads.get(id)));
}

async function ownersOf(
	store: LeadStore,
	refs: readonly LeadRef[],
	pause?: () => Promise<void>,
): Promise<Map<string, string>> {
	const keys = new Map<string, IdentityKey>();
	for (const ref of refs) {
		if (ref.leadId === undefined) for (const key of keysOf(ref)) keys.set(keyText(key), key);
	}
	const wanted = [...keys.values()];
	const owners = new Map<string, string>();
	for (let start = 0; start < wanted.length; start += batch) {
		for (const hit of await store.lookUp(wanted.slice(start, start + batch))) {
			owners.set(keyText(hit.key), hit.leadId);
		}
		await pause?.();
	}
	return owners;
}

function keysOf({ email, externalIds = [], phone }: LeadRef): IdentityKey[] {
	const keys: IdentityKey[] = [];
	if (email !== undefined) keys.push({ kind: 'email', value: emailKey(email) });
	for (const { system, id } of externalIds) keys.push(externalKey(system, id));
	if (keys.length === 0 && phone !== undefined && phone.startsWith('+')) {
		keys.push({ kind: 'phone', value: phoneKey(phone) });
	}
	return keys;
}

function keyText({ kind, value }: IdentityKey): string {
	return `${kind} ${value}`;
}
