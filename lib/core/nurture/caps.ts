import { addDays, dayOf, minuteMs, toInstant, toLocal, type Zone } from '../calendar';

/** How much a mailbox and a person may get. */
export interface SendLimits {
	/** Messages of a mailbox in 24 hours: it starts low and grows, as mailbox providers expect of a new sender. */
	perDay: { start: number; full: number; rampDays: number };
	/** Messages of a mailbox in a minute. */
	perMinute: number;
	/** Messages of a mailbox to one recipient domain in an hour. */
	domainPerHour: number;
	/** Messages to one person over all sequences: on a day of theirs, in 7 and in 30 days. */
	contact: { perDay: number; per7Days: number; per30Days: number };
}

/** What holds unless the user says otherwise. */
export const defaultLimits: SendLimits = {
	perDay: { start: 20, full: 50, rampDays: 14 },
	perMinute: 30,
	domainPerHour: 20,
	contact: { perDay: 1, per7Days: 3, per30Days: 8 },
};

/** Messages that count for the limits, as instants in milliseconds, oldest first. */
export interface SentBefore {
	/** All of the mailbox in the last 24 hours. */
	byMailbox: readonly number[];
	/** The same by recipient domain. */
	byDomain: ReadonlyMap<string, readonly number[]>;
	/** When the mailbox sent its first message ever. */
	firstAt?: number;
	/** Messages already waiting for the mailbox's daily limit: the next one queues behind them. */
	waiting: number;
	/** Until when nothing is sent by the mailbox, because its server refuses us. */
	heldUntil?: number;
}

/** A limit that is reached, and when there is room again. */
export interface Reached {
	reason: 'contactLimit' | 'mailboxHeld' | 'mailboxLimit' | 'minuteLimit' | 'domainLimit';
	retryAt: number;
}

const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * How many messages a mailbox may send in 24 hours so long after its first one.
 * @example dailyLimit(defaultLimits, 0) //=> 20, and 50 from the 14th day on
 */
export function dailyLimit({ perDay }: Pick<SendLimits, 'perDay'>, ageMs: number): number {
	const share =
		perDay.rampDays <= 0 ? 1 : Math.min(1, Math.max(0, ageMs) / (perDay.rampDays * dayMs));
	return Math.floor(perDay.start + (perDay.full - perDay.start) * share);
}

/** Whether one person has had enough: on their calendar day, and in 7 and 30 days. */
export function contactLimit(
	sentToLead: readonly number[],
	now: number,
	zone: Zone,
	{ contact }: Pick<SendLimits, 'contact'>,
): Reached | undefined {
	const today = dayOf(toLocal(now, zone));
	const sentToday = sentToLead.filter((at) => dayOf(toLocal(at, zone)) === today).length;
	if (sentToday >= contact.perDay) {
		const midnight = toInstant((today + 1) * dayMs, zone);
		return { reason: 'contactLimit', retryAt: midnight };
	}
	for (const [days, limit] of [
		[7, contact.per7Days],
		[30, contact.per30Days],
	] as const) {
		const since = addDays(now, -days, zone);
		const within = sentToLead.filter((at) => at > since).sort((a, b) => a - b);
		const oldest = within[within.length - limit];
		if (within.length >= limit && oldest !== undefined) {
			return { reason: 'contactLimit', retryAt: addDays(oldest, days, zone) + 1 };
		}
	}
	return undefined;
}

/** Whether a mailbox is refused by its server, or has sent enough for now, altogether or to one recipient domain. */
export function mailboxLimit(
	sent: SentBefore,
	domain: string,
	now: number,
	limits: SendLimits,
): Reached | undefined {
	const { heldUntil = 0 } = sent;
	if (heldUntil > now) return { reason: 'mailboxHeld', retryAt: heldUntil };
	const perDay = dailyLimit(limits, now - (sent.firstAt ?? now));
	const all = sent.byMailbox;
	const today = all.length - firstAfter(all, now - dayMs);
	if (today >= perDay) {
		const places = all.slice(all.length - today);
		return { reason: 'mailboxLimit', retryAt: roomAt(places, perDay, now, sent.waiting) };
	}
	const minute = full(all, now, minuteMs, limits.perMinute);
	if (minute !== undefined) return { reason: 'minuteLimit', retryAt: minute };
	const hour = full(sent.byDomain.get(domain) ?? [], now, hourMs, limits.domainPerHour);
	return hour === undefined ? undefined : { reason: 'domainLimit', retryAt: hour };
}

/** When a stretch of time has room again for one more; undefined where it has room now. */
function full(
	sent: readonly number[],
	now: number,
	stretch: number,
	limit: number,
): number | undefined {
	if (sent.length - firstAfter(sent, now - stretch) < limit) return undefined;
	return (sent[sent.length - limit] ?? now) + stretch + 1;
}

/** Index of the first instant later than `cutoff` in a sorted list. */
function firstAfter(sorted: readonly number[], cutoff: number): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((sorted[middle] ?? 0) > cutoff) high = middle;
		else low = middle + 1;
	}
	return low;
}

/** When the n-th waiting message finds room: as the oldest sent ones drop out of the 24 hours, then a day later again. */
function roomAt(sent: readonly number[], perDay: number, now: number, waiting: number): number {
	if (perDay <= 0) return now + dayMs;
	const places = sent.slice(-perDay);
	const place = places[waiting % perDay] ?? now;
	return place + dayMs * (1 + Math.floor(waiting / perDay)) + 1;
}
