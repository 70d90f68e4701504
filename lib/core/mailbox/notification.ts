import type { BouncedRecipient } from './bounce';
import type { Mail } from './mail';
import { reasonOf } from './reason';

/** What a provider reports as JSON in the text of a mail. */
export interface Notification {
	kind: 'bounce' | 'complaint' | 'delivered';
	recipients: BouncedRecipient[];
	original: Array<{ name: string; value: string }>;
}

/** Reads the notifications that Amazon SES sends by mail: the text is a JSON object, or has one in its 'Message'. */
export function readNotification(mail: Mail): Notification | undefined {
	const start = mail.text.indexOf('{');
	const end = mail.text.lastIndexOf('}');
	if (start < 0 || end < start || !/notificationType|eventType/.test(mail.text)) return undefined;
	const outer =
		parse(mail.text.slice(start, end + 1).replace(/\n/g, ' ')) ??
		parse(mail.text.slice(start, end + 1).replace(/\n/g, ''));
	const body = parse(outer?.['Message']) ?? outer;
	if (!body) return undefined;
	const type = String(body['notificationType'] ?? body['eventType']).toLowerCase();
	const original = headersOfMail(body['mail']);
	if (type === 'bounce')
		return {
			kind: 'bounce',
			recipients: list(body['bounce'], 'bouncedRecipients', true),
			original,
		};
	if (type === 'complaint')
		return {
			kind: 'complaint',
			recipients: list(body['complaint'], 'complainedRecipients', false),
			original,
		};
	if (type !== 'delivery') return undefined;
	return { kind: 'delivered', recipients: list(body['delivery'], 'recipients', false), original };
}

function list(part: unknown, key: string, failed: boolean): BouncedRecipient[] {
	const rows = isRecord(part) ? part[key] : undefined;
	const permanent = isRecord(part) && part['bounceType'] === 'Permanent';
	return (Array.isArray(rows) ? rows : []).flatMap((row: unknown) => {
		const address = isRecord(row) ? row['emailAddress'] : row;
		if (typeof address !== 'string') return [];
		const status = isRecord(row) && typeof row['status'] === 'string' ? row['status'] : '';
		const words =
			isRecord(row) && typeof row['diagnosticCode'] === 'string' ? row['diagnosticCode'] : '';
		const reason = failed ? reasonOf(words, status) : 'unknown';
		return [
			{
				address: address.toLowerCase(),
				reason: reason === 'unknown' && failed && permanent ? 'hardInvalid' : reason,
				...(status ? { status } : {}),
				...(words ? { diagnostic: words } : {}),
			},
		];
	});
}

function headersOfMail(mail: unknown): Notification['original'] {
	if (!isRecord(mail)) return [];
	const headers = Array.isArray(mail['headers']) ? mail['headers'].filter(isRecord) : [];
	const named = headers.map(({ name, value }) => ({
		name: String(name).toLowerCase(),
		value: String(value),
	}));
	const id = mail['messageId'];
	// SES writes its own id into the header that the sender made.
	return typeof id === 'string'
		? [...named, { name: 'message-id', value: `<${id}@email.amazonses.com>` }]
		: named;
}

function parse(text: unknown): Record<string, unknown> | undefined {
	if (typeof text !== 'string') return undefined;
	try {
		const value: unknown = JSON.parse(text);
		return isRecord(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
