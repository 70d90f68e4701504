import { describe, expect, it } from '@jest/globals';
import { claimFor, claimsCsv } from '../../../lib/core/report/claims';
import { Counts, median, others } from '../../../lib/core/report/counts';
import { costIn } from '../../../lib/core/report/money';
import { periodOf } from '../../../lib/core/report/period';
import { shifts, twoProportions } from '../../../lib/core/report/trend';
import { asBefore, compared, inWords } from '../../../lib/core/report/words';

const day = (text: string) => Date.parse(`${text}T00:00:00.000Z`);

describe('periods', () => {
	const now = Date.parse('2026-03-30T10:00:00.000Z');
	const of = (
		period: Parameters<typeof periodOf>[0]['period'],
		compareWith: 'previous' | 'yearBefore' | 'none' = 'previous',
		zone = 'UTC',
	) => {
		const { period: span, previous } = periodOf({ period, compareWith }, now, zone);
		const iso = (at: number) => new Date(at).toISOString().slice(0, 16);
		return [span, previous].map((one) => one && `${iso(one.since)} ${iso(one.until)}`);
	};

	it.each([
		[
			'last7Days',
			'previous',
			'UTC',
			'2026-03-24T00:00 2026-03-30T10:00',
			'2026-03-17T00:00 2026-03-23T10:00',
		],
		// Clocks went forward on 29 March: the same hour of the day, not the same number of hours.
		[
			'last7Days',
			'previous',
			'Europe/Berlin',
			'2026-03-23T23:00 2026-03-30T10:00',
			'2026-03-16T23:00 2026-03-23T11:00',
		],
		[
			'lastMonth',
			'previous',
			'UTC',
			'2026-02-01T00:00 2026-03-01T00:00',
			'2026-01-01T00:00 2026-02-01T00:00',
		],
		[
			'lastMonth',
			'yearBefore',
			'UTC',
			'2026-02-01T00:00 2026-03-01T00:00',
			'2025-02-01T00:00 2025-03-01T00:00',
		],
		// There is no 30 February: the month before is compared as far as it goes.
		[
			'thisMonth',
			'previous',
			'UTC',
			'2026-03-01T00:00 2026-03-30T10:00',
			'2026-02-01T00:00 2026-02-28T10:00',
		],
	] as const)('%s against %s in %s', (period, compareWith, zone, span, previous) => {
		expect(of(period, compareWith, zone)).toEqual([span, previous]);
	});

	it('compares with nothing where nothing is wanted', () => {
		expect(of('last30Days', 'none')[1]).toBeUndefined();
	});
});

describe('money', () => {
	const campaign = {
		name: 'Spring',
		cost: 300,
		start: '2026-03-01T00:00:00.000Z',
		end: '2026-03-30T00:00:00.000Z',
	};
	it.each([
		['2026-03-01', '2026-03-31', 300],
		['2026-03-01', '2026-03-02', 10],
		['2026-03-30', '2026-05-01', 10],
		['2026-04-01', '2026-05-01', 0],
	])('of 300 for March 1 to 30 what falls into %s to %s', (since, until, cost) => {
		expect(costIn(campaign, { since: day(since), until: day(until) })).toBeCloseTo(cost, 9);
	});

	it('falls on the day of the start without an end, and nowhere without a start', () => {
		const span = { since: day('2026-03-01'), until: day('2026-03-02') };
		expect(costIn({ name: 'Fair', cost: 50, start: '2026-03-01T00:00:00.000Z' }, span)).toBe(50);
		expect(costIn({ name: 'Fair', cost: 50 }, span)).toBe(0);
	});
});

describe('what shifted', () => {
	it.each([
		// z = 1.633 and 3.298, looked up in a table of the normal distribution.
		[30, 100, 20, 100, 0.1025],
		[50, 100, 61, 200, 0.001],
		[10, 50, 20, 100, 1],
	])('%d of %d against %d of %d has p %d', (a, n, b, m, p) => {
		expect(twoProportions(a, n, b, m)).toBeCloseTo(p, 3);
	});

	it('says nothing of a handful, and tells the clearest first', () => {
		const sample = (whole: number, parts: Record<string, number>) => ({
			whole,
			parts: new Map(Object.entries(parts)),
		});
		expect(shifts(sample(29, { a: 29 }), sample(100, { a: 1 }))).toEqual([]);
		const found = shifts(
			sample(100, { a: 50, b: 30, c: 20, rare: 3 }),
			sample(400, { a: 100, b: 240, c: 60, rare: 1 }),
		);
		expect(found.map(({ name }) => name)).toEqual(['b', 'a']);
	});
});

describe('counts', () => {
	it('adds up lines of several pages, and keeps made-up names together when there are too many', () => {
		const counts = new Counts();
		const line = (campaign: string) => ({
			what: 'captured',
			period: 0,
			keys: ['Ads', campaign, ''],
			n: 1,
			sum: 2,
		});
		for (let page = 0; page < 2; page++)
			counts.add(Array.from({ length: 50_010 }, (_one, index) => line(`c${index}`)));
		expect(counts.total('captured', 0)).toEqual({ n: 100_020, sum: 200_040 });
		expect(counts.total('captured', 0, others, others).n).toBe(20);
	});

	it('has the lower of two middles', () => {
		expect(
			median([
				[5, 1],
				[60, 2],
			]),
		).toBe(60);
		expect(
			median([
				[10, 1],
				[5, 1],
			]),
		).toBe(5);
		expect(median([])).toBeUndefined();
	});
});

describe('words', () => {
	it.each([
		[0.256, 'share', '25.6 %'],
		[95, 'minutes', '1 h 35 min'],
		[1500, 'minutes', '1 d 1 h'],
		[12.5, 'money', '$12.50'],
		[undefined, 'count', '–'],
	] as const)('%d as %s is %s', (value, unit, text) => {
		expect(inWords(value, unit)).toBe(text);
	});

	it('calls no change what would read as 0', () => {
		expect(compared({ value: 10_001, before: 10_000, unit: 'count' })).toBe(asBefore);
		expect(compared({ value: 0.1001, before: 0.1, unit: 'share' })).toBe(asBefore);
		expect(compared({ value: 12, before: 10, unit: 'count' })).toBe('20 % more than before');
	});
});

describe('claims', () => {
	const vendor = { source: 'Example Leads', windowDays: 10, reasons: ['spamOrBot'], price: 20 };
	const lead = {
		leadId: 'L1',
		createdAt: '2026-03-01T09:00:00.000Z',
		updatedAt: '2026-03-01T09:00:00.000Z',
		source: 'Example Leads',
		stage: 'junk' as const,
		stageReason: 'spamOrBot',
		stageHistory: [],
		phone: '+1 (555) "0100", ext',
	};

	it('are made within the window only, for the reasons agreed', () => {
		const end = Date.parse('2026-03-11T09:00:00.000Z');
		expect(claimFor(lead, [vendor], end - 1)).toMatchObject({ price: 20 });
		expect(claimFor(lead, [vendor], end)).toBeUndefined();
		expect(claimFor({ ...lead, stageReason: 'noBudget' }, [vendor], 0)).toBeUndefined();
		expect(claimFor({ ...lead, source: 'Fair' }, [vendor], 0)).toBeUndefined();
	});

	it('quote what a CSV file has to quote', () => {
		const claim = claimFor(lead, [vendor], 0);
		expect(claimsCsv(claim ? [claim] : [])).toContain(',"\'+1 (555) ""0100"", ext",');
	});
});
