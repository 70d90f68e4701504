import type { Touchpoint } from '../lead/touchpoint';
import { classify, type Signals } from './classify';

/**
 * Looks at a lead's opens, clicks and visits once more in the light of everything that is known now, also of what came later: a
 * person who replies was a person when clicking. Returns the touchpoints whose class changes, with their new class.
 *
 * What was seen of a touchpoint is read from its `meta` ('method', 'userAgent', 'honeypot', 'secondsAfterSend', 'deliveryId',
 * 'linkIndex', 'linksInMail', 'recipientsOfAddress'). Sorted once, then linear.
 */
export function reclassify(touches: readonly Touchpoint[]): Touchpoint[] {
	const sorted = [...touches].sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt));
	const lastAnswer = sorted.findLast(
		(touch) => answers.includes(touch.type) && touch.actor.kind !== 'machine',
	);
	const mails = groupByMail(sorted);
	const interactions = sorted.filter(isInteraction).map(({ occurredAt }) => Date.parse(occurredAt));
	const changed: Touchpoint[] = [];
	for (const touch of sorted) {
		// What somebody reported by hand, or another tool, is taken as it was said.
		if (!isJudged(touch) || typeof touch.meta?.['userAgent'] !== 'string') continue;
		const at = Date.parse(touch.occurredAt);
		const verdict = classify({
			...seen(touch),
			...around(touch, at, mails.get(mailOf(touch))),
			interacted: isFollowed(touch, interactions),
			answeredLater:
				lastAnswer !== undefined &&
				Date.parse(lastAnswer.occurredAt) > at &&
				isAfterwards(touch, lastAnswer),
		});
		if (verdict.kind === touch.actor.kind) continue;
		changed.push({ ...touch, actor: { kind: verdict.kind, confidence: verdict.confidence } });
	}
	return changed;
}

/** The touchpoints with the classes they have in the light of everything known now; the list itself where nothing changes. */
export function asKnownNow(touches: readonly Touchpoint[]): readonly Touchpoint[] {
	if (!touches.some(isJudged)) return touches;
	const changed = new Map(reclassify(touches).map((touch) => [touch.touchId, touch]));
	return changed.size === 0 ? touches : touches.map((touch) => changed.get(touch.touchId) ?? touch);
}

/** Whether a touchpoint says something of what others were, or could be told by them. */
export function tellsOfOthers(touch: Touchpoint): boolean {
	return isJudged(touch) || answers.includes(touch.type);
}

/** Whether a touchpoint may be a machine's although nothing shows it yet: an open, a click, a visit. */
export function isJudged({ type }: Touchpoint): boolean {
	return judged.test(type);
}

const judged = /^email\.(open|click)$|^web\./;
const answers = ['email.reply', 'form.submit', 'sms.reply', 'chat.conversation'];

/** A reply weeks later says nothing of a scanner's click: two days bound what came of it. */
function isAfterwards(touch: Touchpoint, answer: Touchpoint): boolean {
	return Date.parse(answer.occurredAt) - Date.parse(touch.occurredAt) <= 2 * 86_400_000;
}

function seen({ type, meta = {} }: Touchpoint): Signals {
	const text = (name: string) => (typeof meta[name] === 'string' ? meta[name] : undefined);
	const number = (name: string) => (typeof meta[name] === 'number' ? meta[name] : undefined);
	return {
		type,
		method: text('method'),
		userAgent: text('userAgent'),
		honeypot: meta['honeypot'] === true,
		secondsAfterSend: number('secondsAfterSend'),
		recipientsOfAddress: number('recipientsOfAddress'),
		fromMail: meta['fromMail'] === true,
	};
}

/** What else happened to a mail around one of its opens and clicks. */
function around(touch: Touchpoint, at: number, mail: Mail | undefined): Partial<Signals> {
	if (!mail || !touch.type.startsWith('email.')) return {};
	const honeypot =
		mail.honeypot.some((time) => Math.abs(time - at) <= 60_000) ||
		touch.meta?.['honeypot'] === true;
	if (touch.type !== 'email.click') return { honeypot };
	const near = new Set<unknown>();
	for (const click of mail.clicks) if (Math.abs(click.at - at) <= 10_000) near.add(click.link);
	return {
		honeypot,
		linksIn10Seconds: near.size,
		headNearby: mail.heads.some((time) => Math.abs(time - at) <= 10_000),
		allLinks: mail.links > 1 && new Set(mail.clicks.map(({ link }) => link)).size >= mail.links,
	};
}

interface Mail {
	clicks: Array<{ at: number; link: unknown }>;
	honeypot: number[];
	/** When links were asked for by their headers only. */
	heads: number[];
	/** How many links the mail has, as far as its clicks say. */
	links: number;
}

function groupByMail(touches: readonly Touchpoint[]): Map<string, Mail> {
	const mails = new Map<string, Mail>();
	for (const touch of touches) {
		if (touch.type !== 'email.click') continue;
		const key = mailOf(touch);
		const mail = mails.get(key) ?? { clicks: [], honeypot: [], heads: [], links: 0 };
		const at = Date.parse(touch.occurredAt);
		if (touch.meta?.['honeypot'] === true) mail.honeypot.push(at);
		// A mail has few links; a flood of clicks on it is told by its first hundred.
		else if (mail.clicks.length < 100)
			mail.clicks.push({ at, link: touch.meta?.['linkIndex'] ?? touch.url });
		if (touch.meta?.['method'] === 'HEAD' && mail.heads.length < 100) mail.heads.push(at);
		const links = touch.meta?.['linksInMail'];
		if (typeof links === 'number') mail.links = Math.max(mail.links, links);
		mails.set(key, mail);
	}
	return mails;
}

function mailOf({ leadId, meta }: Touchpoint): string {
	const delivery = meta?.['deliveryId'];
	return `${leadId ?? ''} ${typeof delivery === 'string' ? delivery : ''}`;
}

/** Time that was counted while nobody touched the page is no sign of a person. */
function isInteraction({ type, durationSeconds = 0, meta, actor }: Touchpoint): boolean {
	if (actor.kind === 'machine' || meta?.['interacted'] === false) return false;
	return (type === 'web.engagedTime' && durationSeconds > 0) || meta?.['interacted'] === true;
}

/** Whether somebody touched the page behind a click, or the page that was loaded, within the half hour after. */
function isFollowed(touch: Touchpoint, interactions: readonly number[]): boolean {
	const at = Date.parse(touch.occurredAt);
	if (touch.type !== 'email.click' && touch.meta?.['fromMail'] !== true) return false;
	// What a page reports of itself is dated when it is sent, a moment after what it tells of.
	return within(interactions, at - 2_000, at + 30 * 60_000);
}

/** Whether a sorted list of instants has one in a span. */
function within(times: readonly number[], from: number, to: number): boolean {
	let low = 0;
	let high = times.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((times[middle] ?? 0) < from) low = middle + 1;
		else high = middle;
	}
	return (times[low] ?? Infinity) <= to;
}
