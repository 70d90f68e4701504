import { header, headersOf, type Mail } from './mail';

/** A report in two: what the server says, and the headers of the mail that it sends back. */
export interface Divided {
	report: string;
	original: Array<{ name: string; value: string }>;
}

/** Divides a report from the mail that it returns: by its parts, else where a run of mail headers begins in the text. */
export function splitOriginal(mail: Mail): Divided {
	const part = mail.parts.find(({ type }) =>
		/^message\/(?:global|rfc822)|^text\/rfc822|^message\/global-headers/.test(type),
	);
	const text = mail.text.replace(/\r\n?/g, '\n');
	const cut = headersStart(text, part !== undefined);
	const report = cut < 0 ? text : text.slice(0, cut);
	if (part) return { report, original: headersOf(part.text.trimStart()) };
	return {
		report,
		original: cut < 0 ? [] : headersOf(text.slice(cut).replace(/^[> \t]+(?=[\w-]+:)/gm, '')),
	};
}

/** Whether a mail is the report of a server: who sends it and what its subject and words say. An answer of a person is none. */
export function isReturned(mail: Mail, report: string): boolean {
	const daemon =
		senders.test(mail.from) ||
		senders.test(mail.fromName ?? '') ||
		header(mail, 'return-path') === '<>';
	const points =
		(daemon ? 2 : 0) +
		(header(mail, 'x-failed-recipients') ? 3 : 0) +
		(/multipart\/report/i.test(header(mail, 'content-type') ?? '') ? 2 : 0) +
		(subjects.test(mail.subject) ? 2 : 0) +
		(failures.test(report.slice(0, 6000)) ? 2 : 0);
	return points >= 4 && !isAnswer(mail);
}

const senders =
	/mailer-?daemon|post[-_]?master|mail delivery|delivery (?:sub)?system|mail ?system|maildelivery|bounce|no-?reply.*(?:amazonses|google)|mdaemon|mail administrator|system administrator|majordomo|mailgate/i;
const subjects =
	/(?:un|non[- ]?)deliver|delivery (?:status|failure|report|notification|has failed|problem)|deliver(?:y|able).{0,20}(?:fail|error)|fail(?:ed|ure)(?: notice)?|return(?:ed|ing) (?:mail|message|to)|mail (?:system )?error|could not (?:be )?(?:deliver|send)|not delivered|undelivered|bounce|rejected|delayed mail|mail delivery|warning:|unzustellbar|non remis|no entregad|mancata consegna|error(?: in)? mail|message you sent|user unknown/i;
const failures =
	/could ?n.t be delivered|could not be delivered|(?:was|were|been|is) (?:un|not )(?:able|deliver|reach)|undeliver|(?:permanent|fatal|delivery) (?:error|failure)|deliver(?:y)? (?:to|has) .{0,80}(?:fail|error|not)|failed (?:permanently|recipient|address)|address\(?e?s?\)? (?:failed|had|has)|recipients?.{0,40}(?:fail|reject|not reach|not deliver|unknown)|did not reach|unable to deliver|not able to deliver|rejected|unknown (?:user|recipient)|user unknown|(?:^|\D)[45]\d\d[ -](?:[45]\.\d+\.\d+)?|returned to sender|message.{0,30}return|blocked|exceed/im;

/** Somebody who answers a bounce, or forwards one, quotes it: it begins with Re: and has a mail it answers. */
function isAnswer(mail: Mail): boolean {
	return /^\s*(?:re|aw|sv|antw|fwd?|wg|tr|rv)\s*:/i.test(mail.subject) && !senders.test(mail.from);
}

/** Where the returned mail begins: three header lines of a mail in a row, one of them telling. */
function headersStart(text: string, strict: boolean): number {
	const lines = text.split('\n');
	let offset = 0;
	for (let index = 0; index < lines.length; index += 1) {
		const line = lines[index] ?? '';
		if (telling.test(line) && runOfHeaders(lines, index, strict)) return offset;
		offset += line.length + 1;
	}
	return -1;
}

const telling =
	/^[>\s]*(?:return-path|received|message-id|from|to|subject|date|mime-version|x-mailer|delivered-to|dkim-signature|reply-to|x-[\w-]+)\s*:/i;

function runOfHeaders(lines: string[], from: number, strict: boolean): boolean {
	let headers = 0;
	let known = 0;
	let transport = false;
	for (let index = from; index < Math.min(lines.length, from + 40); index += 1) {
		const line = (lines[index] ?? '').replace(/^[>]+ ?/, '');
		if (/^[\w-]{2,60}:/.test(line.trimStart())) {
			headers += 1;
			if (telling.test(line)) known += 1;
			if (/^\s*(?:received|return-path|message-id|mime-version):/i.test(line)) transport = true;
		} else if (!/^\s+\S/.test(line)) break;
	}
	return headers >= 3 && known >= 2 && (transport || (!strict && known >= 6));
}
