import { dayMs, toInstant, toLocal, type Zone } from '../calendar';
import type { Timestamp } from '../lead/lead';

/** Day 0 of spreadsheets: 30 December 1899. */
const epoch = Date.UTC(1899, 11, 30);

/**
 * An instant as a spreadsheet's date: days since 30 December 1899 on the wall clock of the sheet's zone, to the second.
 * Undefined for what is no instant.
 *
 * @example toSerial('2020-01-01T12:00:00.000Z', utc) //=> 43831.5
 */
export function toSerial(at: Timestamp, zone: Zone): number | undefined {
	const instant = Date.parse(at);
	if (Number.isNaN(instant)) return undefined;
	const seconds = Math.round((toLocal(instant, zone) - epoch) / 1000);
	return seconds / (dayMs / 1000);
}

/** The instant of a spreadsheet's date; undefined outside the years 1900 to 9999. */
export function fromSerial(serial: number, zone: Zone): Timestamp | undefined {
	const local = epoch + Math.round(serial * (dayMs / 1000)) * 1000;
	if (!Number.isFinite(serial) || serial < 1 || serial >= 2_958_466) return undefined;
	return new Date(toInstant(local, zone)).toISOString();
}
