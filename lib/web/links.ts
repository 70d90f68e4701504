import { seal, unseal, type Claims, type TokenKey } from './tokens';

/** The keys of a workspace that links are signed with. */
export interface LinkSecrets {
	tokenKeys: readonly TokenKey[];
}

/** Whom a message went to; stands in its links, readable only for us, so that they work when the rows behind are long gone. */
export interface MessageRef {
	leadId: string;
	/** The address it was sent to. */
	email: string;
	deliveryId?: string;
	sequence?: string;
}

/** Link that unsubscribes: a page on GET, at once on POST (RFC 8058). It never expires. */
export function unsubscribeUrl(
	secrets: LinkSecrets,
	publicAddress: string,
	message: MessageRef,
): string {
	return link(publicAddress, 'u', seal(secrets.tokenKeys, 'unsubscribe', refClaims(message)));
}

/** Link to the page where readers choose topics and how often; it never expires. */
export function preferencesUrl(
	secrets: LinkSecrets,
	publicAddress: string,
	message: MessageRef,
): string {
	return link(publicAddress, 'p', seal(secrets.tokenKeys, 'preferences', refClaims(message)));
}

/**
 * Link through which a click is counted before the reader is sent on to `target`; other targets are refused when it is opened.
 *
 * @param index the link's place in its mail, from 1
 * @param links how many such links the mail has: who follows all of them is a scanner
 */
export function clickUrl(
	secrets: LinkSecrets,
	publicAddress: string,
	message: MessageRef,
	target: string,
	index: number,
	links?: number,
): string {
	const claims = {
		...refClaims(message),
		to: target,
		i: String(index),
		...(links === undefined ? {} : { n: String(links) }),
	};
	return link(publicAddress, 'c', seal(secrets.tokenKeys, 'click', claims));
}

/** Address of the one-pixel image that tells when a mail is looked at. */
export function pixelUrl(secrets: LinkSecrets, publicAddress: string, message: MessageRef): string {
	return link(publicAddress, 'o', seal(secrets.tokenKeys, 'open', refClaims(message)));
}

/** A link that no person sees in a mail: who follows it is a machine. */
export function honeypotUrl(
	secrets: LinkSecrets,
	publicAddress: string,
	message: MessageRef,
): string {
	return link(publicAddress, 'h', seal(secrets.tokenKeys, 'honeypot', refClaims(message)));
}

/** Link that confirms a subscription (double opt-in): a page on GET, confirmed by POST. `once` tells one request from the next. */
export function confirmUrl(
	secrets: LinkSecrets,
	publicAddress: string,
	who: { leadId: string; email: string; once?: string },
	expires: number,
): string {
	const claims = { ...refClaims(who), ...(who.once ? { n: who.once } : {}) };
	return link(publicAddress, 'd', seal(secrets.tokenKeys, 'confirm', claims, expires));
}

/** The owner's link to a lead's page; it dies when the lead gets another owner, since it names this one. */
export function leadPageUrl(
	secrets: LinkSecrets,
	publicAddress: string,
	who: { leadId: string; owner: string },
	expires: number,
): string {
	return link(
		publicAddress,
		'l',
		seal(secrets.tokenKeys, 'leadPage', { l: who.leadId, w: who.owner }, expires),
	);
}

/** A rep's link to the list of their leads and of what they may claim; it names the rep only. */
export function queuePageUrl(
	secrets: LinkSecrets,
	publicAddress: string,
	repId: string,
	expires: number,
): string {
	return link(publicAddress, 'q', seal(secrets.tokenKeys, 'queuePage', { w: repId }, expires));
}

/** A customer's link for recommending us. */
export function referralUrl(secrets: LinkSecrets, publicAddress: string, leadId: string): string {
	return link(publicAddress, 'r', seal(secrets.tokenKeys, 'referral', { l: leadId }));
}

/** Letters of the query by which links tell what they are. */
export const linkLetters = ['u', 'p', 'c', 'o', 'h', 'd', 'l', 'q', 'r'] as const;

