import type { Timestamp } from '../../lead/lead';
import type { Json } from './clean';

/** 2000-01-01 and 2100-01-01: what lies outside is no time of a submission. */
const earliest = 946_684_800_000;
const latest = 4_102_444_800_000;

/**
 * An instant in the spellings of providers: epoch in seconds or milliseconds, ISO 8601 with or without zone (then UTC, and
 * with stray spaces), RFC 5322 dates with a zone. Undefined for anything ambiguous, such as 03/04/2026.
 */
export function instantOf(value: Json | undefined): Timestamp | undefined {
	const ms = milliseconds(value);
	return ms === undefined || ms < earliest || ms > latest ? undefined : new Date(ms).toISOString();
}

function milliseconds(value: Json | undefined): number | undefined {
	if (typeof value === 'number') return epoch(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim().slice(0, 60);
	if (/^\d{9,13}(\.\d+)?$/u.test(text)) return epoch(Number(text));
	const iso =
		/^(\d{4})-(\d\d)-(\d\d)(?:[T ]\s*(\d\d)\s*:\s*(\d\d)(?:\s*:\s*(\d\d)(?:\.(\d+))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/iu.exec(
			text,
		);
	if (iso) {
		const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '0', zone] =
			iso;
		const tail =
			zone === undefined || /^(z|utc)$/iu.test(zone)
				? 'Z'
				: zone.replace(/^([+-]\d\d):?(\d\d)$/u, '$1:$2');
		const parsed = Date.parse(
			`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}${tail}`,
		);
		return Number.isNaN(parsed) ? undefined : parsed;
	}
	if (
		/^(\w{3},\s*)?\d{1,2}\s+\w{3}\s+\d{4}\s+\d\d:\d\d(:\d\d)?\s*(GMT|UTC|[+-]\d{4})/u.test(text)
	) {
		const parsed = Date.parse(text.replace(/\s*\(.*\)$/u, ''));
		return Number.isNaN(parsed) ? undefined : parsed;
	}
	return undefined;
}

function epoch(value: number): number | undefined {
	if (value >= 1e8 && value < 1e11) return value * 1000;
	return value >= 1e11 ? value : undefined;
}
