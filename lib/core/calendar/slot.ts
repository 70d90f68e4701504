import { horizonDays, nextInterval } from './business';
import type { BusinessCalendar } from './hours';
import { dayMs } from './local';

/**
 * The first moment from `at` on that is open in every one of the calendars: one for a lead whose zone is known, several
 * for one who may live in any zone of a country. Undefined when they never open together.
 *
 * @example nextSlot(fridayEvening, [weekdaysNineToFive]) //=> Monday 09:00 in the calendar's zone
 */
export function nextSlot(at: number, calendars: readonly BusinessCalendar[]): number | undefined {
	const latest = at + horizonDays * dayMs;
	let slot = at;
	for (let agreed = 0, turn = 0; agreed < calendars.length; turn++) {
		const calendar = calendars[turn % calendars.length];
		const open = calendar === undefined ? undefined : nextInterval(calendar, slot);
		if (open === undefined || open.start > latest) return undefined;
		agreed = open.start === slot ? agreed + 1 : 1;
		slot = open.start;
	}
	return slot;
}
