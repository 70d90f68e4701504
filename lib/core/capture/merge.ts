import type { Consent, Lead, Timestamp } from '../lead/lead';
import { mergeNames, nameParts, nameTime } from './names';
import type { LeadFields } from './read/build';

/** What happens to a field that both have: the newer value wins, only gaps are filled, or the lead stays as it is. */
export type OnMatch = 'update' | 'fill' | 'unchanged';

/** The lead after a submission, and which fields changed from what to what. */
export interface Merged {
	lead: Lead;
	changes: Record<string, { from?: unknown; to?: unknown }>;
}

type Field = keyof LeadFields;

/** Never overwritten by a submission, whatever its age. */
const kept: ReadonlySet<string> = new Set([
	'owner',
	'team',
	'leadId',
	'stage',
	'stageHistory',
	'stageReason',
	'assignedAt',
	'dueAt',
]);
/** What was first stays, what came last is replaced. */
const firsts: ReadonlySet<string> = new Set([
	'source',
	'sourceId',
	'channel',
	'firstUtm',
	'firstClickIds',
	'landingUrl',
	'referrer',
	'referredBy',
	'referralCode',
	'importBatch',
]);
/** Lists are united. */
const united: ReadonlySet<string> = new Set([
	'topics',
	'lists',
	'likes',
	'dislikes',
	'objections',
	'doNotContact',
]);
/** One address: all parts or none. */
const address = [
	'street',
	'city',
	'state',
	'postalCode',
	'country',
] as const satisfies readonly Field[];
/** A value and what is known about it go together. */
const companions: Readonly<Record<string, readonly Field[]>> = {
	email: ['emailStatus'],
	phone: ['phoneE164', 'phoneStatus'],
};
const followers: ReadonlySet<string> = new Set(Object.values(companions).flat());
/** Names are merged part by part. */
const named: ReadonlySet<string> = new Set([...nameParts, 'fullName']);

/**
 * Puts a submission into a known lead. Decided per field by when it was last set (`fieldTimes`): the newer value wins, an
 * older submission only fills gaps. The address counts as one value; owner and stage are never touched; consent rows are
 * added; the first source stays unless the submission is older than the lead. Neither argument is changed; the same
 * submission twice changes nothing the second time.
 *
 * @param at instant of the submission
 */
export function mergeIntoLead(
	existing: Lead,
	incoming: LeadFields,
	onMatch: OnMatch,
	at: Timestamp,
): Merged {
	const lead: Lead = { ...existing };
	const times: Record<string, Timestamp> = { ...existing.fieldTimes };
	const changes: Merged['changes'] = {};
	const set = (key: Field, value: unknown) => {
		if (value === undefined || same(lead[key], value)) return;
		changes[key] = { ...(lead[key] === undefined ? {} : { from: lead[key] }), to: value };
		Object.assign(lead, { [key]: value });
	};
	const newer = (key: string) => onMatch === 'update' && at >= (times[key] ?? existing.createdAt);
	const stamp = (key: string) => {
		if (times[key] === undefined || at > times[key]) times[key] = at;
	};
	if (onMatch === 'unchanged') return { lead, changes };

	for (const [name, value] of Object.entries(incoming)) {
		if (!isField(name) || value === undefined || kept.has(name) || followers.has(name)) continue;
		if (named.has(name)) continue;
		if (address.some((part) => part === name) || name === 'extra' || name === 'externalIds')
			continue;
		if (name === 'consent' || name === 'isTest' || name === 'lastUtm' || name === 'lastClickIds')
			continue;
		if (firsts.has(name)) {
			if (lead[name] === undefined || at < existing.createdAt) set(name, value);
		} else if (united.has(name)) {
			set(name, unite(lead[name], value));
		} else if (!same(lead[name], value) && (lead[name] === undefined || newer(name))) {
			set(name, value);
			for (const companion of companions[name] ?? []) take(lead, incoming, companion, changes);
			stamp(name);
		} else {
			for (const companion of companions[name] ?? [])
				if (lead[companion] === undefined && same(lead[name], value))
					set(companion, incoming[companion]);
		}
	}
	const name = mergeNames(
		existing,
		incoming,
		(part) => onMatch === 'update' && at >= (nameTime(existing, part) ?? existing.createdAt),
	);
	if (name) {
		for (const key of [...nameParts, 'fullName'] as const) take(lead, name.name, key, changes);
		for (const part of name.taken) stamp(part);
	}
	mergeAddress(lead, incoming, newer('address'), set, () => stamp('address'));
	mergeOrigin(lead, incoming, at, times, set);
	mergeRest(lead, incoming, onMatch, set);
	if (existing.isTest && incoming.isTest !== true && incoming.email !== undefined) {
		changes['isTest'] = { from: true };
		delete lead.isTest;
	}
	if (Object.keys(times).length > 0 && !same(times, existing.fieldTimes)) lead.fieldTimes = times;
	if (Object.keys(changes).length > 0 && at > lead.updatedAt) lead.updatedAt = at;
	return { lead, changes };
}

