import { instantOf } from '../capture/read/instant';
import { isFacts } from '../filter/values';
import { typeOf } from '../track/aliases';
import type { ScoreTouch } from './signals';

/** Touchpoints of an item, and how many of what it calls so could not be read. */
export interface ItemTouches {
	touches: ScoreTouch[];
	unread: number;
}

/**
 * Touchpoints that an item carries itself: a list of objects with a type (also by another tool's name) and a moment
 * (`occurredAt`, or what other tools call it; one without any happened now). Whatever is none of these is left out and counted.
 *
 * @param now milliseconds since the epoch
 */
export function touchesOfItem(value: unknown, now: number): ItemTouches {
	if (value === undefined || value === null || value === '') return { touches: none, unread: 0 };
	if (!Array.isArray(value)) return { touches: none, unread: 1 };
	const touches = value.flatMap((one): ScoreTouch[] => {
		if (!isFacts(one) || typeof one['type'] !== 'string') return [];
		const name = typeOf(one['type']);
		const at = moments.map((key) => one[key]).find((told) => told !== undefined && told !== null);
		const occurredAt = at === undefined ? new Date(now).toISOString() : momentOf(at);
		if (!name || occurredAt === undefined) return [];
		const touch: ScoreTouch = { type: name.type, occurredAt };
		const outcome = text(one['outcome']) ?? name.outcome;
		if (outcome !== undefined) touch.outcome = outcome;
		for (const key of texts) {
			const given = text(one[key]);
			if (given !== undefined) touch[key] = given;
		}
		const { durationSeconds, topics, actor, meta } = one;
		if (typeof durationSeconds === 'number') touch.durationSeconds = durationSeconds;
		if (Array.isArray(topics)) touch.topics = topics.filter((topic) => typeof topic === 'string');
		const kind = isFacts(actor) ? actor['kind'] : actor;
		if (kind === 'human' || kind === 'machine') touch.actor = { kind, confidence: 1 };
		if (isFacts(meta)) touch.meta = { ...meta };
		return [touch];
	});
	return { touches, unread: value.length - touches.length };
}

/** What tools call the moment of an event. */
const moments = ['occurredAt', 'at', 'happenedAt', 'timestamp', 'time', 'date', 'createdAt'];

function momentOf(value: unknown): string | undefined {
	return typeof value === 'string' || typeof value === 'number' ? instantOf(value) : undefined;
}

const none: ScoreTouch[] = [];
const texts = ['touchId', 'source', 'sourceId', 'url', 'content', 'campaign', 'channel'] as const;

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
