import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import {
	addBusinessDays,
	addBusinessMinutes,
	addDays,
	businessCalendar,
	businessMinutesBetween,
	checkHours,
	dayMs,
	findZone,
	isWorkingTime,
	nextSlot,
	toInstant,
	toLocal,
	utc,
} from '../../../lib/core/calendar';

const zone = (name: string) => findZone(name) ?? utc;
const at = (iso: string) => Date.parse(iso);
const iso = (instant: number | undefined) =>
	instant === undefined ? 'never' : new Date(instant).toISOString().replace(':00.000Z', 'Z');
const local = (text: string) => Date.parse(`${text}Z`);
const nineToFive = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }];

const zones = [
	'Europe/Berlin',
	'America/New_York',
	'America/Los_Angeles',
	'Australia/Lord_Howe',
	'Africa/Casablanca',
	'America/Sao_Paulo',
	'Asia/Kathmandu',
	'Pacific/Apia',
	'Pacific/Chatham',
	'America/St_Johns',
	'Asia/Tehran',
	'Europe/Dublin',
	'Africa/Cairo',
	'Asia/Gaza',
	'America/Havana',
	'UTC',
];

test.each([
	['spring gap, Berlin', '2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:00Z'],
	['autumn, first of two, Berlin', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30Z'],
	['spring gap, New York', '2026-03-08T02:30', 'America/New_York', '2026-03-08T07:00Z'],
	['autumn, first of two, New York', '2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30Z'],
	[
		'gap of half an hour, Lord Howe',
		'2026-10-04T02:15',
		'Australia/Lord_Howe',
		'2026-10-03T15:30Z',
	],
	['first of two, Lord Howe', '2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45Z'],
	['Ramadan begins, Casablanca', '2026-02-15T02:30', 'Africa/Casablanca', '2026-02-15T01:30Z'],
	[
		'no summer time any more, Sao Paulo',
		'2026-11-01T00:30',
		'America/Sao_Paulo',
		'2026-11-01T03:30Z',
	],
	['quarter hours, Kathmandu', '2026-05-01T09:00', 'Asia/Kathmandu', '2026-05-01T03:15Z'],
	['the day that was left out, Apia', '2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T10:00Z'],
	['Chatham in summer', '2026-01-01T09:00', 'Pacific/Chatham', '2025-12-31T19:15Z'],
	['leap day', '2028-02-29T09:00', 'America/New_York', '2028-02-29T14:00Z'],
])('%s: %s in %s is %s', (_what, wall, name, expected) => {
	expect(iso(toInstant(local(wall), zone(name)))).toBe(expected);
});

test('a zone that does not exist is none, and case does not matter', () => {
	expect(findZone('Mars/Olympus')).toBeUndefined();
	expect(findZone('')).toBeUndefined();
	expect(findZone('europe/berlin')?.name).toBe('Europe/Berlin');
});

describe('against luxon on random instants', () => {
	const instants = fc.integer({ min: at('1975-01-01'), max: at('2045-01-01') });

	it('reads the same offsets', () => {
		fc.assert(
			fc.property(fc.constantFrom(...zones), instants, (name, instant) => {
				const luxon = IANAZone.create(name).offset(instant) * 60_000;
				// luxon keeps offsets in minutes; seconds are history before 1975.
				expect(zone(name).offsetAt(instant)).toBe(luxon);
			}),
			{ numRuns: 20_000 },
		);
	});

	it('finds the instant of a wall-clock time: first of two, first after a gap', () => {
		fc.assert(
			fc.property(fc.constantFrom(...zones), nearChanges(), (name, instant) => {
				const wall = Math.floor(toLocal(instant, zone(name)) / 60_000) * 60_000;
				expect(iso(toInstant(wall, zone(name)))).toBe(iso(luxonInstant(wall, name)));
			}),
			{ numRuns: 20_000 },
		);
	});

	it('finds the same next slot in windows, also across midnight and holidays', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...zones),
				nearChanges(),
				fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
				fc.integer({ min: 0, max: 95 }),
				fc.integer({ min: 0, max: 95 }),
				fc.array(fc.integer({ min: -2, max: 6 }), { maxLength: 3 }),
				(name, instant, days, fromQuarter, toQuarter, closed) => {
					const hours = [{ days, from: clock(fromQuarter), to: clock(toQuarter) }];
					const today = DateTime.fromMillis(instant, { zone: name });
					const holidays = closed.map((n) => today.plus({ days: n }).toISODate() ?? '');
					const calendar = businessCalendar(hours, name, holidays);
					expect(iso(nextSlot(instant, [calendar]))).toBe(
						iso(luxonSlot(instant, name, days, fromQuarter * 15, toQuarter * 15, holidays)),
					);
				},
			),
			{ numRuns: 10_000 },
		);
	});
});

