import { describe, expect, it, test } from '@jest/globals';
import { planner } from '../../../lib/core/nurture/plan';
import type { SendWindow } from '../../../lib/core/nurture/types';
import { at, decide, enrolment, iso, lead, sequence, settings, step } from './fixtures';

/** Changes of clocks, odd zones and missing days: where a wait of a day ends, and where the window lets the next mail out. */
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const office: SendWindow = { days: everyDay, from: '09:00', to: '17:00' };
const night: SendWindow = { days: everyDay, from: '02:00', to: '04:00' };
const plan = planner(settings);
const minutes = (instant: number) => iso(instant).slice(0, 16);

describe('a day after the step before, on the clock of the lead', () => {
	test.each<[string, string, string, string, SendWindow?]>([
		['Europe, spring', 'Europe/Berlin', '2026-03-28T08:30Z', '2026-03-29T07:30'],
		['Europe, autumn', 'Europe/Berlin', '2026-10-24T07:30Z', '2026-10-25T08:30'],
		['United States, spring', 'America/New_York', '2026-03-07T14:30Z', '2026-03-08T13:30'],
		['United States, autumn', 'America/New_York', '2026-10-31T13:30Z', '2026-11-01T14:30'],
		['half an hour, autumn', 'Australia/Lord_Howe', '2026-04-03T22:30Z', '2026-04-04T23:00'],
		['half an hour, spring', 'Australia/Lord_Howe', '2026-10-02T23:00Z', '2026-10-03T22:30'],
		['Ramadan begins', 'Africa/Casablanca', '2026-02-14T08:30Z', '2026-02-15T09:30'],
		['summer time was abolished', 'America/Sao_Paulo', '2026-10-17T12:30Z', '2026-10-18T12:30'],
		['… and began at midnight', 'America/Sao_Paulo', '2018-11-03T12:30Z', '2018-11-04T11:30'],
		['a quarter past', 'Asia/Kathmandu', '2026-05-01T03:45Z', '2026-05-02T03:45'],
		['a day that was left out', 'Pacific/Apia', '2011-12-29T19:30Z', '2011-12-30T19:00'],
		['Chatham, autumn', 'Pacific/Chatham', '2026-04-03T19:45Z', '2026-04-04T20:45'],
		['a leap day', 'Europe/Berlin', '2028-02-28T08:30Z', '2028-02-29T08:30'],
		['a zone nobody knows: the sender’s', 'Mars/Olympus', '2026-03-28T08:30Z', '2026-03-29T07:30'],
		['no zone: the sender’s', '', '2026-03-28T08:30Z', '2026-03-29T07:30'],
		['02:30 is not there', 'Europe/Berlin', '2026-03-28T01:30Z', '2026-03-29T01:00', night],
		['02:30 comes twice', 'Europe/Berlin', '2026-10-24T00:30Z', '2026-10-25T00:30', night],
		[
			'01:30 comes twice',
			'America/New_York',
			'2026-10-31T05:30Z',
			'2026-11-01T05:30',
			{ ...night, from: '01:00' },
		],
	])('%s (%s)', (_what, timezone, done, due, window = office) => {
		const second = { ...step, stepId: 'step2', wait: { amount: 1, unit: 'days' as const } };
		const who = { ...lead, timezone, country: undefined };
		const next = plan.next(
			enrolment,
			{ ...sequence, window, steps: [step, second] },
			who,
			at(done),
		);
		expect(next.dueAt.slice(0, 16)).toBe(due);
		// What is kept is an instant; asked again with the rules of the day, it is still in the window.
		expect(plan.slot(at(next.dueAt), window, who)).toBe(at(next.dueAt));
	});
});

describe('a window', () => {
	const slot = (from: string, window: SendWindow, timezone = 'Europe/Berlin') =>
		minutes(plan.slot(at(from), window, { ...lead, timezone }));
	const weekdays = { ...office, days: [1, 2, 3, 4, 5] };

	test.each([
		['passed on Friday: Monday, when it opens', '2026-03-27T17:00Z', '2026-03-30T07:00', weekdays],
		['over the autumn change', '2026-10-23T15:30Z', '2026-10-26T08:00', weekdays],
		[
			'of half an hour that comes twice is there once',
			'2026-10-25T01:20Z',
			'2026-10-26T01:15',
			{ days: everyDay, from: '02:15', to: '02:45' },
		],
		[
			'across midnight, in the night that loses an hour',
			'2026-03-28T22:30Z',
			'2026-03-28T22:30',
			{ days: everyDay, from: '22:00', to: '03:30' },
		],
		[
			'… is over when the clock says so',
			'2026-03-29T01:30Z',
			'2026-03-29T20:00',
			{ days: everyDay, from: '22:00', to: '03:30' },
		],
		[
			'across midnight belongs to the day it opens on',
			'2026-06-06T23:00Z',
			'2026-06-08T20:00',
			{ days: [1, 2, 3, 4, 5], from: '22:00', to: '02:00' },
		],
	])('%s', (_what, from, expected, window) => {
		expect(slot(from, window)).toBe(expected);
	});
});

describe('a lead that moves to another zone in the middle of a sequence', () => {
	const moved = (timezone: string, now: string) =>
		decide({
			lead: { timezone, country: undefined },
			enrolment: { dueAt: now },
			now: at(now),
		});

	it('is written to in its new day, not in the old one', () => {
		// Due at nine in Los Angeles, which is one in the morning in Tokyo and six in the evening in Berlin.
		const due = '2026-06-03T16:00Z';
		expect(moved('America/Los_Angeles', due)).toBe('send');
		expect(moved('Asia/Tokyo', due)).toBe('hold outsideWindow until 2026-06-04T00:00');
		expect(moved('Asia/Tokyo', '2026-06-04T00:00Z')).toBe('send');
		expect(moved('Europe/Berlin', due)).toBe('hold outsideWindow until 2026-06-04T07:00');
	});

	it('waits days of its new clock from then on', () => {
		const second = { ...step, stepId: 'step2', wait: { amount: 1, unit: 'days' as const } };
		const next = (timezone: string) =>
			plan
				.next(
					enrolment,
					{ ...sequence, window: office, steps: [step, second] },
					{ ...lead, timezone, country: undefined },
					at('2026-10-24T16:00Z'),
				)
				.dueAt.slice(0, 16);
		expect(next('America/Los_Angeles')).toBe('2026-10-25T16:00');
		// Six in the evening there; the clocks go back that night.
		expect(next('Europe/Berlin')).toBe('2026-10-26T08:00');
	});

	it('and is not hurried after days without a run: planned anew a business day later', () => {
		expect(
			decide({
				lead: { timezone: 'Asia/Tokyo', country: undefined },
				enrolment: { dueAt: '2026-05-29T00:00:00.000Z' },
				now: at('2026-06-03T02:00Z'),
			}),
		).toBe('hold late until 2026-06-04T02:00');
	});
});
