import type { Lead } from '../lead/lead';
import type { Touchpoint } from '../lead/touchpoint';
import { asKnownNow, isJudged, tellsOfOthers } from '../machine/reclassify';
import { isContact } from './kinds';

/** A lead and its touchpoints once new ones have come. */
export interface Hindsight {
	/** The lead without what a machine had done to it while it passed for a person. */
	lead: Lead;
	/** The new touchpoints, each with the class that it has beside the others. */
	fresh: readonly Touchpoint[];
	/** The earlier ones, likewise. */
	past: readonly Touchpoint[];
	/** Those of the earlier ones whose class is another now. */
	changed: readonly Touchpoint[];
	/** What takes effect on the lead: the new ones, and earlier ones that were taken for a machine's and are none. */
	apply: readonly Touchpoint[];
}

/**
 * Looks at a lead's earlier touchpoints in the light of new ones: the third click within seconds shows what the first one was, a
 * reply that there was a person. Nothing is looked at where the new ones cannot tell anything of others.
 *
 * @param now milliseconds since the epoch
 */
export function inHindsight(
	lead: Lead,
	before: readonly Touchpoint[],
	fresh: readonly Touchpoint[],
	now: number,
): Hindsight {
	if (!fresh.some(tellsOfOthers)) return { lead, fresh, past: before, changed: [], apply: fresh };
	const known = asKnownNow([...before, ...fresh]);
	const past = known.slice(0, before.length);
	const told = withTopicsBrought(lead, known.slice(before.length));
	const changed = past.filter((touch, index) => touch !== before[index]);
	const { machines = [], others = [] } = Object.groupBy(changed, ({ actor }) =>
		actor.kind === 'machine' ? 'machines' : 'others',
	);
	return {
		lead: machines.length > 0 ? without(lead, machines, [...past, ...told], now) : lead,
		fresh: told,
		past,
		changed,
		apply: [...others, ...told],
	};
}

/** Takes back from a lead what came of touchpoints that are a machine's: its last touch, and the topics they brought. */
function without(
	lead: Lead,
	machines: readonly Touchpoint[],
	known: readonly Touchpoint[],
	now: number,
): Lead {
	const real = known.filter(({ actor }) => actor.kind !== 'machine');
	let { lastTouchAt, topics } = lead;
	if (machines.some(({ occurredAt }) => occurredAt === lastTouchAt))
		lastTouchAt = real
			.filter(isContact)
			.map(({ occurredAt }) => occurredAt)
			.reduce<string | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
	const confirmed = new Set(real.flatMap((touch) => touch.topics ?? []));
	const wrong = new Set(machines.flatMap(topicsBrought).filter((topic) => !confirmed.has(topic)));
	if (topics?.some((topic) => wrong.has(topic)))
		topics = topics.filter((topic) => !wrong.has(topic));
	if (lastTouchAt === lead.lastTouchAt && topics === lead.topics) return lead;
	const updatedAt = new Date(now).toISOString();
	return { ...lead, lastTouchAt, topics: topics?.length ? topics : undefined, updatedAt };
}

/** Touchpoints that may turn out to be a machine's keep which topics the lead had not had before them. */
function withTopicsBrought(lead: Lead, fresh: readonly Touchpoint[]): Touchpoint[] {
	const had = new Set(lead.topics);
	return fresh.map((touch) => {
		if (touch.actor.kind === 'machine' || !isJudged(touch)) return touch;
		const brought = touch.topics?.filter((topic) => !had.has(topic)) ?? [];
		return brought.length > 0 ? { ...touch, meta: { ...touch.meta, [mark]: brought } } : touch;
	});
}

const mark = 'newTopics';

function topicsBrought({ meta }: Touchpoint): string[] {
	const brought = meta?.[mark];
	return Array.isArray(brought) ? brought.filter((topic) => typeof topic === 'string') : [];
}
