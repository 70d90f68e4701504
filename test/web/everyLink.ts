import {
	clickUrl,
	confirmUrl,
	honeypotUrl,
	leadPageUrl,
	pixelUrl,
	preferencesUrl,
	queuePageUrl,
	referralUrl,
	unsubscribeUrl,
	type linkLetters,
	type LinkSecrets,
} from '../../lib/web/links';

/** A text for every kind of link that the process makes, by its letter. */
export type EveryLink = Readonly<Record<(typeof linkLetters)[number], string>>;

/**
 * A link of every kind, to one lead and its owner.
 *
 * @param end when those that expire do, in milliseconds since the epoch
 */
export function everyLink(
	secrets: LinkSecrets,
	address: string,
	message: Parameters<typeof unsubscribeUrl>[2] & { once?: string },
	owner: string,
	end: number,
): EveryLink {
	const { leadId } = message;
	return {
		u: unsubscribeUrl(secrets, address, message),
		p: preferencesUrl(secrets, address, message),
		c: clickUrl(secrets, address, message, 'https://www.example.com/', 1, 2),
		o: pixelUrl(secrets, address, message),
		h: honeypotUrl(secrets, address, message),
		d: confirmUrl(secrets, address, message, end),
		l: leadPageUrl(secrets, address, { leadId, owner }, end),
		q: queuePageUrl(secrets, address, owner, end),
		r: referralUrl(secrets, address, leadId),
	};
}
