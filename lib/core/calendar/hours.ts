import type { WorkingHours } from '../workspace/settings';
import { parseDay } from './local';
import { findZone, utc, type Zone } from './zone';

/** Open time on one weekday in minutes since local midnight; `to` beyond 1440 runs into the next day. */
export interface OpenSpan {
	readonly from: number;
	readonly to: number;
}

/** Working hours made ready once, to be asked many times. */
export interface BusinessCalendar {
	readonly zone: Zone;
	/** Spans by weekday, index 1 = Monday … 7 = Sunday; index 0 is empty. */
	readonly week: ReadonlyArray<readonly OpenSpan[]>;
	/** Civil days on which nothing opens; a span that began the evening before still ends in peace. */
	readonly closed: ReadonlySet<number>;
}

/**
 * Compiles weekly hours, a zone and holidays. Rows that make no sense are left out (`checkHours` names them);
 * without any row it is always open. An unknown zone counts as UTC.
 *
 * @param holidays 'YYYY-MM-DD' in the zone
 */
export function businessCalendar(
	hours: readonly WorkingHours[],
	zone: Zone | string | undefined,
	holidays: readonly string[],
): BusinessCalendar {
	const rows = hours.map(toRow).filter((row) => row !== undefined);
	const week: OpenSpan[][] = [[], [], [], [], [], [], [], []];
	for (const { days, span } of rows.length > 0 ? rows : [always]) {
		for (const day of days) week[day]?.push(span);
	}
	const closed = holidays.map(parseDay).filter((day) => day !== undefined);
	return {
		zone: typeof zone === 'object' ? zone : (findZone(zone) ?? utc),
		week: week.map(joinSpans),
		closed: new Set(closed),
	};
}

/** What is wrong with weekly hours, one sentence per row; empty when all is well. */
export function checkHours(hours: readonly WorkingHours[]): string[] {
	return hours.flatMap((row, index) => {
		const where = `Working hours, row ${index + 1}`;
		const clock = (value: string, name: string) =>
			parseClock(value) === undefined
				? [`${where}: ${name} '${value}' is not a time. Write it as HH:MM.`]
				: [];
		const days =
			row.days.length > 0 && row.days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
		return [
			...clock(row.from, "'from'"),
			...clock(row.to, "'to'"),
			...(days ? [] : [`${where}: choose at least one day, 1 (Monday) to 7 (Sunday).`]),
		];
	});
}

/** Minutes since midnight of 'HH:MM' (00:00 to 24:00); undefined when it is no such time. */
export function parseClock(text: string): number | undefined {
	const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
	if (match === null) return undefined;
	const minutes = Number(match[1]) * 60 + Number(match[2]);
	return Number(match[2]) < 60 && minutes <= 1_440 ? minutes : undefined;
}

interface Row {
	days: readonly number[];
	span: OpenSpan;
}

const always: Row = { days: [1, 2, 3, 4, 5, 6, 7], span: { from: 0, to: 1_440 } };

/** A row whose end is not after its start crosses midnight; the same start and end is a full turn of the clock. */
function toRow(hours: WorkingHours): Row | undefined {
	const from = parseClock(hours.from);
	const to = parseClock(hours.to);
	if (from === undefined || to === undefined || from === 1_440) return undefined;
	const days = hours.days.filter((day) => Number.isInteger(day) && day >= 1 && day <= 7);
	if (days.length === 0) return undefined;
	return { days, span: { from, to: to > from ? to : to + 1_440 } };
}

function joinSpans(spans: readonly OpenSpan[]): OpenSpan[] {
	const joined: OpenSpan[] = [];
	for (const span of [...spans].sort((a, b) => a.from - b.from)) {
		const last = joined.at(-1);
		if (last !== undefined && span.from <= last.to) {
			joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
		} else joined.push(span);
	}
	return joined;
}
