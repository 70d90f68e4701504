/** Writes times as the clock shows them in a zone, e.g. '10 Mar 2026, 11:15'; an unknown zone counts as UTC. */
export function clockIn(timezone: string): (time: string) => string {
	const format = formatter(timezone);
	return (time) => format.format(new Date(time));
}

function formatter(timezone: string): Intl.DateTimeFormat {
	const options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };
	try {
		return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: timezone });
	} catch {
		return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
	}
}
