import type { Lead, MailEvery, Purpose } from '../lead/lead';
import type { Touchpoint } from '../lead/touchpoint';
import type { SendLimits } from './caps';
import type { Suppression } from './types';

/** What readers chose for themselves about the mails they get. */
export type MailPreferences = Pick<Lead, 'topicsOff' | 'mailEvery' | 'mailPausedUntil'>;

/** How often somebody may want mail at most. */
export const mailEvery: readonly MailEvery[] = ['week', 'month'];

/**
 * Whether somebody wants no message about these topics: every one of them was left. What is about nothing in particular is left
 * only together with all mail.
 */
export function isTopicOff(
	topics: readonly string[],
	{ topicsOff = [] }: Pick<Lead, 'topicsOff'>,
	suppressions: ReadonlyArray<Pick<Suppression, 'scope'>> = [],
): boolean {
	if (topics.length === 0) return false;
	const off = new Set([
		...topicsOff.map(sameTopic),
		...suppressions.flatMap(({ scope }) =>
			scope.startsWith('topic:') ? [sameTopic(scope.slice('topic:'.length))] : [],
		),
	]);
	return topics.every((topic) => off.has(sameTopic(topic)));
}

/** A topic as it is compared: case and spaces around it say nothing. */
export function sameTopic(topic: string): string {
	return topic.trim().toLowerCase();
}

/** How much marketing mail a person gets who asked for less of it; what they wait for themselves is not counted. */
export function wishedLimits(
	lead: Pick<Lead, 'mailEvery'>,
	purpose: Purpose,
	{ contact }: Pick<SendLimits, 'contact'>,
): Pick<SendLimits, 'contact'> {
	if (purpose !== 'marketing') return { contact };
	if (lead.mailEvery === 'week')
		return { contact: { ...contact, per7Days: Math.min(1, contact.per7Days) } };
	if (lead.mailEvery === 'month')
		return { contact: { ...contact, per30Days: Math.min(1, contact.per30Days) } };
	return { contact };
}

/** What a touchpoint of type 'consent.changed' says was chosen; fields that it does not name stay as they were. */
export function chosenIn({ meta = {} }: Pick<Touchpoint, 'meta'>): MailPreferences {
	const chosen: MailPreferences = {};
	const topics = meta['topicsOff'];
	if (Array.isArray(topics)) {
		const off = topics.filter((topic) => typeof topic === 'string');
		chosen.topicsOff = off.length > 0 ? off : undefined;
	}
	if ('mailEvery' in meta) chosen.mailEvery = mailEvery.find((one) => one === meta['mailEvery']);
	const until = meta['mailPausedUntil'];
	if (until === '') chosen.mailPausedUntil = undefined;
	else if (typeof until === 'string' && !Number.isNaN(Date.parse(until)))
		chosen.mailPausedUntil = new Date(until).toISOString();
	return chosen;
}
