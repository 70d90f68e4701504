import { isFacts } from '../filter/values';
import { typeOf } from '../track/aliases';
import type { ScoreTouch } from './signals';

/**
 * Touchpoints that an item carries itself: a list of objects with a type (also by another tool's name) and a moment
 * (`occurredAt`; one without happened now). Whatever is none of these is left out.
 *
 * @param now milliseconds since the epoch
 */
export function touchesOfItem(value: unknown, now: number): ScoreTouch[] {
	if (!Array.isArray(value)) return none;
	return value.flatMap((one): ScoreTouch[] => {
		if (!isFacts(one) || typeof one['type'] !== 'string') return [];
		const name = typeOf(one['type']);
		const at = one['occurredAt'] ?? one['at'] ?? now;
		const time = typeof at === 'string' || typeof at === 'number' ? new Date(at) : undefined;
		if (!name || !time || Number.isNaN(time.getTime())) return [];
		const touch: ScoreTouch = { type: name.type, occurredAt: time.toISOString() };
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
}

const none: ScoreTouch[] = [];
const texts = ['touchId', 'source', 'sourceId', 'url', 'content', 'campaign', 'channel'] as const;

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
