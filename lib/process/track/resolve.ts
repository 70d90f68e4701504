import { emailKey } from '../../core/capture/identity';
import type { ReportedLead } from '../../core/track/report';
import { readText } from '../../core/track/values';
import type { IdentityKey, LeadStore, StoredLead } from '../../store/port';
import { inBatches } from '../../store/batches';

/** Which lead a report means. */
export type Resolved =
	| { kind: 'lead'; leadId: string }
	/** Nobody has this key yet; `anonymousId` where the report named a visitor. */
	| { kind: 'unknown'; who: string; anonymousId?: string }
	/** The report names nobody, or several leads share the phone number. */
	| { kind: 'unclear'; reason: string };

/** Leads by id, as the store has them; merged ones lead to their survivor. */
export interface Resolution {
	resolved: Resolved[];
	leads: Map<string, StoredLead>;
}

/** A normalised phone number, or undefined where the text is none. */
export type PhoneReader = (text: string) => string | undefined;

/**
 * Finds the leads that reports are about: by lead id, else e-mail, phone or anonymous id, whichever comes first in a report and is
 * known. One look-up and one read per thousand reports, one more read where leads were merged.
 */
export async function resolveLeads(
	store: LeadStore,
	reports: readonly ReportedLead[],
	phone: PhoneReader,
): Promise<Resolution> {
	const keysOfReports = reports.map((report) => keysOf(report, phone));
	const owners = await ownersOf(store, keysOfReports.flat());
	await addBrowsers(store, reports, owners);
	const resolved = reports.map((report, index) => pick(report, keysOfReports[index] ?? [], owners));
	const leads = await readLeads(store, resolved);
	return { resolved: resolved.map((one) => check(one, leads)), leads };
}

function keysOf(report: ReportedLead, phone: PhoneReader): IdentityKey[] {
	if (readText(report.leadId)) return [];
	const keys: IdentityKey[] = [];
	const email = readEmail(report.email);
	if (email) keys.push({ kind: 'email', value: emailKey(email) });
	const number = readText(report.phone);
	const e164 = number && phone(number);
	if (e164) keys.push({ kind: 'phone', value: e164 });
	const visitor = readText(report.anonymousId);
	if (visitor) keys.push(visitorKey(visitor));
	return keys;
}

/** The address inside 'Ann Example <ann@example.com>', in lower case. */
export function readEmail(value: unknown): string | undefined {
	const text = readText(value)?.toLowerCase();
	return text && /[^\s<>,;"]+@[^\s<>,;"]+\.[^\s<>,;"]+/.exec(text)?.[0];
}

async function ownersOf(store: LeadStore, keys: IdentityKey[]): Promise<Map<string, Set<string>>> {
	const unique = new Map(keys.map((key) => [keyText(key), key]));
	const hits = await inBatches([...unique.values()], async (slice) => await store.lookUp(slice));
	const owners = new Map<string, Set<string>>();
	for (const { key, leadId } of hits) {
		const text = keyText(key);
		const known = owners.get(text) ?? new Set<string>();
		owners.set(text, known.add(leadId));
	}
	return owners;
}

/** A visitor's browser is the lead's who said on it who they are; an id of another tool that a lead carries comes first. */
async function addBrowsers(
	store: LeadStore,
	reports: readonly ReportedLead[],
	owners: Map<string, Set<string>>,
): Promise<void> {
	const asked = new Set(reports.flatMap(({ anonymousId }) => readText(anonymousId) ?? []));
	const open = [...asked].filter((visitor) => !owners.has(keyText(visitorKey(visitor))));
	const found = await inBatches(open, async (slice) => await store.visitorsOf(slice));
	for (const { visitor, leadId } of found)
		owners.set(keyText(visitorKey(visitor)), new Set([leadId]));
}

function visitorKey(visitor: string): IdentityKey {
	return { kind: 'external', value: `visitor:${visitor}` };
}

function pick(
	report: ReportedLead,
	keys: IdentityKey[],
	owners: Map<string, Set<string>>,
): Resolved {
	const leadId = readText(report.leadId);
	if (leadId) return { kind: 'lead', leadId };
	if (keys.length === 0) {
		return {
			kind: 'unclear',
			reason: 'It names no lead: it has no lead ID, e-mail, phone number or anonymous ID.',
		};
	}
	for (const key of keys) {
		const found = [...(owners.get(keyText(key)) ?? [])];
		if (found.length === 1 && found[0]) return { kind: 'lead', leadId: found[0] };
		if (found.length > 1 && keys.length === 1) {
			return {
				kind: 'unclear',
				reason: `${found.length} leads have the phone number ${key.value}: ${found.slice(0, 5).join(', ')}.`,
			};
		}
	}
	const visitor = readText(report.anonymousId);
	return {
		kind: 'unknown',
		who: keys[0]?.value ?? '',
		...(visitor ? { anonymousId: visitor } : {}),
	};
}

async function readLeads(store: LeadStore, resolved: Resolved[]): Promise<Map<string, StoredLead>> {
	const leads = new Map<string, StoredLead>();
	let wanted = [...new Set(resolved.flatMap((one) => (one.kind === 'lead' ? [one.leadId] : [])))];
	// A merged lead names its survivor, which may have been merged on in turn.
	for (let hop = 0; hop < 5 && wanted.length > 0; hop += 1) {
		const found = await inBatches(wanted, async (slice) => await store.getLeads(slice));
		for (const stored of found) leads.set(stored.lead.leadId, stored);
		wanted = found.flatMap(({ lead }) =>
			lead.stage === 'merged' && lead.duplicateOf && !leads.has(lead.duplicateOf)
				? [lead.duplicateOf]
				: [],
		);
	}
	return leads;
}

function check(one: Resolved, leads: Map<string, StoredLead>): Resolved {
	if (one.kind !== 'lead') return one;
	let found = leads.get(one.leadId)?.lead;
	for (let hop = 0; hop < 5 && found?.stage === 'merged' && found.duplicateOf; hop += 1) {
		found = leads.get(found.duplicateOf)?.lead;
	}
	if (!found || found.stage === 'merged' || found.stage === 'erased')
		return { kind: 'unknown', who: one.leadId };
	return { kind: 'lead', leadId: found.leadId };
}

function keyText({ kind, value }: IdentityKey): string {
	return `${kind} ${value}`;
}
