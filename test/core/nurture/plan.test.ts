import { describe, expect, it, test } from '@jest/globals';
import { findZone, utc } from '../../../lib/core/calendar';
import type { Lead } from '../../../lib/core/lead/lead';
import {
	contactLimit,
	dailyLimit,
	defaultLimits,
	mailboxLimit,
} from '../../../lib/core/nurture/caps';
import { planner } from '../../../lib/core/nurture/plan';
import { validateSequence } from '../../../lib/core/nurture/sequence';
import type { Step } from '../../../lib/core/nurture/types';
import { variantOf } from '../../../lib/core/nurture/variant';
import { at, now, hour, day, iso, settings, step, lead, sequence, enrolment } from './fixtures';

describe('limits', () => {
	test.each([
		[0, 20],
		[7 * day, 35],
		[14 * day, 50],
		[100 * day, 50],
	])('a mailbox of age %d sends %d a day', (age, limit) => {
		expect(dailyLimit(defaultLimits, age)).toBe(limit);
	});

	it('queues what waits: the first as the oldest drops out, those beyond a day later', () => {
		const byMailbox = Array.from({ length: 20 }, (_, n) => now - 10 * hour + n * 1_000);
		const sent = (waiting: number) => ({
			byMailbox,
			byDomain: new Map(),
			firstAt: now - hour,
			waiting,
		});
		const retry = (waiting: number) =>
			mailboxLimit(sent(waiting), 'x.example', now, defaultLimits)?.retryAt ?? 0;
		expect(retry(0)).toBe((byMailbox[0] ?? 0) + day + 1);
		expect(retry(5)).toBe((byMailbox[5] ?? 0) + day + 1);
		expect(retry(20)).toBe((byMailbox[0] ?? 0) + 2 * day + 1);
	});

	it('counts a day of the person, not twenty-four hours', () => {
		const berlin = findZone('Europe/Berlin') ?? utc;
		expect(
			contactLimit([at('2026-06-02T21:59:00Z')], at('2026-06-02T22:01:00Z'), berlin, defaultLimits),
		).toBeUndefined();
		expect(
			contactLimit([at('2026-06-02T22:01:00Z')], at('2026-06-03T21:59:00Z'), berlin, defaultLimits)
				?.reason,
		).toBe('contactLimit');
	});
});

describe('when the next step is due', () => {
	const plan = planner(settings);
	const next = (steps: Step[], doneAt: string, more: Partial<Lead> = {}) =>
		plan.next(enrolment, { ...sequence, steps }, { ...lead, ...more }, at(doneAt));
	test.each<[string, Step['wait'], string, string]>([
		[
			'three days on, same hour',
			{ amount: 3, unit: 'days' },
			'2026-06-01T08:00Z',
			'2026-06-04T08:00',
		],
		[
			'over the spring change',
			{ amount: 2, unit: 'days' },
			'2026-03-27T09:00Z',
			'2026-03-30T07:00',
		],
		[
			'over the autumn change',
			{ amount: 4, unit: 'days' },
			'2026-10-22T08:00Z',
			'2026-10-26T09:00',
		],
		[
			'business days over a weekend',
			{ amount: 2, unit: 'businessDays' },
			'2026-06-05T08:00Z',
			'2026-06-09T08:00',
		],
		[
			'hours run past the window',
			{ amount: 6, unit: 'hours' },
			'2026-06-03T12:00Z',
			'2026-06-04T07:00',
		],
		['weeks', { amount: 2, unit: 'weeks' }, '2026-06-01T08:00Z', '2026-06-15T08:00'],
	])('%s', (_what, wait, doneAt, expected) => {
		const after = next([step, { ...step, stepId: 'step2', wait }], doneAt);
		expect(after).toMatchObject({ stepIndex: 1, state: 'active', lastStepAt: iso(at(doneAt)) });
		expect(after.dueAt.slice(0, 16)).toBe(expected);
	});

	it('repeats a step every n weeks and goes no further', () => {
		const after = next([{ ...step, repeatWeeks: 2 }, step], '2026-06-01T08:00Z');
		expect(after).toMatchObject({ stepIndex: 0, repeat: 1, dueAt: '2026-06-15T08:00:00.000Z' });
	});

	it('ends behind the last step', () => {
		expect(next([step], '2026-06-01T08:00Z').state).toBe('finished');
	});
});

describe('sequences', () => {
	const draft = { ...sequence, version: undefined, contentHash: undefined };
	const problems = (steps: Step[]) => {
		const result = validateSequence({ ...draft, steps });
		return result.kind === 'wrong' ? result.problems : [];
	};
	test.each<[string, Step[], RegExp]>([
		['no steps', [], /no steps/],
		['no subject', [{ ...step, subject: '' }], /subject is empty/],
		['no text', [{ ...step, text: ' ' }], /text is empty/],
		['an unknown field in text', [{ ...step, text: '{{score}}' }], /no field/],
		[
			'a branch backwards',
			[
				step,
				{
					stepId: 'b',
					kind: 'branch',
					name: 'b',
					wait: step.wait,
					condition: { field: 'country', operator: 'exists' },
					whenTrue: 'step1',
				},
			],
			/not a later step/,
		],
		[
			'a branch without condition',
			[{ stepId: 'b', kind: 'branch', name: 'b', wait: step.wait }],
			/needs a condition/,
		],
		['the same key twice', [step, step], /same key/],
		['a wait of nothing sensible', [{ ...step, wait: { amount: -1, unit: 'days' } }], /wait/],
	])('%s', (_what, steps, problem) => {
		expect(problems(steps).join()).toMatch(problem);
	});

	it('has the same hash for the same content, whoever wrote it in whatever order', () => {
		const hash = (more: object) => {
			const result = validateSequence({ ...draft, ...more });
			return result.kind === 'valid' ? result.sequence.contentHash : '';
		};
		const turned = { ...step, name: step.name };
		expect(hash({ definedBy: 'a' })).toBe(hash({ definedBy: 'b' }));
		expect(hash({ steps: [Object.fromEntries(Object.entries(turned).reverse())] })).toBe(
			hash({ steps: [step] }),
		);
		expect(hash({ steps: [{ ...step, text: 'Other' }] })).not.toBe(hash({ steps: [step] }));
	});

	it('gives each half of the leads a version, always the same', () => {
		const all = Array.from({ length: 2_000 }, (_, n) => variantOf(`lead-${n}`, 'Welcome', 'step1'));
		const a = all.filter((variant) => variant === 'A').length;
		expect(a).toBeGreaterThan(900);
		expect(a).toBeLessThan(1_100);
		expect(variantOf('lead-7', 'Welcome', 'step1')).toBe(all[7]);
	});
});
