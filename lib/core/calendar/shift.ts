import { dayMs, dayOf, toInstant, toLocal, weekdayOf } from './local';
import type { BusinessCalendar } from './hours';
import type { Zone } from './zone';

/**
 * The same wall-clock time `days` civil days later, which is not 24 hours when the clocks change in between.
 *
 * @example addDays(Date.parse('2026-03-28T09:00Z'), 1, berlin) //=> 2026-03-29T08:00Z: ten o'clock both days
 */
export function addDays(at: number, days: number, zone: Zone): number {
	return toInstant(toLocal(at, zone) + Math.trunc(days) * dayMs, zone);
}

/**
 * The same wall-clock time on the n-th business day after; business days are the weekdays on which the calendar opens,
 * without its holidays. 0 days is `at` itself. A calendar that never opens gives `at` plus as many civil days.
 */
export function addBusinessDays(at: number, days: number, calendar: BusinessCalendar): number {
	const local = toLocal(at, calendar.zone);
	const first = dayOf(local);
	let left = Math.max(0, Math.trunc(days));
	if (left === 0) return at;
	let day = first;
	// Two full years of closed days in a row can only be a mistake in the holidays.
	for (let closedInARow = 0; left > 0 && closedInARow < 800;) {
		day++;
		if (isBusinessDay(day, calendar)) {
			left--;
			closedInARow = 0;
		} else closedInARow++;
	}
	if (left > 0) return addDays(at, days, calendar.zone);
	return toInstant(day * dayMs + (local - first * dayMs), calendar.zone);
}

/** Whether the calendar opens on a civil day. */
export function isBusinessDay(day: number, calendar: BusinessCalendar): boolean {
	return (calendar.week[weekdayOf(day)]?.length ?? 0) > 0 && !calendar.closed.has(day);
}
