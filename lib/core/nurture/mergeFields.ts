import { fieldOf } from '../lead/fields';
import type { Lead } from '../lead/lead';

/** Values that a merge tag may name besides the lead's own fields. */
export const letterFields = {
	senderName: 'Name of the sender',
	senderEmail: 'Address of the sender',
	postalAddress: "The sender's postal address",
	ownerName: 'Name of the lead owner',
	ownerEmail: 'Address of the lead owner',
	today: 'Date of sending',
	unsubscribeUrl: 'Link to unsubscribe',
	preferencesUrl: 'Link to the preferences',
	refreshUrl: "Link to check one's own data",
	referralUrl: 'Link to recommend us',
} as const;

/** A key of `letterFields`. */
export type LetterField = keyof typeof letterFields;

/** Fields of the catalogue that no mail may quote: internals, judgements and structures. */
const closed: ReadonlySet<string> = new Set([
	'fieldTimes',
	'stageHistory',
	'scoreReasons',
	'icp',
	'consent',
	'doNotContact',
	'topicsOff',
	'mailEvery',
	'mailPausedUntil',
	'extra',
	'fit',
	'engagement',
	'score',
	'grade',
	'temperature',
	'priority',
	'stage',
	'stageReason',
	'notes',
	'quarantined',
	'isTest',
	'duplicateOf',
	'importBatch',
	'configVersion',
	'cost',
]);

/** Fields that a stranger fills in and that stand in a greeting: a link in them is an advertisement, not a name. */
const nameLike: ReadonlySet<string> = new Set([
	'salutation',
	'firstName',
	'middleName',
	'lastName',
	'suffix',
	'fullName',
	'company',
	'title',
	'city',
]);

/** Whether a tag of this name can ever have a value: a field of the catalogue, a value of the letter, or a user's own field. */
export function isMergeField(name: string): boolean {
	if (Object.hasOwn(letterFields, name)) return true;
	const field = fieldOf(name);
	return field === undefined ? /^[A-Za-z][\w .-]{0,63}$/.test(name) : !closed.has(name);
}

/**
 * What a tag stands for, as text; undefined when it is unknown or empty. Objects are never written out.
 *
 * @param letter values of this letter, e.g. sender and links
 */
export function mergeValue(
	lead: Lead,
	letter: Partial<Record<LetterField, string>>,
	name: string,
): string | undefined {
	if (isLetterField(name)) return clean(letter[name]);
	if (closed.has(name)) return undefined;
	const text = clean(toText(readField(lead, name), lead.language));
	return text !== undefined && nameLike.has(name) && looksLikeLink(text) ? undefined : text;
}

function isLetterField(name: string): name is LetterField {
	return Object.hasOwn(letterFields, name);
}

function readField(lead: Lead, name: string): unknown {
	const record = fieldOf(name) === undefined ? (lead.extra ?? {}) : lead;
	const value: unknown = Object.getOwnPropertyDescriptor(record, name)?.value;
	return value;
}

function toText(value: unknown, language: string | undefined): string | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
	if (typeof value === 'string') {
		return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? dateText(value, language) : value;
	}
	if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
		return value.join(', ');
	return undefined;
}

/** A day as people of the language write it; merge tags never show clock times. */
function dateText(instant: string, language: string | undefined): string {
	const format = (locale: string) =>
		new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
			Date.parse(instant),
		);
	try {
		return format(language ?? 'en');
	} catch {
		return format('en');
	}
}

/**
 * Takes out control characters, line breaks of other worlds and characters that turn the reading direction, and breaks up
 * double braces: nothing that a lead typed may look like a tag of ours.
 */
function clean(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	const plain = text
		.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, ' ')
		.replace(
			/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
			' ',
		)
		.replace(/\{\{+/g, '{')
		.replace(/\}\}+/g, '}')
		.trim();
	return plain === '' ? undefined : plain;
}

function looksLikeLink(text: string): boolean {
	return /:\/\/|www\.|@|\b[\w-]+\.(?:com|net|org|info|ru|cn|xyz|top|io|biz|link|click)\b/i.test(
		text,
	);
}
