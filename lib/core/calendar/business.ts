import type { BusinessCalendar } from './hours';
import { dayMs, dayOf, minuteMs, toInstant, toLocal, weekdayOf } from './local';

/** A stretch of open time, `end` exclusive, in milliseconds since the epoch. */
export interface Interval {
	start: number;
	end: number;
}

/** How far ahead open time is looked for before it counts as never, in days. */
export const horizonDays = 400;

/**
 * The open stretch that holds `at`, cut to begin there, or the next one after it.
 * Undefined when nothing opens within 400 days (every day is a holiday).
 */
export function nextInterval(calendar: BusinessCalendar, at: number): Interval | undefined {
	const { zone, week, closed } = calendar;
	const today = dayOf(toLocal(at, zone));
	// A span that crosses midnight may have begun the day before.
	for (let day = today - 1; day <= today + horizonDays; day++) {
		const spans = week[weekdayOf(day)];
		if (spans === undefined || spans.length === 0 || closed.has(day)) continue;
		for (const span of spans) {
			const end = toInstant(day * dayMs + span.to * minuteMs, zone);
			if (end <= at) continue;
			const start = Math.max(toInstant(day * dayMs + span.from * minuteMs, zone), at);
			// Clocks that go forward can swallow a short span whole.
			if (start < end) return { start, end };
		}
	}
	return undefined;
}

/** Whether an instant is inside working hours. */
export function isWorkingTime(at: number, calendar: BusinessCalendar): boolean {
	return nextInterval(calendar, at)?.start === at;
}

/**
 * The instant by which so many minutes of working time have passed since `start`; for deadlines such as
 * 'answer within 4 working hours'. With 0 minutes: `start` itself, or the next opening.
 * Undefined when working time runs out (400 days without any).
 */
export function addBusinessMinutes(
	start: number,
	minutes: number,
	calendar: BusinessCalendar,
): number | undefined {
	let left = Math.max(0, minutes) * minuteMs;
	let at = start;
	for (;;) {
		const open = nextInterval(calendar, at);
		if (open === undefined) return undefined;
		if (open.start + left <= open.end) return open.start + left;
		left -= open.end - open.start;
		at = open.end;
	}
}

/** Minutes of working time between two instants, 0 when the second is not later. */
export function businessMinutesBetween(
	from: number,
	to: number,
	calendar: BusinessCalendar,
): number {
	let sum = 0;
	let at = from;
	while (at < to) {
		const open = nextInterval(calendar, at);
		if (open === undefined || open.start >= to) break;
		sum += Math.min(open.end, to) - open.start;
		at = open.end;
	}
	return sum / minuteMs;
}