describe('slots', () => {
	test.each([
		['inside the window: now', '2026-06-03T10:00:00Z', '2026-06-03T10:00Z'],
		['before it: at its start', '2026-06-03T05:00:00Z', '2026-06-03T07:00Z'],
		['at its end: next day', '2026-06-03T15:00:00Z', '2026-06-04T07:00Z'],
		['Friday evening: Monday at window start', '2026-06-05T16:00:00Z', '2026-06-08T07:00Z'],
		['over the change of clocks', '2026-03-27T17:00:00Z', '2026-03-30T07:00Z'],
		['holiday on Monday', '2026-05-22T16:00:00Z', '2026-05-26T07:00Z'],
	])('%s', (_what, from, expected) => {
		const calendar = businessCalendar(nineToFive, 'Europe/Berlin', ['2026-05-25']);
		expect(iso(nextSlot(at(from), [calendar]))).toBe(expected);
	});

	it('waits for hours that fit both coasts when only the country is known', () => {
		const both = ['America/New_York', 'America/Los_Angeles'].map((name) =>
			businessCalendar(nineToFive, name, []),
		);
		expect(iso(nextSlot(at('2026-06-03T13:00:00Z'), both))).toBe('2026-06-03T16:00Z');
		expect(iso(nextSlot(at('2026-06-03T21:30:00Z'), both))).toBe('2026-06-04T16:00Z');
	});

	it('is never when hours do not meet or every day is closed', () => {
		const apart = ['Europe/Berlin', 'Pacific/Auckland'].map((name) =>
			businessCalendar(nineToFive, name, []),
		);
		expect(nextSlot(at('2026-06-03T13:00:00Z'), apart)).toBeUndefined();
	});

	it('uses a window across midnight and belongs to the evening it began', () => {
		const night = businessCalendar([{ days: [5], from: '22:00', to: '02:00' }], 'UTC', []);
		expect(isWorkingTime(at('2026-06-06T01:30:00Z'), night)).toBe(true);
		expect(isWorkingTime(at('2026-06-06T23:00:00Z'), night)).toBe(false);
	});
});

