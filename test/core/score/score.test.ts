import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decayOf } from '../../../lib/core/score/decay';
import { defaultRules, type ScoreConfig, type TouchRule } from '../../../lib/core/score/rules';
import { compileScore, type CompiledScore } from '../../../lib/core/score/score';
import type { ScoreTouch } from '../../../lib/core/score/signals';
import type { Lead } from '../../../lib/core/lead/lead';

const now = Date.parse('2026-03-10T10:00:00.000Z');
const dayMs = 86_400_000;
const ago = (days: number) => new Date(now - days * dayMs).toISOString();

function score(config: Partial<ScoreConfig> = {}): CompiledScore {
	const compiled = compileScore({ rules: [...defaultRules], ...config });
	if (compiled.kind === 'wrong') throw new Error(compiled.messages.join());
	return compiled.score;
}

let serial = 0;
function touch(type: string, days: number, change: Partial<ScoreTouch> = {}): ScoreTouch {
	serial++;
	return {
		type,
		occurredAt: ago(days),
		touchId: `t${serial}`,
		source: 'test',
		sourceId: `${serial}`,
		...change,
	};
}

function lead(change: Partial<Lead> = {}): Partial<Lead> {
	return { stage: 'filtered', createdAt: ago(200), fit: 80, firstResponseAt: ago(199), ...change };
}

const sum = (result: ReturnType<CompiledScore>) =>
	result.reasons.reduce((all, { counted }) => all + counted, 0);

describe('decay', () => {
	it.each([
		[20, 14, 7, 14.142],
		[20, 14, 14, 10],
		[20, 14, 30, 4.529],
		[50, 45, 30, 31.498],
	])('%d points with a half-life of %d days are after %d days %d', (points, days, age, left) => {
		const rule: TouchRule = {
			kind: 'touchpoint',
			when: 'own.event',
			points,
			decay: { kind: 'halfLife', days },
		};
		const { reasons } = score({ rules: [rule] })({}, [touch('own.event', age)], now);
		expect(reasons[0]).toMatchObject({ rule: 'own.event', points, decayed: left });
	});

	it('falls in steps of a quarter a month', () => {
		const share = decayOf({ kind: 'linear', share: 0.25, period: 30 });
		expect([0, 29, 30, 60, 90, 120, 300].map((days) => 10 * share(days))).toEqual([
			10, 10, 7.5, 5, 2.5, 0, 0,
		]);
	});

	it('counts inside a window in full and outside not at all', () => {
		const share = decayOf({ kind: 'window', days: 30 });
		expect([0, 30, 30.1].map(share)).toEqual([1, 1, 0]);
		expect(decayOf({ kind: 'none' })(9_999)).toBe(1);
	});
});

