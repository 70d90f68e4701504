import type { Actor, Touchpoint } from '../lead/touchpoint';
import { channelOfVisit, offlineChannels } from '../origin/channel';
import { readCampaign } from '../origin/clickIds';
import { typeOf } from './aliases';
import { actorOf, directionOf } from './kinds';
import { readOutcome } from './outcome';
import { isRecord, readInstant, readList, readNumber, readSeconds, readText } from './values';

/** A touchpoint as somebody reports it: values of any spelling, most of them optional. */
export interface TouchReport {
	/** A type, its alias in another tool, or an own `group.event`. */
	type?: unknown;
	direction?: unknown;
	outcome?: unknown;
	happenedAt?: unknown;
	duration?: unknown;
	value?: unknown;
	channel?: unknown;
	campaign?: unknown;
	content?: unknown;
	topics?: unknown;
	url?: unknown;
	referrer?: unknown;
	actor?: unknown;
	/** Who says so, e.g. 'Aircall'; with `externalId` it makes the touchpoint unique. */
	source?: unknown;
	externalId?: unknown;
	likes?: unknown;
	dislikes?: unknown;
	objections?: unknown;
	note?: unknown;
	meta?: unknown;
}

/** What was read: a touchpoint without its lead, or why it is none. */
export type TouchReading =
	{ kind: 'touch'; touch: TouchDraft } | { kind: 'unusable'; field: string; reason: string };

/** A touchpoint whose lead is not known yet. */
export type TouchDraft = Omit<Touchpoint, 'touchId' | 'sourceId'> & {
	/** Absent when the report had none: then whoever records it gives one. */
	sourceId?: string;
};

/**
 * Reads a report: names of other tools become types, spellings of outcomes, times and lengths are understood, direction,
 * channel and actor follow from the type unless they are given. A time in the future is set to `now` and kept in `meta`.
 *
 * @param now milliseconds since the epoch
 */
export function readTouch(report: TouchReport, now: number): TouchReading {
	const name = readText(report.type, 200);
	if (!name) return unusable('type', "It has no 'type', e.g. 'call.outbound' or 'meeting.held'.");
	const named = typeOf(name);
	if (!named) {
		return unusable(
			'type',
			`'${name}' is no touchpoint type. Use one of the list, or an own one of two words joined by a dot, e.g. 'workshop.attended'.`,
		);
	}
	const stated =
		report.happenedAt === undefined || report.happenedAt === '' || report.happenedAt === null
			? now
			: readInstant(report.happenedAt);
	if (stated === undefined) {
		return unusable(
			'happenedAt',
			`'${String(report.happenedAt)}' is no date and time that means one day only. Write it as 2026-03-29T14:30:00Z.`,
		);
	}
	const at = Math.min(stated, now);
	const meta = {
		...(isRecord(report.meta) ? report.meta : {}),
		...lists(report),
		...(stated > now + 60_000 ? { statedAt: new Date(stated).toISOString() } : {}),
	};
	const url = readText(report.url);
	const { utm } = readCampaign(url);
	const touch: TouchDraft = {
		type: named.type,
		...optional('direction', readDirection(report.direction) ?? directionOf(named.type)),
		...optional(
			'channel',
			readChannel(readText(report.channel, 100)) ??
				channelFor(named.type, url, readText(report.referrer)),
		),
		...optional('campaign', readText(report.campaign, 300) ?? utm?.campaign),
		...optional('content', readText(report.content, 10_000)),
		...optional('topics', nonEmpty(readList(report.topics))),
		...optional('url', url),
		...optional('durationSeconds', readSeconds(report.duration)),
		...optional('value', readNumber(report.value)),
		...optional('outcome', readOutcome(named.type, readText(report.outcome, 100)) ?? named.outcome),
		actor: readActor(report.actor) ?? actorOf(named.type),
		occurredAt: new Date(at).toISOString(),
		receivedAt: new Date(now).toISOString(),
		source: readText(report.source, 100) ?? 'record',
		...optional('sourceId', readText(report.externalId, 300)),
		...optional('utm', utm),
		...(Object.keys(meta).length > 0 ? { meta } : {}),
	};
	return { kind: 'touch', touch };
}

/** The channel a touchpoint counts for: what its visit came by, or the medium that its type is. */
export function channelFor(type: string, url?: string, referrer?: string): string | undefined {
	if (/^(web|form|asset|video)\./.test(type)) {
		if (url === undefined && referrer === undefined) return undefined;
		const ownHost = url && URL.canParse(url) ? new URL(url).hostname : undefined;
		return channelOfVisit({ ...readCampaign(url), referrer, ownHosts: ownHost ? [ownHost] : [] });
	}
	return channelsByGroup[type.split('.')[0] ?? ''];
}

const channelsByGroup: Record<string, string> = {
	email: 'Email',
	ad: 'Paid Other',
	call: 'Phone',
	sms: 'SMS',
	chat: 'Chat',
	social: 'Organic Social',
	meeting: 'Meeting',
	visit: 'Face to Face',
	event: 'Event',
	postal: 'Postal',
	referral: 'Partner',
};

function readChannel(text: string | undefined): string | undefined {
	return text && (offlineChannels[text.toLowerCase().replace(/[-_]+/g, ' ')] ?? text);
}

/** Who turned to whom, in the words of several tools; undefined for any other. */
export function readDirection(value: unknown): 'in' | 'out' | undefined {
	const text = readText(value)?.toLowerCase();
	if (text === undefined) return undefined;
	if (/^(in|inbound|incoming|received|from lead)$/.test(text)) return 'in';
	return /^(out|outbound|outgoing|sent|to lead)$/.test(text) ? 'out' : undefined;
}

/** Who acted; undefined for words that name nobody. */
export function readActor(value: unknown): Actor | undefined {
	const text = readText(value)?.toLowerCase();
	if (text === 'human' || text === 'person') return { kind: 'human', confidence: 1 };
	if (text === 'machine' || text === 'bot' || text === 'automation')
		return { kind: 'machine', confidence: 1 };
	return text === 'unknown' ? { kind: 'unknown', confidence: 0.5 } : undefined;
}

/** What the lead likes, dislikes and objects to travels with the touchpoint that told it. */
function lists(report: TouchReport): Record<string, unknown> {
	return {
		...optional('likes', nonEmpty(readList(report.likes))),
		...optional('dislikes', nonEmpty(readList(report.dislikes))),
		...optional('objections', nonEmpty(readList(report.objections))),
		...optional('note', readText(report.note, 10_000)),
	};
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
	const pair: Partial<Record<K, V>> = {};
	if (value !== undefined) pair[key] = value;
	return pair;
}

function nonEmpty(list: string[]): string[] | undefined {
	return list.length > 0 ? list : undefined;
}

function unusable(field: string, reason: string): TouchReading {
	return { kind: 'unusable', field, reason };
}
