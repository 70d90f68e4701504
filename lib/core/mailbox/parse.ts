import { PostalMime } from '../../vendor/postalMime';
import { textOfHtml } from './htmlText';
import { headersOf, messageIdsIn, type Mail } from './mail';

/**
 * Most characters that are looked at, so that no mail keeps n8n busy however long it is: what is said is said at the beginning. A
 * line of a header has at most 998 (RFC 5322, 2.1.1), names and subjects far fewer; References grows with the conversation.
 */
const most = { text: 200_000, html: 1_000_000, header: 20_000, subject: 1000, name: 300 };
/** A mail of ordinary lines has 7,000 of them in half a megabyte; the parser takes a while for each. */
const mostLines = 20_000;

/**
 * Reads a mail as it came over the wire: a text or bytes. An mbox line before it is left out. Never rejects for what stands in the
 * mail: one that the parser gives up on is read by its header lines alone, and nonsense gives a mail without sender.
 */
export async function parseMail(raw: string | Uint8Array): Promise<Mail> {
	const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw) : raw;
	const own = firstLines(withoutEnvelope(bytes));
	try {
		return cut(await parseWhole(own));
	} catch {
		const text = decode(own);
		return cut({ ...mailFromFields({ headers: headersOf(text) }), text: bodyOf(text) });
	}
}

async function parseWhole(bytes: Uint8Array): Promise<Mail> {
	const parsed = await new PostalMime({
		forceRfc822Attachments: true,
		attachmentEncoding: 'arraybuffer',
		maxNestingDepth: 40,
	}).parse(bytes);
	const headers = parsed.headers.map(({ key, value }) => ({
		name: key.toLowerCase(),
		value: value.trim(),
	}));
	const value = (name: string) => headers.find((one) => one.name === name)?.value;
	const date = Date.parse(value('date') ?? '');
	const readable = parsed.text?.trim()
		? parsed.text
		: textOfHtml((parsed.html ?? '').slice(0, most.html));
	// Reports with wrong boundaries are common: their parts are then read as one text.
	const report = parsed.attachments.some(({ mimeType }) =>
		/delivery-status|feedback-report/.test(mimeType),
	);
	const text = readable.trim() || report ? readable : bodyOf(decode(bytes));
	return {
		headers,
		from: addressOf(parsed.from?.address ?? value('from')),
		...(parsed.from?.name ? { fromName: parsed.from.name } : {}),
		to: (parsed.to ?? []).flatMap(({ address }) => (address ? [address.toLowerCase()] : [])),
		subject: parsed.subject ?? '',
		...(Number.isFinite(date) ? { date } : {}),
		...(parsed.messageId ? { messageId: parsed.messageId } : {}),
		inReplyTo: messageIdsIn(parsed.inReplyTo),
		references: messageIdsIn(parsed.references),
		text,
		parts: parsed.attachments.map(({ mimeType, content }) => ({
			type: mimeType.toLowerCase(),
			text: typeof content === 'string' ? content : decode(content),
		})),
	};
}

/** The fields of a mail as other nodes give them, e.g. n8n's Email Trigger: names are compared without case and punctuation. */
export function mailFromFields(fields: Record<string, unknown>): Mail {
	const byName = new Map(Object.entries(fields).map(([key, value]) => [squeeze(key), value]));
	const pick = (...names: string[]): string => {
		for (const name of names) {
			const text = asText(byName.get(name));
			if (text) return text;
		}
		return '';
	};
	const headers = headersFrom(
		byName.get('headers') ?? byName.get('metadata') ?? byName.get('header'),
	);
	const value = (name: string) => headers.find((one) => one.name === name)?.value ?? '';
	const html = pick('html', 'texthtml', 'bodyhtml').slice(0, most.html);
	const date = Date.parse(
		pick('date', 'receivedat', 'receiveddatetime', 'internaldate') || value('date'),
	);
	const from = pick('from', 'sender', 'fromaddress') || value('from');
	return cut({
		headers,
		from: addressOf(from),
		to:
			(pick('to', 'recipient', 'torecipients') || value('to'))
				.toLowerCase()
				.match(/[^\s<>,;"]{1,200}@[^\s<>,;"]+/g) ?? [],
		subject: pick('subject') || value('subject'),
		...(Number.isFinite(date) ? { date } : {}),
		...optionalId(pick('messageid') || value('message-id')),
		inReplyTo: messageIdsIn(pick('inreplyto') || value('in-reply-to')),
		references: messageIdsIn(pick('references') || value('references')),
		text: pick('text', 'textplain', 'plaintext', 'body', 'bodytext', 'content') || textOfHtml(html),
		parts: [],
	});
}

