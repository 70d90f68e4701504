/** Milliseconds since the epoch of a stored instant; undefined when there is none or it is not readable. */
export function toMs(instant: string | undefined): number | undefined {
	if (instant === undefined) return undefined;
	const ms = Date.parse(instant);
	return Number.isNaN(ms) ? undefined : ms;
}

/** The stored form of an instant. */
export function toInstant(ms: number): string {
	return new Date(ms).toISOString();
}
