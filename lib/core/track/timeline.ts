import type { Lead, Timestamp } from '../lead/lead';
import type { Touchpoint } from '../lead/touchpoint';
import { describeTouch } from './describe';
import { isContact, isTwoWay } from './kinds';

/** Everything that happened with a lead, first touch to last. */
export interface Timeline {
	leadId: string;
	entries: TimelineEntry[];
	first?: Timestamp;
	last?: Timestamp;
	/** Days from the first touch to the last. */
	days: number;
	touches: number;
	/** How often somebody of us and the lead really spoke. */
	conversations: number;
	/** Touches by channel, most frequent first. */
	channels: Array<{ channel: string; touches: number }>;
	/** Minutes from the lead's creation to the first answer by a person; absent while there is none. */
	minutesToFirstResponse?: number;
}

/** One line of a timeline. */
export interface TimelineEntry {
	at: Timestamp;
	type: string;
	what: string;
	direction?: 'in' | 'out';
	channel?: string;
	campaign?: string;
	url?: string;
	content?: string;
	/** 'machine' entries are shown but count for nothing. */
	actor: Touchpoint['actor']['kind'];
	source: string;
}

/** Builds the timeline of a lead from its touchpoints and its moves through the stages, oldest first; sorted once. */
export function timelineOf(lead: Lead, touches: readonly Touchpoint[]): Timeline {
	const sorted = [...touches].sort((a, b) =>
		a.occurredAt < b.occurredAt ? -1 : a.occurredAt > b.occurredAt ? 1 : 0,
	);
	const counted = sorted.filter(isContact);
	const first = counted[0]?.occurredAt;
	const last = counted.at(-1)?.occurredAt;
	const entries = [
		...sorted.filter(({ type }) => type !== 'lifecycle.changed').map(entryOf),
		...lead.stageHistory.map(moveEntry),
	].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
	const response = lead.firstResponseAt;
	return {
		leadId: lead.leadId,
		entries,
		...(first ? { first } : {}),
		...(last ? { last } : {}),
		days: first && last ? Math.round((Date.parse(last) - Date.parse(first)) / 8_640_000) / 10 : 0,
		touches: counted.length,
		conversations: counted.filter(isTwoWay).length,
		channels: channelsOf(counted),
		...(response
			? {
					minutesToFirstResponse: Math.max(
						0,
						Math.round((Date.parse(response) - Date.parse(lead.createdAt)) / 60_000),
					),
				}
			: {}),
	};
}

function entryOf(touch: Touchpoint): TimelineEntry {
	const note = touch.meta?.['note'];
	const content = touch.content ?? (typeof note === 'string' ? note : undefined);
	return {
		at: touch.occurredAt,
		type: touch.type,
		what: describeTouch(touch),
		...(touch.direction ? { direction: touch.direction } : {}),
		...(touch.channel ? { channel: touch.channel } : {}),
		...(touch.campaign ? { campaign: touch.campaign } : {}),
		...(touch.url ? { url: touch.url } : {}),
		...(content ? { content } : {}),
		actor: touch.actor.kind,
		source: touch.source,
	};
}

function moveEntry(move: Lead['stageHistory'][number]): TimelineEntry {
	const why = [move.reason, move.note].filter(Boolean).join(': ');
	return {
		at: move.at,
		type: 'lifecycle.changed',
		what: move.from === null ? `Stage ${move.to}` : `Stage ${move.from} → ${move.to}`,
		...(why ? { content: why } : {}),
		actor: 'unknown',
		source: move.by,
	};
}

function channelsOf(touches: readonly Touchpoint[]): Timeline['channels'] {
	const counts = new Map<string, number>();
	for (const { channel = 'Unassigned' } of touches)
		counts.set(channel, (counts.get(channel) ?? 0) + 1);
	return [...counts]
		.map(([channel, count]) => ({ channel, touches: count }))
		.sort((a, b) => b.touches - a.touches || (a.channel < b.channel ? -1 : 1));
}
