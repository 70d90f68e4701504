import { utc } from '../../calendar';
import type { CellValue } from '../cells';
import { fromSerial } from '../serial';

/** What Google made a number of when somebody typed it, as it was typed: a time of day, or a day. */
export function typedText(cell: CellValue, kind: 'clock' | 'day' | undefined): CellValue {
	if (typeof cell !== 'number') return cell;
	if (kind === 'day') return fromSerial(cell, utc)?.slice(0, 10);
	if (kind !== 'clock') return cell;
	const minutes = Math.round((cell % 1) * 1440);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Days of the week, 1 = Monday, as people read them. */
export function dayList(days: readonly number[] = []): string[] {
	return days.flatMap((day) => dayNames[day - 1] ?? []);
}

/** Days by their English names or numbers, 1 = Monday; undefined where one is neither. */
export function daysOf(texts: readonly string[]): number[] | undefined {
	const days = texts.map((text) => {
		const place = dayNames.findIndex((name) => text.toLowerCase().startsWith(name.toLowerCase()));
		return place >= 0 ? place + 1 : Number(text);
	});
	return days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7) ? days : undefined;
}
