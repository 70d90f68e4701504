import { stages } from '../lead/lifecycle';
import type { Consent, Lead, LeadKey, Stage } from '../lead/lead';

/** A merge as it shall be written. */
export interface Merged {
	survivor: Lead;
	/** In stage merged, pointing at the survivor. */
	absorbed: Lead[];
}

/** Who merges, when (milliseconds since the epoch), and why. */
export interface MergeWish {
	by: string;
	at: number;
	/** Id of the lead that shall survive; otherwise the oldest in a live stage. */
	survivorId?: string;
}

const judged: ReadonlyArray<readonly [LeadKey, ...LeadKey[]]> = [
	['email', 'emailStatus', 'domain'],
	['phone', 'phoneE164', 'phoneStatus'],
];
const over: readonly Stage[] = ['merged', 'erased', 'junk', 'bad', 'disqualified'];
const address: readonly LeadKey[] = ['street', 'city', 'state', 'postalCode', 'country'];
const firsts: readonly LeadKey[] = [
	'firstUtm',
	'firstClickIds',
	'landingUrl',
	'referrer',
	'referredBy',
	'referralCode',
	'source',
	'sourceId',
	'channel',
	'campaign',
	'createdAt',
	'importBatch',
];
const texts: readonly LeadKey[] = ['message', 'notes', 'need'];
const lists = [
	'topics',
	'likes',
	'dislikes',
	'objections',
	'lists',
	'doNotContact',
	'topicsOff',
	'differentFrom',
] as const;
const apart: readonly LeadKey[] = [
	'leadId',
	'updatedAt',
	'stage',
	'stageReason',
	'stageHistory',
	'consent',
	'externalIds',
	'extra',
	'fieldTimes',
	'duplicateOf',
	'quarantined',
	'isTest',
];

/**
 * Makes one lead of several: the newest value of each field by its own time, the address as one block, consent at its most
 * restrictive, everything that must not be contacted kept, the first origin of the earliest and the stage of the furthest. Second
 * addresses and numbers stay in `extra`. Scores are not added up; the next scoring counts the united touchpoints. Undefined
 * for fewer than two leads or where one cannot be merged (merged or erased already).
 */
export function mergeLeads(leads: readonly Lead[], wish: MergeWish): Merged | undefined {
	if (leads.length < 2 || leads.some(({ stage }) => stage === 'merged' || stage === 'erased'))
		return undefined;
	const survivor = chooseSurvivor(leads, wish.survivorId);
	if (survivor === undefined) return undefined;
	const at = new Date(wish.at).toISOString();
	const rest = leads.filter((lead) => lead !== survivor);
	const earliest = [...leads].sort(
		(a, b) => compare(a.createdAt, b.createdAt) || compare(a.leadId, b.leadId),
	);
	const merged: Record<string, unknown> = {};
	for (const key of keysOf(leads)) if (!apart.includes(key)) merged[key] = newest(leads, key);
	for (const key of firsts) merged[key] = earliest.find((lead) => lead[key] !== undefined)?.[key];
	for (const key of texts) merged[key] = joinTexts(earliest, key);
	for (const key of lists) merged[key] = unite(earliest.map((lead) => lead[key] ?? []));
	for (const [key, value] of Object.entries(bestAddress(leads))) merged[key] = value;
	// What was found out about an address belongs to that address.
	for (const [key, ...found] of judged) {
		const from = leads.find((lead) => lead[key] !== undefined && lead[key] === merged[key]);
		for (const also of found) merged[also] = from?.[also];
	}
	const furthest = furthestStage(leads);
	const lead: Lead = {
		...compact(merged),
		leadId: survivor.leadId,
		createdAt: earliest[0]?.createdAt ?? survivor.createdAt,
		updatedAt: at,
		stage: furthest.stage,
		...(furthest.stageReason ? { stageReason: furthest.stageReason } : {}),
		stageHistory: unitedHistory(leads),
		...compact({
			consent: strictest(leads),
			externalIds: Object.assign(
				{},
				...rest.map(({ externalIds }) => externalIds ?? {}),
				survivor.externalIds ?? {},
			),
			extra: extraOf(survivor, rest, merged),
		}),
		fieldTimes: newestTimes(leads),
	};
	return {
		survivor: lead,
		absorbed: rest.map((other) => absorb(other, survivor.leadId, wish, at)),
	};
}

function chooseSurvivor(leads: readonly Lead[], wanted: string | undefined): Lead | undefined {
	if (wanted !== undefined) return leads.find(({ leadId }) => leadId === wanted);
	const alive = leads.filter(({ stage }) => !over.includes(stage));
	return [...(alive.length > 0 ? alive : leads)].sort((a, b) => compare(a.leadId, b.leadId))[0];
}

function absorb(lead: Lead, survivorId: string, { by }: MergeWish, at: string): Lead {
	const move = { from: lead.stage, to: 'merged' as const, reason: 'duplicate', by, at };
	return {
		...lead,
		updatedAt: at,
		stage: 'merged',
		stageReason: 'duplicate',
		duplicateOf: survivorId,
		stageHistory: [...lead.stageHistory, move],
	};
}