function isField(name: string): name is Field & string {
	return name !== 'leadId' && name !== 'createdAt' && name !== 'updatedAt';
}

/** Takes a companion over even where the submission has none: an old E.164 must not stay beside a new phone. */
function take(lead: Lead, incoming: LeadFields, key: Field, changes: Merged['changes']): void {
	const value = incoming[key];
	if (same(lead[key], value)) return;
	changes[key] = {
		...(lead[key] === undefined ? {} : { from: lead[key] }),
		...(value === undefined ? {} : { to: value }),
	};
	if (value === undefined) Reflect.deleteProperty(lead, key);
	else Object.assign(lead, { [key]: value });
}

function mergeAddress(
	lead: Lead,
	incoming: LeadFields,
	newer: boolean,
	set: (key: Field, value: unknown) => void,
	stamp: () => void,
): void {
	const brought = address.filter((part) => incoming[part] !== undefined);
	if (brought.every((part) => same(lead[part], incoming[part]))) return;
	const known = address.filter((part) => lead[part] !== undefined);
	const contradicts = brought.some(
		(part) => lead[part] !== undefined && !same(lead[part], incoming[part]),
	);
	if (!contradicts) {
		for (const part of brought) set(part, incoming[part]);
	} else if (newer && brought.length > 1) {
		for (const part of known) if (incoming[part] === undefined) Reflect.deleteProperty(lead, part);
		for (const part of brought) set(part, incoming[part]);
	} else if (newer && known.length === 1) {
		for (const part of brought) set(part, incoming[part]);
	} else return;
	stamp();
}

function mergeOrigin(
	lead: Lead,
	incoming: LeadFields,
	at: Timestamp,
	times: Record<string, Timestamp>,
	set: (key: Field, value: unknown) => void,
): void {
	for (const key of ['lastUtm', 'lastClickIds'] as const) {
		if (incoming[key] === undefined || (times[key] !== undefined && at < times[key])) continue;
		if (lead[key] !== undefined && times[key] === undefined && at < lead.createdAt) continue;
		if (same(lead[key], incoming[key])) continue;
		set(key, incoming[key]);
		times[key] = at;
	}
}

function mergeRest(
	lead: Lead,
	incoming: LeadFields,
	onMatch: OnMatch,
	set: (key: Field, value: unknown) => void,
): void {
	if (incoming.extra) {
		const [under, over] =
			onMatch === 'fill' ? [incoming.extra, lead.extra] : [lead.extra, incoming.extra];
		set('extra', { ...under, ...over });
	}
	if (incoming.externalIds) set('externalIds', { ...incoming.externalIds, ...lead.externalIds });
	if (incoming.consent) {
		const old = lead.consent ?? [];
		// What waits for its confirmation waits once, however often it is asked for.
		const rows = old.filter(
			(row) => !(row.pending && incoming.consent?.some((one) => one.pending && about(one, row))),
		);
		const fresh = incoming.consent.filter((row) => !rows.some((known) => same(known, row)));
		if (fresh.length > 0) set('consent', [...rows, ...fresh]);
	}
}

/** Whether two statements are about the same channel and purpose. */
function about(a: Consent, b: Consent): boolean {
	return a.channel === b.channel && a.purpose === b.purpose;
}

function unite(before: unknown, added: unknown): unknown {
	const list = (value: unknown) => (Array.isArray(value) ? value : []);
	return [...new Set([...list(before), ...list(added)])];
}

function same(a: unknown, b: unknown): boolean {
	return a === b || JSON.stringify(a) === JSON.stringify(b);
}
