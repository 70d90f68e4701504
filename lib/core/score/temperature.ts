import type { Lead, Priority, Temperature } from '../lead/lead';
import { isContact } from '../track/kinds';
import type { Touchpoint } from '../lead/touchpoint';
import type { ReadyScore } from './compile';
import { isDemand, type ScoreTouch } from './signals';

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/** What the temperature comes from besides the score. */
export interface Warmth {
	/** 100 · 2^(−hours / 48) since the lead came, while nobody has answered it; undefined where that does not apply. */
	newness: number | undefined;
	/** A demo or quote request or a booked meeting in the last 7 days. */
	demand: boolean;
	/** Days since a person was last heard of; undefined where not even the lead's age is known. */
	silentDays: number | undefined;
}

/** How many points below its threshold a temperature holds on, so that it does not flicker. */
const hysteresis = 5;

/** Looks at a lead's age and touchpoints. */
export function warmthOf(lead: Partial<Lead>, touches: readonly ScoreTouch[], now: number): Warmth {
	const created = lead.createdAt === undefined ? undefined : Date.parse(lead.createdAt);
	let last = created !== undefined && created <= now ? created : undefined;
	let demand = false;
	for (const touch of touches) {
		const at = Date.parse(touch.occurredAt);
		if (!(at <= now)) continue;
		if ((last === undefined || at > last) && tellsOfContact(touch)) last = at;
		if (!demand && now - at <= 7 * dayMs && isDemand(touch)) demand = true;
	}
	const isOut = lead.icp?.verdict === 'outside';
	const counts = !isOut && lead.stage !== 'junk' && lead.quarantined !== true;
	const answered = lead.firstResponseAt !== undefined && Date.parse(lead.firstResponseAt) <= now;
	const age = created === undefined ? undefined : (now - created) / hourMs;
	return {
		newness:
			counts && !answered && age !== undefined && age >= 0 ? 100 * 2 ** (-age / 48) : undefined,
		demand: demand && counts,
		silentDays: last === undefined ? undefined : (now - last) / dayMs,
	};
}

/** Whether a touch of this type tells that somebody was there; asked of many touches of few types. */
function tellsOfContact({ type, actor }: ScoreTouch): boolean {
	if (actor?.kind === 'machine') return false;
	let answer = contactTypes.get(type);
	if (answer === undefined) {
		answer = isContact({ ...noTouch, type });
		if (contactTypes.size < 1_000) contactTypes.set(type, answer);
	}
	return answer;
}

const contactTypes = new Map<string, boolean>();

/**
 * The temperature of a score: hot, warm, cold by thresholds, old below cold after 90 days without a human touch.
 * A lead that nobody has answered is at least as warm as it is new; a demand keeps it hot for 7 days. Cooling down takes
 * 5 points below the threshold, so the temperature before matters.
 */
export function temperatureOf(
	score: number,
	{ newness = 0, demand, silentDays }: Warmth,
	{ hot, warm, cold }: Pick<ReadyScore, 'hot' | 'warm' | 'cold'>,
	before: Temperature | undefined,
): Temperature {
	const degrees = Math.max(score, newness, demand ? hot : 0);
	const rank = before === undefined ? 0 : ranks[before];
	if (degrees >= hot - (rank >= 3 ? hysteresis : 0)) return 'hot';
	if (degrees >= warm - (rank >= 2 ? hysteresis : 0)) return 'warm';
	if (degrees >= cold - (rank >= 1 ? hysteresis : 0)) return 'cold';
	return silentDays !== undefined && silentDays >= 90 ? 'old' : 'cold';
}

/** 1 call now · 2 today · 3 this week · 4 nurture: good and hot first. A lead whose fit is not known counts as fitting. */
export function priorityOf(letter: string | undefined, temperature: Temperature): Priority {
	const fits = letter === undefined || letter === 'A' || letter === 'B';
	switch (temperature) {
		case 'hot':
			return fits ? 1 : 2;
		case 'warm':
			return fits ? 2 : 3;
		case 'cold':
			return fits ? 3 : 4;
		case 'old':
			return 4;
	}
}

/**
 * The temperature a lead had just before a moment, replayed from its timeline: where the last crossing before went to, else
 * where the first one after came from, else the one it has now. So a replay starts from where the lead really was.
 *
 * @param present the temperature that is kept with the lead
 */
export function temperatureBefore(
	touches: readonly ScoreTouch[],
	now: number,
	present?: Temperature,
): Temperature | undefined {
	let last: Crossing | undefined;
	let next: Crossing | undefined;
	for (const touch of touches) {
		if (touch.type !== 'score.crossed') continue;
		const at = Date.parse(touch.occurredAt);
		const to = touch.meta?.['to'];
		if (!isTemperature(to)) continue;
		const from = touch.meta?.['from'];
		const crossing = { at, from: isTemperature(from) ? from : undefined, to };
		// A crossing at this very moment is this score's own.
		if (at < now) last = last !== undefined && last.at > at ? last : crossing;
		else next = next !== undefined && next.at <= at ? next : crossing;
	}
	if (last) return last.to;
	return next ? next.from : present;
}

interface Crossing {
	at: number;
	from: Temperature | undefined;
	to: Temperature;
}

/** Whether a value names a temperature. */
export function isTemperature(value: unknown): value is Temperature {
	return typeof value === 'string' && Object.hasOwn(ranks, value);
}

const ranks: Readonly<Record<Temperature, number>> = { hot: 3, warm: 2, cold: 1, old: 0 };

const noTouch: Touchpoint = {
	touchId: '',
	type: '',
	actor: { kind: 'unknown', confidence: 0 },
	occurredAt: '',
	receivedAt: '',
	source: '',
	sourceId: '',
};