describe('shifts and business time', () => {
	const berlin = businessCalendar(nineToFive, 'Europe/Berlin', ['2026-12-25']);

	test.each([
		[
			'a day over the spring change keeps the wall clock',
			'2026-03-28T09:00Z',
			1,
			'2026-03-29T08:00Z',
		],
		['a day over the autumn change', '2026-10-24T08:00Z', 1, '2026-10-25T09:00Z'],
		['a week', '2026-06-01T08:00Z', 7, '2026-06-08T08:00Z'],
	])('%s', (_what, from, days, expected) => {
		expect(iso(addDays(at(from), days, berlin.zone))).toBe(expected);
	});

	test.each([
		['Friday plus one', '2026-06-05T08:00Z', 1, '2026-06-08T08:00Z'],
		['Saturday plus one', '2026-06-06T08:00Z', 1, '2026-06-08T08:00Z'],
		['over a holiday', '2026-12-24T09:00Z', 1, '2026-12-28T09:00Z'],
		['none', '2026-06-06T08:00Z', 0, '2026-06-06T08:00Z'],
	])('business days: %s', (_what, from, days, expected) => {
		expect(iso(addBusinessDays(at(from), days, berlin))).toBe(expected);
	});

	test.each([
		['within a day', '2026-06-03T07:00Z', 240, '2026-06-03T11:00Z'],
		['over night', '2026-06-03T14:00Z', 120, '2026-06-04T08:00Z'],
		['over a weekend', '2026-06-05T14:45Z', 15, '2026-06-05T15:00Z'],
		['begins outside', '2026-06-06T12:00Z', 15, '2026-06-08T07:15Z'],
		['nothing to add, outside', '2026-06-06T12:00Z', 0, '2026-06-08T07:00Z'],
	])('business minutes: %s', (_what, from, minutes, expected) => {
		expect(iso(addBusinessMinutes(at(from), minutes, berlin))).toBe(expected);
	});

	it('counts back what it added', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...zones),
				nearChanges(),
				fc.nat(20_000),
				(name, start, minutes) => {
					const calendar = businessCalendar(nineToFive, name, []);
					const end = addBusinessMinutes(start, minutes, calendar) ?? 0;
					expect(businessMinutesBetween(start, end, calendar)).toBeCloseTo(minutes, 6);
				},
			),
			{ numRuns: 300 },
		);
	});

	it('is always open without hours and never when every day is closed', () => {
		expect(isWorkingTime(at('2026-06-07T03:00Z'), businessCalendar([], 'UTC', []))).toBe(true);
		const start = at('2026-06-07T03:00:00Z');
		const closed = Array.from({ length: 900 }, (_, n) =>
			new Date(start + (n - 5) * dayMs).toISOString().slice(0, 10),
		);
		const never = businessCalendar(nineToFive, 'UTC', closed);
		expect(addBusinessMinutes(start, 10, never)).toBeUndefined();
		expect(nextSlot(start, [never])).toBeUndefined();
	});

	it('names rows that make no sense', () => {
		expect(checkHours([{ days: [], from: '9', to: '25:00' }])).toHaveLength(3);
		expect(checkHours(nineToFive)).toEqual([]);
	});
});

/** Instants, half of them within two days of a change of clocks somewhere. */
function nearChanges() {
	const changes = [
		'2026-03-29T01:00Z',
		'2026-10-25T01:00Z',
		'2026-03-08T07:00Z',
		'2026-11-01T06:00Z',
		'2026-04-04T15:00Z',
		'2026-10-03T15:30Z',
		'2026-02-15T02:00Z',
		'2026-03-22T02:00Z',
		'2010-09-26T11:00Z',
		'2011-12-30T10:00Z',
		'2026-04-24T00:00Z',
		'2026-03-21T20:30Z',
	].map(at);
	return fc.oneof(
		fc.integer({ min: at('1995-01-01'), max: at('2040-01-01') }),
		fc
			.tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * 1_440, max: 2 * 1_440 }))
			.map(([change, minutes]) => change + minutes * 60_000),
	);
}

function clock(quarter: number): string {
	return `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
}

/**
 * Oracle: the first instant at which luxon's offsets show a wall clock, minute by minute past a gap. Not by luxon's own reading of
 * wall clocks, which misses the day on which summer time began at midnight in Apia (2010-09-26).
 */
function luxonInstant(wall: number, name: string): number {
	const place = IANAZone.create(name);
	const around = [-2, -1, 0, 1, 2].map((days) => place.offset(wall + days * dayMs));
	const offsets = [...new Set(around)].toSorted((a, b) => b - a);
	for (let minutes = 0; minutes <= 1_440; minutes++) {
		const shown = wall + minutes * 60_000;
		const offset = offsets.find((one) => place.offset(shown - one * 60_000) === one);
		if (offset !== undefined) return shown - offset * 60_000;
	}
	throw new Error('A gap longer than a day.');
}

function luxonSlot(
	instant: number,
	name: string,
	days: number[],
	from: number,
	to: number,
	holidays: string[],
): number | undefined {
	const day = DateTime.fromMillis(instant, { zone: name }).startOf('day');
	const wallDay = Date.UTC(day.year, day.month - 1, day.day);
	for (let n = -1; n < 20; n++) {
		const date = DateTime.fromMillis(wallDay + n * dayMs, { zone: 'utc' });
		if (!days.includes(date.weekday) || holidays.includes(date.toISODate() ?? '')) continue;
		const start = luxonInstant(date.toMillis() + from * 60_000, name);
		const end = luxonInstant(date.toMillis() + (to > from ? to : to + 1_440) * 60_000, name);
		if (end <= instant || start >= end) continue;
		return Math.max(start, instant);
	}
	return undefined;
}
