import type { ReadyScore } from './compile';
import type { ScoreGroup, ScoreTouch } from './signals';

/** What one rule adds to engagement. */
export interface EngagementLine {
	rule: string;
	/** Points of the counted touchpoints when they happened. */
	points: number;
	/** The same after fading. */
	decayed: number;
	/** The same after the cap of the group. */
	capped: number;
}

const dayMs = 86_400_000;
const month = 30 * dayMs;

interface Found {
	at: number;
	id: string;
	/** Position of the rule it counts for. */
	rule: number;
}

/**
 * The lines of a receipt that come from touchpoints: per rule the newest touchpoints, at most so many within any 30 days,
 * faded by age; groups above their cap are scaled down together. The order of the touchpoints and repeated ones do not
 * matter; those after `now` have not happened yet.
 *
 * @param now milliseconds since the epoch
 */
export function engagementLines(
	ready: ReadyScore,
	touches: readonly ScoreTouch[],
	now: number,
): EngagementLine[] {
	if (touches.length === 0) return [];
	const once = new Map<string, Found>();
	for (const touch of touches) {
		const rules = ready.rulesOf(touch.type);
		if (rules.length === 0) continue;
		const at = Date.parse(touch.occurredAt);
		if (!(at <= now)) continue;
		const first = rules.find((index) => ready.touchRules[index]?.fits(touch));
		if (first === undefined) continue;
		const id = identityOf(touch);
		const copy = once.get(id);
		if (copy === undefined) once.set(id, { at, id, rule: first });
		else if (at < copy.at || (at === copy.at && first < copy.rule)) {
			// Copies that disagree: the earlier one counts, whichever of them comes first.
			copy.at = at;
			copy.rule = first;
		}
	}
	const byRule: Array<Found[] | undefined> = [];
	for (const found of once.values()) (byRule[found.rule] ??= []).push(found);
	const lines: EngagementLine[] = [];
	const sums: Partial<Record<ScoreGroup, number>> = {};
	const groups: ScoreGroup[] = [];
	byRule.forEach((found, index) => {
		const rule = ready.touchRules[index];
		if (!found || !rule || rule.points === 0) return;
		const times = found.length === 1 ? found : newestFirst(found);
		let count = 0;
		let share = 0;
		const counted: number[] = [];
		for (const { at } of times) {
			// Newest first: this one counts unless so many newer ones within the 30 days after it do already.
			const nth = counted[counted.length - rule.atMost];
			if (nth !== undefined && nth - at < month) continue;
			counted.push(at);
			count++;
			share += rule.fade((now - at) / dayMs);
		}
		const decayed = rule.points * share;
		if (decayed > 0) sums[rule.group] = (sums[rule.group] ?? 0) + decayed;
		groups.push(rule.group);
		lines.push({
			rule: count === 1 ? rule.name : `${rule.name} (${count} times)`,
			points: rule.points * count,
			decayed,
			capped: decayed,
		});
	});
	lines.forEach((line, index) => {
		const group = groups[index] ?? 'other';
		const cap = ready.caps[group];
		const sum = sums[group] ?? 0;
		if (cap !== undefined && sum > cap && line.decayed > 0)
			line.capped = (line.decayed * cap) / sum;
	});
	return lines;
}

/** The same touchpoint whatever copy of it arrives: by source and source's id, else by its own id, else by what it says. */
function identityOf(touch: ScoreTouch): string {
	if (touch.source !== undefined && touch.sourceId !== undefined && touch.sourceId !== '') {
		return `${touch.source}\n${touch.sourceId}`;
	}
	if (touch.touchId !== undefined && touch.touchId !== '') return touch.touchId;
	return `${touch.type}\n${touch.occurredAt}\n${touch.url ?? ''}\n${touch.content ?? ''}`;
}

function newestFirst(found: Found[]): Found[] {
	return found.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}
