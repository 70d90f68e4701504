/** Who was seen at an address within the last minute. */
const seen = new Map<string, Array<{ leadId: string; at: number }>>();
const windowMs = 60_000;
const most = 5000;

/**
 * How many different leads' links were touched from an address within the last minute, this one included. A hint for telling mail
 * scanners from people, nothing depends on it: it lives in memory, forgets with the process, and keeps no address longer than it
 * needs.
 *
 * @param now milliseconds since the epoch
 */
export function recipientsFrom(ip: string, leadId: string, now: number): number {
	if (ip === '') return 1;
	if (seen.size >= most) forget(now);
	const recent = (seen.get(ip) ?? []).filter(({ at }) => at > now - windowMs).slice(-50);
	recent.push({ leadId, at: now });
	seen.delete(ip);
	seen.set(ip, recent);
	return new Set(recent.map((one) => one.leadId)).size;
}

/** The oldest entries come first in the map. */
function forget(now: number): void {
	for (const [ip, touches] of seen) {
		if (seen.size < most / 2 && (touches.at(-1)?.at ?? 0) > now - windowMs) return;
		seen.delete(ip);
	}
}
