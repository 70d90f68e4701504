import type { Actor } from '../lead/touchpoint';
import { isBot } from './userAgent';

/** What was seen of an open, a click or a visit. */
export interface Signals {
	type: string;
	method?: string;
	userAgent?: string;
	/** A link was followed that no person sees. */
	honeypot?: boolean;
	/** Seconds between the mail's acceptance by its server and the event. */
	secondsAfterSend?: number;
	/** Different links of the mail that were followed within ten seconds around the event. */
	linksIn10Seconds?: number;
	/** All links of the mail were followed, and it has more than one. */
	allLinks?: boolean;
	/** Recipients whose mails were touched from the same address within 60 seconds. */
	recipientsOfAddress?: number;
	/** A page was loaded through a link of a mail. */
	fromMail?: boolean;
	/** The same link was asked for by its headers within ten seconds. */
	headNearby?: boolean;
	/** The visitor moved, scrolled or typed on the page behind the link. */
	interacted?: boolean;
	/** The same person replied or sent a form afterwards. */
	answeredLater?: boolean;
}

/** A class with the points that led to it, in words. */
export interface Verdict extends Actor {
	points: number;
	reasons: string[];
}

/**
 * Tells people from machines by points: 4 and more is a machine, −1 and less a person, between them nobody knows.
 * A link that no person sees makes a machine whatever else was seen, unless the person answered afterwards.
 *
 * Apple's privacy proxy loads every image of every mail: such an open is a machine's. Google's and Yahoo's proxies load on
 * opening and tell nothing of who.
 */
export function classify(signals: Signals): Verdict {
	const reasons: string[] = [];
	let points = 0;
	const add = (holds: boolean | undefined, value: number, reason: string): void => {
		if (!holds) return;
		points += value;
		reasons.push(`${reason} (${value > 0 ? '+' : ''}${value})`);
	};
	const agent = signals.userAgent?.trim();
	if (signals.type === 'email.open') {
		if (agent === 'Mozilla/5.0') return machine(4, ["Apple's privacy proxy loads every image"]);
		if (agent !== undefined && imageProxy.test(agent))
			return unknown(0, ['Loaded by an image proxy']);
	}
	if (signals.honeypot && !signals.answeredLater)
		return machine(10, ['Followed a link that no person sees']);
	add(signals.method === 'HEAD', 4, 'Asked for headers only');
	add(agent !== undefined && isBot(agent), 4, 'Says that it is a program');
	const seconds = signals.secondsAfterSend;
	if (seconds !== undefined && seconds <= 5) add(true, 3, 'Within 5 seconds of the mail');
	else add(seconds !== undefined && seconds <= 60, 1, 'Within a minute of the mail');
	add((signals.linksIn10Seconds ?? 0) >= 3, 4, 'Three links within 10 seconds');
	add(signals.headNearby && signals.method !== 'HEAD', 2, 'The link was also asked for headers');
	add(
		signals.fromMail && signals.type.startsWith('web.') && !signals.interacted,
		4,
		'Loaded through a mail, and nobody touched the page',
	);
	add(signals.allLinks, 3, 'Every link of the mail');
	add(
		(signals.recipientsOfAddress ?? 0) >= 3,
		3,
		'Several recipients from one address within a minute',
	);
	add(signals.interacted, -6, 'Moved or typed on the page');
	add(signals.answeredLater, -8, 'Replied or sent a form afterwards');
	if (points >= 4) return machine(points, reasons);
	return points <= -1 ? human(points, reasons) : unknown(points, reasons);
}

const imageProxy = /GoogleImageProxy|YahooMailProxy|ggpht\.com/i;

function machine(points: number, reasons: string[]): Verdict {
	return { kind: 'machine', confidence: Math.min(1, 0.6 + points / 20), points, reasons };
}

function human(points: number, reasons: string[]): Verdict {
	return { kind: 'human', confidence: Math.min(1, 0.6 - points / 20), points, reasons };
}

function unknown(points: number, reasons: string[]): Verdict {
	return { kind: 'unknown', confidence: 0.5, points, reasons };
}