function keysOf(leads: readonly Lead[]): LeadKey[] {
	const keys = new Set<string>(leads.flatMap((lead) => Object.keys(lead)));
	return [...keys].filter((key): key is LeadKey => leads.some((lead) => Object.hasOwn(lead, key)));
}

function timeOf(lead: Lead, key: LeadKey): string {
	return lead.fieldTimes?.[key] ?? lead.updatedAt;
}

function newest(leads: readonly Lead[], key: LeadKey): unknown {
	const having = leads.filter((lead) => lead[key] !== undefined && lead[key] !== '');
	return having.sort(
		(a, b) => compare(timeOf(b, key), timeOf(a, key)) || compare(a.leadId, b.leadId),
	)[0]?.[key];
}

/** The address with most parts, of the newest where several have as many; never parts of two. */
function bestAddress(leads: readonly Lead[]): Partial<Record<LeadKey, unknown>> {
	const parts = (lead: Lead): number => address.filter((key) => lead[key]).length;
	const time = (lead: Lead): string => timeOf(lead, 'street');
	const best = [...leads].sort((a, b) => parts(b) - parts(a) || compare(time(b), time(a)))[0];
	return Object.fromEntries(address.map((key) => [key, best?.[key]]));
}

function joinTexts(leads: readonly Lead[], key: LeadKey): string | undefined {
	const found = new Map<string, Lead>();
	for (const lead of leads) {
		const text = lead[key];
		if (typeof text === 'string' && text.trim() !== '' && !found.has(text)) found.set(text, lead);
	}
	const all = [...found];
	if (all.length < 2) return all[0]?.[0];
	return all
		.map(
			([text, lead]) =>
				`[${lead.createdAt.slice(0, 10)}${lead.source ? `, ${lead.source}` : ''}] ${text}`,
		)
		.join('\n');
}

function unite(all: ReadonlyArray<readonly string[]>): string[] | undefined {
	const united = [...new Set(all.flat())];
	return united.length > 0 ? united : undefined;
}

/** All statements in order of time; where one lead's last word is no, no stays the last word. */
function strictest(leads: readonly Lead[]): Consent[] | undefined {
	const all = leads.flatMap(({ consent }) => consent ?? []).sort((a, b) => compare(a.at, b.at));
	if (all.length === 0) return undefined;
	const refusals = leads.flatMap(({ consent = [] }) => {
		const last = new Map<string, Consent>();
		for (const row of [...consent].sort((a, b) => compare(a.at, b.at)))
			last.set(`${row.channel} ${row.purpose}`, row);
		return [...last.values()].filter(({ given, pending }) => !given && !pending);
	});
	const newestAt = all.at(-1)?.at ?? '';
	const added = refusals
		.filter((no) =>
			all.some(
				(row) =>
					row.given && row.channel === no.channel && row.purpose === no.purpose && row.at > no.at,
			),
		)
		.map((no) => ({ ...no, at: newestAt }));
	return [...all, ...added];
}

function furthestStage(leads: readonly Lead[]): Lead {
	const rank = ({ stage }: Lead): number => (over.includes(stage) ? -1 : stages.indexOf(stage));
	const [best] = [...leads].sort((a, b) => rank(b) - rank(a) || compare(a.leadId, b.leadId));
	return best ?? leads[0] ?? fail();
}

function unitedHistory(leads: readonly Lead[]): Lead['stageHistory'] {
	return leads.flatMap(({ stageHistory }) => stageHistory).sort((a, b) => compare(a.at, b.at));
}

/** What one record has no room for: the other addresses and numbers, and fields only the absorbed ones had. */
function extraOf(
	survivor: Lead,
	rest: readonly Lead[],
	merged: Record<string, unknown>,
): Record<string, unknown> | undefined {
	const all = [survivor, ...rest];
	// What an earlier merge kept of others is kept on.
	const others = (key: 'email' | 'phone', also: string): string[] | undefined =>
		unite([
			all
				.flatMap((lead) => [lead[key] ?? [], textsOf(lead.extra?.[also])].flat())
				.filter((value) => value !== merged[key]),
		]);
	const extra = compact({
		...Object.assign(
			{},
			...[...rest].reverse().map((lead) => lead.extra ?? {}),
			survivor.extra ?? {},
		),
		otherEmails: others('email', 'otherEmails'),
		otherPhones: others('phone', 'otherPhones'),
	});
	return Object.keys(extra).length > 0 ? extra : undefined;
}

function textsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function newestTimes(leads: readonly Lead[]): Record<string, string> {
	const times: Record<string, string> = {};
	for (const { fieldTimes = {} } of leads) {
		for (const [key, at] of Object.entries(fieldTimes))
			if (at > (times[key] ?? '')) times[key] = at;
	}
	return times;
}

function compact(values: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

function fail(): never {
	throw new Error('A merge without leads');
}
