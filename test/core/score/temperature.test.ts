import { describe, expect, it } from '@jest/globals';
import { makeReady } from '../../../lib/core/score/compile';
import { temperatureBefore, temperatureOf, warmthOf } from '../../../lib/core/score/temperature';
import type { ScoreTouch } from '../../../lib/core/score/signals';
import type { Lead, Temperature } from '../../../lib/core/lead/lead';

const now = Date.parse('2026-03-10T10:00:00.000Z');
const ago = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
const limits = { hot: 80, warm: 50, cold: 20 };

const temperature = (
	lead: Partial<Lead>,
	touches: ScoreTouch[] = [],
	score = 0,
	before?: Temperature,
) => temperatureOf(score, warmthOf(lead, touches, now), limits, before);

describe('newness', () => {
	it.each([
		[0, 'hot'],
		[15.4, 'hot'],
		[15.5, 'warm'],
		[48, 'warm'],
		[48.1, 'cold'],
		[111, 'cold'],
	])('a lead that nobody answered for %d hours is %s', (hours, expected) => {
		expect(temperature({ createdAt: ago(hours), stage: 'new' })).toBe(expected);
	});

	it.each<[string, Partial<Lead>]>([
		['answered', { firstResponseAt: ago(0.5) }],
		['junk', { stage: 'junk' }],
		['in quarantine', { quarantined: true }],
		['outside the profile', { icp: { verdict: 'outside', profile: 'B2B', reasons: [] } }],
	])('does not warm a lead that is %s', (_what, about) => {
		expect(temperature({ createdAt: ago(1), stage: 'new', ...about })).toBe('cold');
	});
});

describe('demand', () => {
	const demo: ScoreTouch = {
		type: 'form.submit',
		occurredAt: ago(6 * 24),
		content: 'Request a demo',
	};

	it('keeps a lead hot for 7 days', () => {
		const lead: Partial<Lead> = { createdAt: ago(400), firstResponseAt: ago(300) };
		expect(temperature(lead, [demo])).toBe('hot');
		expect(temperature(lead, [{ ...demo, occurredAt: ago(7.1 * 24) }])).toBe('cold');
		expect(temperature(lead, [{ type: 'meeting.booked', occurredAt: ago(1) }])).toBe('hot');
	});

	it('does not when the lead is outside the profile', () => {
		const lead: Partial<Lead> = {
			createdAt: ago(400),
			icp: { verdict: 'outside', profile: 'B2B', reasons: [] },
		};
		expect(temperature(lead, [demo])).toBe('cold');
	});
});

describe('hysteresis', () => {
	const lead: Partial<Lead> = { createdAt: ago(90 * 24), firstResponseAt: ago(89 * 24) };
	it.each([
		[79, undefined, 'warm'],
		[79, 'hot', 'hot'],
		[75, 'hot', 'hot'],
		[74, 'hot', 'warm'],
		[79, 'warm', 'warm'],
		[80, 'warm', 'hot'],
		[45, 'warm', 'warm'],
		[45, 'hot', 'warm'],
		[44, 'warm', 'cold'],
		[15, 'cold', 'cold'],
		[14, 'cold', 'old'],
		[19, 'old', 'old'],
		[20, 'old', 'cold'],
	] as const)('a score of %d after %s is %s', (score, before, expected) => {
		expect(temperature(lead, [], score, before)).toBe(expected);
	});

	it('is old only after 90 days without a human touch', () => {
		const call: ScoreTouch = {
			type: 'call.outbound',
			occurredAt: ago(24),
			actor: { kind: 'human', confidence: 1 },
		};
		const open: ScoreTouch = { type: 'email.open', occurredAt: ago(24) };
		expect(temperature(lead, [call], 5)).toBe('cold');
		expect(temperature(lead, [open], 5)).toBe('old');
	});
});

describe('the temperature before', () => {
	it('is what the timeline last told', () => {
		const crossed = (hours: number, to: string): ScoreTouch => ({
			type: 'score.crossed',
			occurredAt: ago(hours),
			meta: { to },
		});
		const first = { ...crossed(50, 'hot'), meta: { from: 'cold', to: 'hot' } };
		const touches = [crossed(5, 'warm'), first, crossed(0, 'cold')];
		expect(temperatureBefore(touches, now)).toBe('warm');
		expect(temperatureBefore(touches, now - 40 * 3_600_000)).toBe('hot');
		expect(temperatureBefore(touches, now - 60 * 3_600_000)).toBe('cold');
		expect(temperatureBefore([crossed(5, 'warm')], now - 6 * 3_600_000, 'hot')).toBeUndefined();
		expect(temperatureBefore([], now, 'hot')).toBe('hot');
	});
});

it('thresholds have to fall from hot to cold', () => {
	expect(makeReady({ rules: [], hotFrom: 40 })).toEqual({
		kind: 'wrong',
		messages: ['Hot (from 40) has to lie above warm (from 50), and warm above cold (from 20).'],
	});
});
