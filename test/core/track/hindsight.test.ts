import { describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../lib/core/lead/lead';
import type { Touchpoint } from '../../../lib/core/lead/touchpoint';
import { applyTouches } from '../../../lib/core/track/effects';
import { inHindsight } from '../../../lib/core/track/hindsight';

const now = Date.parse('2026-06-01T12:00:00.000Z');
const browser =
	'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const at = (seconds: number) => new Date(now + seconds * 1_000).toISOString();

const fresh: Lead = {
	leadId: 'L1',
	createdAt: at(-90_000),
	updatedAt: at(-90_000),
	email: 'ann@example.com',
	stage: 'target',
	stageHistory: [],
};

let count = 0;
function touch(type: string, seconds: number, patch: Partial<Touchpoint> = {}): Touchpoint {
	const id = `T${(count += 1)}`;
	return {
		touchId: id,
		leadId: 'L1',
		type,
		direction: 'in',
		actor: { kind: 'unknown', confidence: 0.5 },
		occurredAt: at(seconds),
		receivedAt: at(seconds),
		source: 'mail link',
		sourceId: id,
		...patch,
	};
}

function click(seconds: number, linkIndex: number, topic?: string): Touchpoint {
	return touch('email.click', seconds, {
		...(topic ? { topics: [topic] } : {}),
		meta: { userAgent: browser, deliveryId: 'D1', linkIndex },
	});
}

/** Touchpoints that come one after the other, as the store and the lead know them in the end. */
function after(lead: Lead, touches: readonly Touchpoint[]): { lead: Lead; known: Touchpoint[] } {
	let state: { lead: Lead; known: Touchpoint[] } = { lead, known: [] };
	for (const one of touches) {
		const seen = inHindsight(state.lead, state.known, [one], now);
		const applied = applyTouches(seen.lead, seen.apply, {
			now,
			by: 'test',
			history: seen.past,
		});
		state = { lead: applied.lead, known: [...seen.past, ...seen.fresh] };
	}
	return state;
}

const seen = ({ lastTouchAt, topics, stage }: Lead) => ({ lastTouchAt, topics, stage });

describe('a scanner that is told by its third link', () => {
	it('leaves a lead as it was', () => {
		const scan = [click(0, 1, 'roof'), click(1, 2, 'solar'), click(2, 3)];
		const { lead, known } = after(fresh, scan);
		expect(known.map(({ actor }) => actor.kind)).toEqual(['machine', 'machine', 'machine']);
		expect(seen(lead)).toEqual(seen(fresh));
		expect(seen(after(fresh, scan.slice(0, 1)).lead)).toMatchObject({ topics: ['roof'] });
	});

	it('leaves what people did before and the lead said itself', () => {
		const earlier = { ...fresh, topics: ['solar'] };
		const person = touch('web.pageView', -3_600, { topics: ['heating'] });
		const { lead } = after(earlier, [
			person,
			click(0, 1, 'roof'),
			click(1, 2, 'solar'),
			click(2, 3, 'heating'),
		]);
		expect(seen(lead)).toEqual({
			lastTouchAt: person.occurredAt,
			topics: ['solar', 'heating'],
			stage: 'target',
		});
	});

	it('keeps a topic that somebody looked at afterwards', () => {
		const scan = [click(0, 1, 'roof'), click(1, 2), click(2, 3)];
		const visit = touch('web.pageView', 1, { topics: ['roof'] });
		expect(
			after(
				fresh,
				[scan[0], visit, ...scan.slice(1)].flatMap((one) => one ?? []),
			).lead.topics,
		).toEqual(['roof']);
	});
});

it('lets a click take effect that a reply shows to be a person’s', () => {
	const scan = [click(0, 1, 'roof'), click(1, 2), click(2, 3)];
	const { lead, known } = after(fresh, [...scan, touch('email.reply', 600)]);
	expect(known.map(({ actor }) => actor.kind)).not.toContain('machine');
	expect(lead.topics).toEqual(['roof']);
	expect(lead.lastTouchAt).toBe(at(600));
});

it('comes to the same whatever arrives at once', () => {
	const scan = [click(0, 1, 'roof'), click(1, 2, 'solar'), click(2, 3)];
	const known = inHindsight(fresh, [], scan, now);
	expect(known.changed).toEqual([]);
	const { lead } = applyTouches(known.lead, known.apply, { now, by: 'test' });
	expect(seen(lead)).toEqual(seen(after(fresh, scan).lead));
});
