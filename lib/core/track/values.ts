import { writtenInstant } from '../calendar/written';

/**
 * Reads an instant: written as `writtenInstant` reads it, or epoch seconds, milliseconds or microseconds. Milliseconds since
 * the epoch; undefined when it is none of these.
 */
export function readInstant(value: unknown): number | undefined {
	if (typeof value === 'number') return instant(fromNumber(value));
	// Dates, and luxon's DateTime that n8n's expressions give.
	if (typeof value === 'object' && value !== null) {
		const time: unknown = typeof value.valueOf === 'function' ? value.valueOf() : undefined;
		return typeof time === 'number' ? instant(time) : undefined;
	}
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (/^-?\d+(\.\d+)?$/.test(text))
		return text.length >= 9 ? instant(fromNumber(Number(text))) : undefined;
	return instant(writtenInstant(text));
}

/**
 * Reads a length of time in seconds: a number, '5 min', '1 h 20 m', '01:30' (minutes and seconds), '00:05:12'.
 * Undefined when it is none of these or negative.
 */
export function readSeconds(value: unknown): number | undefined {
	if (typeof value === 'number') return value >= 0 ? finite(value) : undefined;
	if (typeof value !== 'string') return undefined;
	const text = value.trim().toLowerCase();
	// Nobody writes a length of time longer; the search for its parts would take the square of a long text's length.
	if (text === '' || text.length > 100) return undefined;
	if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
	if (/^\d+(:\d\d){1,2}$/.test(text)) {
		return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
	}
	let sum = 0;
	const rest = text.replace(
		/(\d+(?:[.,]\d+)?)\s*(ms|milliseconds?|h|hours?|hrs?|m|min|mins|minutes?|s|sec|secs|seconds?)\b/g,
		(_all, amount: string, unit: string) => {
			sum += Number(amount.replace(',', '.')) * unitSeconds(unit);
			return '';
		},
	);
	return sum > 0 && /^[\s,and]*$/.test(rest) ? sum : undefined;
}

/** A finite number, also from '1,234.50', '1.234,50' or '€ 99'; undefined for anything else. */
export function readNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return finite(value);
	if (typeof value !== 'string') return undefined;
	let text = value.replace(/[^\d.,-]/g, '');
	if (!/\d/.test(text)) return undefined;
	const comma = text.lastIndexOf(',');
	const dot = text.lastIndexOf('.');
	if (comma > dot && (dot >= 0 || text.length - comma !== 4)) {
		text = text.replaceAll('.', '').replace(',', '.');
	}
	return finite(Number(text.replaceAll(',', '')));
}

/** Text without surrounding spaces, numbers written out; undefined for nothing and for what is no text. */
export function readText(value: unknown, most = 2000): string | undefined {
	if (typeof value === 'number' || typeof value === 'bigint') return String(value);
	if (typeof value !== 'string') return undefined;
	return value.trim().slice(0, most) || undefined;
}

/** Texts of a list, or of one text separated by commas or semicolons; each once. */
export function readList(value: unknown): string[] {
	const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[,;]/) : [];
	return [
		...new Set(parts.map((part) => readText(part, 100)).filter((part) => part !== undefined)),
	].slice(0, 50);
}

/** A plain object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Seconds since the epoch have ten digits, milliseconds thirteen, microseconds sixteen. */
function fromNumber(value: number): number | undefined {
	if (!Number.isFinite(value) || value <= 0) return undefined;
	if (value < 1e11) return value * 1000;
	return value < 1e14 ? value : Math.floor(value / 1000);
}

function unitSeconds(unit: string): number {
	if (unit === 'ms' || unit.startsWith('milli')) return 0.001;
	if (unit.startsWith('h')) return 3600;
	return unit.startsWith('m') ? 60 : 1;
}

/** An instant between the years 1 and 9999: what lies outside is a mistake, and further out no date at all. */
function instant(value: number | undefined): number | undefined {
	return value !== undefined && value > -62_135_596_800_000 && value < 253_402_300_800_000
		? value
		: undefined;
}

function finite(value: number): number | undefined {
	return Number.isFinite(value) ? value : undefined;
}