/**
 * Sends the links of an HTML part and its image through us: every http(s) `href` becomes a click link, the unsubscribe link and
 * addresses of ours stay as they are. Where clicks are noticed there is also a link that no person sees, by which scanners give
 * themselves away. Returns the new HTML; nothing else in it is touched.
 */
export function trackLinks(
	htmlText: string,
	secrets: LinkSecrets,
	publicAddress: string,
	message: MessageRef,
	track: { clicks: boolean; opens: boolean },
): string {
	let tracked = htmlText;
	if (track.clicks) {
		const targetOf = (all: string, href: string): string | undefined => {
			const target = readTarget(href.replaceAll('&amp;', '&'));
			const isLeft = target?.startsWith(publicAddress) || /data-track\s*=\s*["']?off/i.test(all);
			return isLeft ? undefined : target;
		};
		const links = [...tracked.matchAll(anchors)].filter(
			([all, , , href = '']) => targetOf(all, href) !== undefined,
		).length;
		let index = 0;
		tracked = tracked.replace(
			anchors,
			(all, before: string, quote: string, href: string, after: string) => {
				const target = targetOf(all, href);
				if (target === undefined) return all;
				index += 1;
				const url = clickUrl(secrets, publicAddress, message, target, index, links);
				return `${before}${quote}${url}${quote}${after}`;
			},
		);
	}
	const unseen =
		(track.clicks ? hiddenLink(honeypotUrl(secrets, publicAddress, message)) : '') +
		(track.opens
			? `<img src="${pixelUrl(secrets, publicAddress, message)}" alt="" width="1" height="1" style="display:block">`
			: '');
	return /<\/body>/i.test(tracked)
		? tracked.replace(/<\/body>/i, (end) => `${unseen}${end}`)
		: `${tracked}${unseen}`;
}

/** Empty, out of sight, and out of the way of keyboards and screen readers: only a program that reads the source finds it. */
function hiddenLink(url: string): string {
	return `<a href="${url}" style="display:none" aria-hidden="true" tabindex="-1"></a>`;
}

/** A link's token and what it says, for whoever answers it. */
export function messageOf(claims: Claims): MessageRef | undefined {
	const { l: leadId, e: email, d: deliveryId, s: sequence } = claims;
	if (leadId === undefined || email === undefined) return undefined;
	return {
		leadId,
		email,
		...(deliveryId ? { deliveryId } : {}),
		...(sequence ? { sequence } : {}),
	};
}

/**
 * Where a click link leads, or undefined when the token is not ours. Checked once more although we signed it: http or https,
 * no user name, no control characters, written anew.
 */
export function clickTarget(
	secrets: LinkSecrets,
	token: string,
	now: number,
): { target: string; message: MessageRef; index: number; links?: number } | undefined {
	const claims = unseal(secrets.tokenKeys, 'click', token, now);
	const message = claims && messageOf(claims);
	const target = readTarget(claims?.['to'] ?? '');
	if (!message || target === undefined) return undefined;
	const { i: index = '0', n: links } = claims;
	return {
		target,
		message,
		index: Number(index),
		...(links === undefined ? {} : { links: Number(links) }),
	};
}

const anchors = /(<a\b[^>]*?\shref\s*=\s*)(["'])([^"']*)\2([^>]*>)/gi;

function readTarget(text: string): string | undefined {
	// A browser drops tabs and line breaks inside an address: what is checked must be what is opened.
	if (hasControls.test(text) || !/^https?:\/\//i.test(text) || !URL.canParse(text))
		return undefined;
	const url = new URL(text);
	if (url.username !== '' || url.password !== '' || url.hostname === '') return undefined;
	return url.href;
}

const hasControls = new RegExp('[\\u0000-\\u001f\\u007f]');

function refClaims({ leadId, email, deliveryId, sequence }: MessageRef): Claims {
	return {
		l: leadId,
		e: email,
		...(deliveryId ? { d: deliveryId } : {}),
		...(sequence ? { s: sequence } : {}),
	};
}

function link(publicAddress: string, letter: string, token: string): string {
	return `${publicAddress}?${letter}=${token}`;
}