describe('receipt', () => {
	it('names what counts, fades it, and adds up to the score', () => {
		const touches = [touch('form.submit', 30), touch('email.click', 14), touch('meeting.held', 0)];
		const result = score()(lead(), touches, now);
		expect(result).toMatchObject({
			score: 65,
			fit: 80,
			engagement: 50,
			grade: 'A2',
			temperature: 'warm',
			priority: 2,
		});
		expect(result.reasons).toEqual([
			{ rule: 'Fit with the ideal customer profile', points: 80, decayed: 80, counted: 40 },
			{ rule: 'Meeting held', points: 40, decayed: 40, counted: 20 },
			{ rule: 'Form submitted', points: 15, decayed: 7.5, counted: 3.75 },
			{ rule: 'Clicked in an e-mail', points: 5, decayed: 2.5, counted: 1.25 },
		]);
		expect(sum(result)).toBe(65);
	});

	it('adds up to the score for any touchpoints in any order, with any repeated', () => {
		const types = [
			'form.submit',
			'email.reply',
			'email.click',
			'web.pageView',
			'web.engagedTime',
			'meeting.held',
			'quote.requested',
			'call.outbound',
			'email.unsubscribe',
			'email.bounce',
			'email.complaint',
			'asset.download',
			'ad.click',
			'chat.message',
			'email.open',
		];
		const anyTouch = fc.record({
			type: fc.constantFrom(...types),
			days: fc.double({ min: -3, max: 400, noNaN: true }),
			url: fc.constantFrom(undefined, 'https://example.com/pricing', 'https://example.com/blog'),
			outcome: fc.constantFrom(undefined, 'connected', 'hardInvalid'),
			durationSeconds: fc.constantFrom(10, 90),
		});
		const compiled = score();
		fc.assert(
			fc.property(
				fc.array(anyTouch, { maxLength: 12 }),
				fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined }),
				fc.infiniteStream(fc.nat()),
				(made, fit, chance) => {
					const touches = made.map(({ days, url, outcome, ...rest }, index) =>
						touch(rest.type, days, {
							durationSeconds: rest.durationSeconds,
							sourceId: `s${index}`,
							touchId: `s${index}`,
							...(url === undefined ? {} : { url }),
							...(outcome === undefined ? {} : { outcome }),
						}),
					);
					const about: Partial<Lead> = {
						stage: 'filtered',
						createdAt: ago(100),
						...(fit === undefined ? {} : { fit }),
					};
					const result = compiled(about, touches, now);
					expect(sum(result)).toBe(result.score);
					expect(result.score).toBeGreaterThanOrEqual(0);
					expect(result.score).toBeLessThanOrEqual(100);
					const shuffled = [...touches, ...touches.slice(0, 3)]
						.map((one) => ({ one, key: chance.next().value ?? 0 }))
						.sort((a, b) => a.key - b.key)
						.map(({ one }) => one);
					expect(compiled(about, shuffled, now)).toEqual(result);
				},
			),
			{ numRuns: 10_000 },
		);
	}, 120_000);

	it('counts the earlier of two copies that disagree, in whichever order they come', () => {
		const copies = [
			touch('form.submit', 3, { sourceId: 'same' }),
			touch('form.submit', 30, { sourceId: 'same' }),
			touch('quote.requested', 30, { sourceId: 'same' }),
		];
		const results = [copies, [...copies].reverse()].map((touches) => score()(lead(), touches, now));
		expect(results[0]).toEqual(results[1]);
		expect(results[0]?.reasons[1]).toMatchObject({ rule: 'Demo or quote requested' });
	});

	it('adds up where the last line is too coarse to carry the rest', () => {
		const touches = [
			touch('form.submit', 0.0028854861125239624),
			touch('email.complaint', 0),
			touch('email.complaint', 0),
		];
		const result = score()({ stage: 'filtered', createdAt: ago(100), fit: 99.999 }, touches, now);
		expect(sum(result)).toBe(50);
	});

	it('counts the newest within 30 days, so many as the rule says', () => {
		const touches = [0, 1, 2, 3, 40].map((days) => touch('form.submit', days));
		const { reasons } = score({
			rules: [
				{ kind: 'touchpoint', when: 'formSubmit', points: 10, decay: { kind: 'none' }, atMost: 2 },
			],
		})({}, touches, now);
		expect(reasons[0]).toMatchObject({ rule: 'Form submitted (3 times)', points: 30 });
	});

	it('caps groups: web 30, email 25, conversations 40, ads 10', () => {
		const touches = [0, 0, 0, 0].flatMap(() => [
			touch('meeting.held', 0),
			touch('web.pageView', 0, { url: 'https://example.com/pricing' }),
			touch('asset.download', 0),
		]);
		const { engagement } = score()(lead(), touches, now);
		expect(engagement).toBe(70);
	});

	it('gives a touchpoint to the first rule that fits, and none to machines', () => {
		const pricing = touch('web.pageView', 0, { url: 'https://example.com/pricing' });
		const bot = touch('email.click', 0, { actor: { kind: 'machine', confidence: 0.9 } });
		const { reasons } = score()(lead({ fit: 0 }), [pricing, bot], now);
		expect(reasons.map(({ rule }) => rule)).toEqual([
			'Fit with the ideal customer profile',
			'Pricing page viewed',
		]);
	});

	it('tells of an as-of moment what was known then', () => {
		const touches = [touch('form.submit', 20), touch('meeting.held', 5)];
		const then = now - 10 * dayMs;
		expect(score()(lead(), touches, then).reasons).toEqual(
			score()(lead(), touches.slice(0, 1), then).reasons,
		);
	});
});

describe('field, verification and external rules', () => {
	it('add to the fit without fading, unless they say since when', () => {
		const rules: ScoreConfig['rules'] = [
			{
				kind: 'field',
				when: { field: 'emailStatus', operator: 'is', value: 'invalid' },
				points: -20,
			},
			{
				kind: 'field',
				name: 'Credit check passed',
				when: { field: 'creditCheck', operator: 'is', value: 'passed' },
				points: 20,
				since: 'creditCheckedAt',
				decay: { kind: 'window', days: 90 },
			},
		];
		const about = (days: number) =>
			lead({
				fit: 50,
				emailStatus: 'invalid',
				extra: { creditCheck: 'Passed', creditCheckedAt: ago(days) },
			});
		expect(score({ rules })(about(30), [], now).fit).toBe(50);
		expect(score({ rules })(about(91), [], now).fit).toBe(30);
	});

	it('are refused in words when they cannot be asked', () => {
		const compiled = compileScore({
			rules: [
				{
					kind: 'field',
					when: { field: 'employees', operator: 'contains', value: '5' },
					points: 1,
				},
			],
		});
		expect(compiled).toMatchObject({ kind: 'wrong' });
		expect(compiled.kind === 'wrong' && compiled.messages[0]).toMatch(
			/^Rule 1: 'Employees' holds a number/,
		);
	});
});

describe('grade and priority', () => {
	it.each([
		[75, 'A4'],
		[50, 'B4'],
		[25, 'C4'],
		[24.9, 'D4'],
	])('fit %d is %s', (fit, grade) => {
		expect(score({ rules: [] })(lead({ fit }), [], now).grade).toBe(grade);
	});

	it.each([
		[60, 1],
		[30, 2],
		[10, 3],
		[9, 4],
	])('engagement %d is digit %d', (points, digit) => {
		const rule: TouchRule = {
			kind: 'touchpoint',
			when: 'own.event',
			points,
			decay: { kind: 'none' },
		};
		expect(score({ rules: [rule] })(lead(), [touch('own.event', 1)], now).grade).toBe(`A${digit}`);
	});
});
