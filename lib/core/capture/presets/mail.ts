import { asText, at, isObject, type Json, type JsonObject } from '../read/clean';
import { idOf } from './parts';
import type { Preset } from './preset';

const bodies = [
	'stripped-text',
	'StrippedTextReply',
	'TextBody',
	'textPlain',
	'text',
	'body-plain',
	'plain',
	'body_plain',
	'snippet',
	'bodyPreview',
	'textAsHtml',
	'html',
	'HtmlBody',
	'textHtml',
	'body-html',
];

/**
 * An e-mail that came in, in the shapes of SendGrid, Mailgun, Postmark, CloudMailin, n8n's IMAP, Gmail and Outlook triggers.
 * The sender is the lead, and whoever answers go to (Reply-To) before the sender. 'Label: value' lines of a notification
 * mail count as answers.
 */
export const inboundMail: Preset = {
	key: 'inboundEmail',
	label: 'Inbound E-Mail',
	is: (body) =>
		subjectOf(body) !== undefined &&
		senderOf(body) !== undefined &&
		bodies.some((key) => asText(body[key]) !== undefined || key === 'snippet'),
	read: (body) => {
		const text = textOf(body);
		const lines = linesOf(text);
		const sender = replyOf(body) ?? senderOf(body) ?? {};
		const hasEmail = Object.values(lines).some((value) => /^\S+@\S+\.\S+$/u.test(value));
		const asked = Object.keys(lines).length > 0;
		return [
			{
				body: {
					...(hasEmail ? {} : sender),
					...lines,
					...(asked ? {} : { message: text }),
					subject: subjectOf(body) ?? null,
				},
				...(asked ? { also: { 'mail text': text.slice(0, 8000) } } : {}),
				...idOf(
					body['message-id'] ??
						body['Message-Id'] ??
						body['messageId'] ??
						body['MessageID'] ??
						at(body, 'headers', 'message-id') ??
						at(body, 'metadata', 'message-id') ??
						body['id'],
				),
				...((body['date'] ?? body['Date'] ?? body['receivedDateTime'])
					? { occurredAt: body['date'] ?? body['Date'] ?? body['receivedDateTime'] ?? null }
					: {}),
				channel: 'Email',
			},
		];
	},
};

function subjectOf(body: JsonObject): string | undefined {
	return (
		asText(body['subject']) ??
		asText(body['Subject']) ??
		asText(at(body, 'headers', 'subject')) ??
		asText(at(body, 'headers', 'Subject'))
	);
}

type Sender = Record<string, string>;

function senderOf(body: JsonObject): Sender | undefined {
	for (const key of ['FromFull', 'from', 'From', 'sender', 'from_email', 'envelope']) {
		const found = addressOf(body[key]);
		if (found) return found;
	}
	return addressOf(at(body, 'headers', 'from')) ?? addressOf(at(body, 'headers', 'From'));
}

function replyOf(body: JsonObject): Sender | undefined {
	for (const key of ['replyTo', 'reply-to', 'Reply-To', 'ReplyTo', 'reply_to']) {
		const found = addressOf(body[key]) ?? addressOf(at(body, 'headers', key));
		if (found) return found;
	}
	return undefined;
}

/** 'Jane Doe <jane@example.com>', { Email, Name }, { address, name }, { value: [{ address, name }] }, { emailAddress }. */
function addressOf(value: Json | undefined): Sender | undefined {
	if (Array.isArray(value)) return addressOf(value[0]);
	if (isObject(value)) {
		const email =
			asText(value['Email']) ??
			asText(value['address']) ??
			asText(value['email']) ??
			asText(value['from']);
		const name = asText(value['Name']) ?? asText(value['name']);
		if (email?.includes('@'))
			return { email, ...(name && !name.includes('@') ? { 'full name': name } : {}) };
		return addressOf(value['value'] ?? value['emailAddress'] ?? value['text']);
	}
	const text = asText(value);
	if (text === undefined || !text.includes('@')) return undefined;
	const match = /^\s*"?([^"<]*?)"?\s*<([^<>\s]+)>/u.exec(text);
	const name = match?.[1]?.trim();
	return {
		email: match?.[2] ?? text,
		...(name && !name.includes('@') ? { 'full name': name } : {}),
	};
}

function textOf(body: JsonObject): string {
	const found = bodies
		.map((key) => ({ key, text: asText(body[key]) }))
		.find(({ text }) => text !== undefined);
	if (found?.text === undefined) return '';
	const isHtml = /html/iu.test(found.key);
	return isHtml
		? found.text.replace(/<br\s*\/?>|<\/(p|div|tr|li)>/giu, '\n').replace(/<[^<>]*>/gu, ' ')
		: found.text;
}

/** 'Label: value' lines, if there are at least two of them. */
function linesOf(text: string): Sender {
	const found = text
		.slice(0, 20_000)
		.split('\n')
		.flatMap((line) => {
			const match = /^[\s*>-]*([\p{L}][\p{L}\p{N} .'/()-]{1,40}?)\s*[:：]\s+(\S.*)$/u.exec(
				line.slice(0, 1000),
			);
			return match ? [[(match[1] ?? '').trim(), (match[2] ?? '').trim()] as const] : [];
		})
		.filter(
			([label]) =>
				!/^(from|to|subject|sent|date|cc|von|an|betreff|gesendet|de|objet|re|fwd|http|https)$/iu.test(
					label,
				),
		);
	return found.length >= 2 ? Object.fromEntries(found) : {};
}
