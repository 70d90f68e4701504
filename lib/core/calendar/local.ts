import type { Zone } from './zone';

/** Milliseconds of a minute and a civil day. */
export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/**
 * Wall-clock time of an instant as milliseconds, counted as if the wall clock were UTC.
 * Days and hours of such a number are found by division, without any calendar.
 */
export function toLocal(instant: number, zone: Zone): number {
	return instant + zone.offsetAt(instant);
}

/**
 * The instant at which the wall clock shows a local time. A time that is skipped when clocks go forward becomes the first
 * moment after the gap; a time that comes twice when they go back is the first of the two.
 *
 * @example toInstant(localTime(2026, 3, 29, 2, 30), berlin) //=> 2026-03-29T01:00Z, when the clock jumps to 03:00
 */
export function toInstant(local: number, zone: Zone): number {
	// Offsets lie between −12 and +14 hours, so the instant is between these two and at most one change with it.
	const earliest = local - 15 * 3_600_000;
	const latest = local + 13 * 3_600_000;
	const before = zone.offsetAt(earliest);
	const after = zone.offsetAt(latest);
	if (before === after) return local - before;
	const change = zone.changeBetween(earliest, latest) ?? latest;
	if (local - before < change) return local - before;
	return Math.max(local - after, change);
}

/** Number of the civil day (days since 1970-01-01) of a local time. */
export function dayOf(local: number): number {
	return Math.floor(local / dayMs);
}

/** Weekday of a civil day, 1 = Monday … 7 = Sunday. */
export function weekdayOf(day: number): number {
	return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** A local time from its parts; `month` 1…12. Days beyond the month run into the next. */
export function localTime(year: number, month: number, day: number, hour = 0, minute = 0): number {
	return Date.UTC(year, month - 1, day, hour, minute);
}

/** Number of a civil day written 'YYYY-MM-DD'; undefined when it is no date. */
export function parseDay(text: string): number | undefined {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
	if (match === null) return undefined;
	const local = localTime(Number(match[1]), Number(match[2]), Number(match[3]));
	return formatDay(dayOf(local)) === match[0] ? dayOf(local) : undefined;
}

/** 'YYYY-MM-DD' of a civil day's number. */
export function formatDay(day: number): string {
	return new Date(day * dayMs).toISOString().slice(0, 10);
}
