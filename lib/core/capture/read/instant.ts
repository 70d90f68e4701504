import { writtenInstant } from '../../calendar/written';
import type { Timestamp } from '../../lead/lead';
import type { Json } from './clean';

/** 2000-01-01 and 2100-01-01: what lies outside is no time of a submission. */
const earliest = 946_684_800_000;
const latest = 4_102_444_800_000;

/**
 * An instant in the spellings of providers: epoch in seconds or milliseconds, or written as `writtenInstant` reads it.
 * Undefined for anything ambiguous, such as 03/04/2026.
 */
export function instantOf(value: Json | undefined): Timestamp | undefined {
	const ms = milliseconds(value);
	return ms === undefined || ms < earliest || ms > latest ? undefined : new Date(ms).toISOString();
}

function milliseconds(value: Json | undefined): number | undefined {
	if (typeof value === 'number') return epoch(value);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	return /^\d{9,13}(\.\d+)?$/u.test(text) ? epoch(Number(text)) : writtenInstant(text);
}

function epoch(value: number): number | undefined {
	if (value >= 1e8 && value < 1e11) return value * 1000;
	return value >= 1e11 ? value : undefined;
}
