import type { Consent, ContactChannel } from '../../lead/lead';
import type { BuildOptions } from './build';
import type { Entry } from './entry';
import { textOf } from './entry';
import type { Understood } from './fields';

/** What people and checkboxes write when they do not agree. */
const refusals =
	/^(|no|n|false|0|off|none|nein|non|nao|não|нет|nie|nej|nei|ei|unchecked|declined|not given|disagree|opt-?out|hayır|لا|いいえ|否|아니오)$/iu;

/** Whether a box was ticked. */
export function isYes(entry: Entry | undefined): boolean {
	if (!entry) return false;
	if (typeof entry.value === 'boolean') return entry.value;
	return !refusals.test(textOf(entry).trim());
}

/**
 * Consent that was given: one row per ticked box, with the words of the box. A box left empty is not a refusal and leaves no
 * row. Words about giving data to partners are consent to
 * sharing, those about a newsletter, marketing or offers to marketing, others to an answer; words about calls or
 * messages are for that channel, else it is e-mail.
 */
export function consentsOf({ lists }: Understood, options: BuildOptions): Consent[] {
	const boxes = (['newsletter', 'consent'] as const).flatMap((target) =>
		(lists.get(target) ?? []).filter(isYes).map((entry) => ({ entry, target })),
	);
	return boxes.slice(0, 20).map(({ entry, target }) => {
		const label = [...entry.labels].sort((a, b) => b.length - a.length)[0] ?? '';
		const words = `${label} ${textOf(entry)}`;
		const sharing =
			/\b(share|sharing|shared|pass|forward)\b.*\b(partner|third part|other compan)/iu.test(words);
		const marketing =
			target === 'newsletter' ||
			/newsletter|marketing|offers?|promo|werbung|angebote|updates/iu.test(words);
		return {
			channel: channelOf(words),
			purpose: sharing ? 'sharing' : marketing ? 'marketing' : 'answer',
			given: true,
			at: options.at,
			text: (textOf(entry).length > label.length ? textOf(entry) : label).slice(0, 2000),
			...(options.ip ? { ip: options.ip } : {}),
			...(options.userAgent ? { userAgent: options.userAgent.slice(0, 500) } : {}),
		};
	});
}

function channelOf(words: string): ContactChannel {
	if (/\bsms\b|text messages?|whatsapp/iu.test(words)) return 'sms';
	if (/\b(call|phone|telefon|anruf|téléphone|teléfono)/iu.test(words)) return 'phone';
	if (/\b(by post|postal|per post)\b/iu.test(words)) return 'postal';
	return 'email';
}