function cut(mail: Mail): Mail {
	return {
		...mail,
		headers: mail.headers.map(({ name, value }) => ({
			name: name.slice(0, most.name),
			value: value.slice(0, most.header),
		})),
		...(mail.fromName === undefined ? {} : { fromName: mail.fromName.slice(0, most.name) }),
		subject: mail.subject.slice(0, most.subject),
		text: mail.text.slice(0, most.text),
		parts: mail.parts.map(({ type, text }) => ({
			type: type.slice(0, most.name),
			text: text.slice(0, most.text),
		})),
	};
}

function bodyOf(raw: string): string {
	const text = raw.replace(/\r\n?/g, '\n').trimStart();
	const end = text.indexOf('\n\n');
	return end < 0 ? '' : text.slice(end + 2);
}

/** 'From somebody Mon Jan …', with which files of mails divide them. */
function withoutEnvelope(bytes: Uint8Array): Uint8Array {
	let start = 0;
	while (bytes[start] === 10 || bytes[start] === 13) start += 1;
	if (decode(bytes.subarray(start, start + 5)) !== 'From ') return bytes.subarray(start);
	const end = bytes.indexOf(10, start);
	return end < 0 ? bytes : bytes.subarray(end + 1);
}

function firstLines(bytes: Uint8Array): Uint8Array {
	let end = -1;
	for (let line = 0; line < mostLines; line += 1) {
		end = bytes.indexOf(10, end + 1);
		if (end < 0) return bytes;
	}
	return bytes.subarray(0, end + 1);
}

function decode(bytes: ArrayBuffer | Uint8Array): string {
	return new TextDecoder('utf-8').decode(bytes);
}

function addressOf(text: string | undefined): string {
	const short = text?.slice(0, most.subject).toLowerCase() ?? '';
	return /[^\s<>()",;:]+@[^\s<>()",;:]+/.exec(short)?.[0] ?? short.replace(/[<>]/g, '').trim();
}

function optionalId(text: string): { messageId?: string } {
	if (text === '') return {};
	return { messageId: text.startsWith('<') ? text : `<${text}>` };
}

/** Headers as a record, a list of pairs, or a block of text. */
function headersFrom(value: unknown): Array<{ name: string; value: string }> {
	if (typeof value === 'string') return headersOf(value);
	if (typeof value !== 'object' || value === null) return [];
	if (Array.isArray(value)) {
		return value.flatMap((one: unknown) => {
			if (typeof one !== 'object' || one === null) return [];
			const name = asText(Reflect.get(one, 'name') ?? Reflect.get(one, 'key'));
			return name ? [{ name: name.toLowerCase(), value: asText(Reflect.get(one, 'value')) }] : [];
		});
	}
	return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
		(Array.isArray(one) ? one : [one]).map((part: unknown) => ({
			name: name.toLowerCase(),
			// Some parsers keep the name in front of the value.
			value: asText(part).replace(new RegExp(`^${name.replace(/[^a-z-]/gi, '')}:\\s*`, 'i'), ''),
		})),
	);
}

/** A text, a list of texts, or an object with the text in it, as mail parsers give addresses. */
function asText(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	if (Array.isArray(value)) return value.map(asText).filter(Boolean).join(', ');
	if (value instanceof Date) return value.toISOString();
	if (typeof value !== 'object' || value === null) return '';
	for (const key of ['text', 'address', 'emailAddress', 'value', 'name']) {
		const text = asText(Reflect.get(value, key));
		if (text) return text;
	}
	return '';
}

function squeeze(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
