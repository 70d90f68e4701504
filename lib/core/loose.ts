/** Text without surrounding spaces; undefined for nothing and for what is no text. */
export function asText(value: unknown): string | undefined {
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (typeof value !== 'string') return undefined;
	return value.trim() || undefined;
}

/** A finite number, also from a text such as '12.5'; undefined for anything else. */
export function asNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const number = Number(value);
	return Number.isFinite(number) ? number : undefined;
}

/** Texts of a list, or of one text separated by commas; empty ones are left out. */
export function asList(value: unknown): string[] {
	const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
	return parts.map(asText).filter((part) => part !== undefined);
}
