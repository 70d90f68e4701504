import {
	addDays,
	dayMs,
	dayOf,
	findZone,
	localTime,
	toInstant,
	toLocal,
	utc,
	type Zone,
} from '../calendar';
import type { Span } from './types';

/** Stretches of time that a report can be about. */
export const periodNames = [
	'last7Days',
	'last30Days',
	'last90Days',
	'thisMonth',
	'lastMonth',
	'custom',
] as const;

/** A key of `periodNames`. */
export type PeriodName = (typeof periodNames)[number];

/** What a report is about, and what it is compared with. */
export interface Asked {
	period: PeriodName;
	compareWith: 'previous' | 'yearBefore' | 'none';
	/** For custom: first and last day, 'YYYY-MM-DD'. */
	from?: string;
	to?: string;
}

/**
 * The stretch of time a report is about, in days of the business's zone; one that runs still ends with this very moment. What it is compared with is as
 * long: the days right before it (for months the month before, up to the same moment), or the same a year before.
 */
export function periodOf(
	{ period, compareWith, from, to }: Asked,
	now: number,
	timezone: string,
): { period: Span; previous?: Span } {
	const zone = findZone(timezone) ?? utc;
	const span = spanOf(period, from, to, now, zone);
	if (compareWith === 'none') return { period: span };
	const monthly = period === 'thisMonth' || period === 'lastMonth';
	const back = (at: number) =>
		compareWith === 'yearBefore'
			? shifted(at, -12, zone)
			: monthly
				? shifted(at, -1, zone)
				: addDays(at, -daysOf(span, zone), zone);
	const until =
		period === 'lastMonth' && compareWith === 'previous' ? span.since : back(span.until);
	return { period: span, previous: { since: back(span.since), until } };
}

function spanOf(
	period: PeriodName,
	from: string | undefined,
	to: string | undefined,
	now: number,
	zone: Zone,
): Span {
	const today = dayOf(toLocal(now, zone)) * dayMs;
	const days = (n: number) => ({ since: toInstant(today - (n - 1) * dayMs, zone), until: now + 1 });
	switch (period) {
		case 'last7Days':
			return days(7);
		case 'last30Days':
			return days(30);
		case 'last90Days':
			return days(90);
		case 'thisMonth':
			return { since: toInstant(monthOf(today, 0), zone), until: now + 1 };
		case 'lastMonth':
			return {
				since: toInstant(monthOf(today, -1), zone),
				until: toInstant(monthOf(today, 0), zone),
			};
		case 'custom': {
			const first = Date.parse(`${from ?? ''}T00:00:00Z`);
			const last = Date.parse(`${to ?? ''}T00:00:00Z`);
			const since = Number.isNaN(first) ? today - 6 * dayMs : first;
			const end = Number.isNaN(last) ? today : last;
			return {
				since: toInstant(since, zone),
				until: Math.max(toInstant(since, zone), Math.min(now + 1, toInstant(end + dayMs, zone))),
			};
		}
	}
}

function daysOf({ since, until }: Span, zone: Zone): number {
	return Math.max(1, dayOf(toLocal(until - 1, zone)) - dayOf(toLocal(since, zone)) + 1);
}

function monthOf(local: number, months: number): number {
	const date = new Date(local);
	return localTime(date.getUTCFullYear(), date.getUTCMonth() + 1 + months, 1);
}

/** The same day and time some months on; the 31st becomes the last day of a shorter month. */
function shifted(at: number, months: number, zone: Zone): number {
	const local = toLocal(at, zone);
	const date = new Date(local);
	const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1 + months];
	const last = new Date(localTime(year, month + 1, 0)).getUTCDate();
	const day = localTime(year, month, Math.min(date.getUTCDate(), last));
	return toInstant(day + (local - dayOf(local) * dayMs), zone);
}
