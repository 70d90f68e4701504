/** A text column that is never empty. */
export function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** A text column that may be NULL. */
export function maybeText(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** A number column; NULL is 0. */
export function int(value: unknown): number {
	return typeof value === 'number' ? value : 0;
}

/** A number column that may be NULL. */
export function maybeInt(value: unknown): number | undefined {
	return typeof value === 'number' ? value : undefined;
}
