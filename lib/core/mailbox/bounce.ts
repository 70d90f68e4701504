import { addressesIn, header, headersOf, type Mail } from './mail';
import { isReturned, splitOriginal } from './original';
import { reasonOf, statusIn, type BounceClass } from './reason';

/** One recipient that a mail did not reach. */
export interface BouncedRecipient {
	address: string;
	reason: BounceClass;
	/** Enhanced status code, e.g. '5.1.1'. */
	status?: string;
	/** The server's words. */
	diagnostic?: string;
}

/** What a report of a delivery says. */
export interface BounceReport {
	kind: 'bounce' | 'delivered' | 'delayed';
	recipients: BouncedRecipient[];
	/** Headers of the mail that came back. */
	original: Array<{ name: string; value: string }>;
}

/** A mail of ours has one recipient. Other people's reports name a few; one that names thousands is no report. */
const mostRecipients = 100;

/**
 * Reads the report of a mail that did not arrive: the machine-readable part first (RFC 3464), then what the forms of
 * many servers have in common: an address, and near it the words of the server. Undefined for any other mail.
 */
export function readBounce(mail: Mail): BounceReport | undefined {
	const { report, original } = splitOriginal(mail);
	const status = mail.parts.find(({ type }) => /^message\/(?:global-)?delivery-status$/.test(type));
	const fromPart = status && readDeliveryStatus(status.text, report);
	if (fromPart && fromPart.recipients.length > 0) return { ...fromPart, original };
	if (!isReturned(mail, report)) return undefined;
	const inText = /^(?:final-recipient|reporting-mta)\s*:/im.test(mail.text)
		? readDeliveryStatus(
				mail.text.slice(
					mail.text.search(/^(?:reporting-mta|final-recipient|original-recipient)\s*:/im),
				),
				report,
			)
		: undefined;
	if (inText && inText.recipients.length > 0) return { ...inText, original };
	const recipients = readWords(mail, report, original);
	return recipients.length > 0 ? { kind: 'bounce', recipients, original } : undefined;
}

/** The blocks of a delivery status: one for the message, one for each recipient. */
function readDeliveryStatus(
	text: string,
	words: string,
): Omit<BounceReport, 'original'> | undefined {
	const blocks = text
		.replace(/\r\n?/g, '\n')
		.split(/\n[ \t]*\n/)
		.map(headersOf)
		.filter((block) => block.some(({ name }) => /-recipient$|^action$|^status$/.test(name)));
	const recipients: BouncedRecipient[] = [];
	const actions = new Set<string>();
	const messageRefused = dataRefused.test(words);
	for (const block of blocks.slice(0, mostRecipients)) {
		const value = (name: string) => block.find((one) => one.name === name)?.value ?? '';
		const address = recipientOf(
			value('final-recipient'),
			value('original-recipient'),
			value('x-actual-recipient'),
		);
		if (address === undefined) continue;
		const action = value('action').toLowerCase().split(/[\s(]/)[0] ?? '';
		actions.add(action);
		if (
			/^(?:delivered|deliverable|relayed|expanded)$/.test(action) ||
			value('status').startsWith('2.')
		)
			continue;
		const diagnostic = value('diagnostic-code').replace(/^\s*[\w-]+\s*;\s*/, '');
		const refusedData = messageRefused && !/\b5\.1\.\d/.test(diagnostic);
		const status = statusIn(value('status')) || statusIn(diagnostic);
		recipients.push({
			address,
			reason: reasonFrom(
				refusedData ? `${diagnostic} >>> data` : diagnostic,
				aboutIn(words, address),
				status,
			),
			...(status ? { status } : {}),
			...(diagnostic ? { diagnostic: diagnostic.slice(0, 1000) } : {}),
		});
	}
	if (recipients.length === 0) {
		const reached = blocks.flatMap((block) => {
			const address = recipientOf(
				block.find(({ name }) => name === 'final-recipient')?.value ?? '',
				'',
				'',
			);
			return address ? [{ address, reason: 'unknown' as const }] : [];
		});
		return actions.size > 0 ? { kind: 'delivered', recipients: reached } : undefined;
	}
	return { kind: actions.size === 1 && actions.has('delayed') ? 'delayed' : 'bounce', recipients };
}

/** The transcript of a session in which the recipients were taken and the message was refused. */
const dataRefused = />>> (?:DATA|\.)[^\S\n]*\n\s*<<< 5\d\d/i;

/** A diagnostic that says nothing ('500 error') is helped by the words for people beside it. */
function reasonFrom(diagnostic: string, words: string, status: string): BounceClass {
	const first = diagnostic.trim() === '' ? 'unknown' : reasonOf(diagnostic, status);
	const vague = first === 'unknown' || !/[a-z]{4}/i.test(diagnostic);
	if (!vague) return first;
	const second = reasonOf(words, status);
	return second === 'unknown' ? first : second;
}

function recipientOf(final: string, original: string, actual: string): string | undefined {
	const found = [final, original, actual].flatMap((text) =>
		addressesIn(text.replace(/^[^;]*;/, '')).slice(0, 1),
	);
	// A host without a dot is a name inside somebody's network: the address that was written to says more.
	return (
		found.find((address) => address.startsWith('=?')) ??
		found.find((address) => /@.*\./.test(address)) ??
		found[0]
	);
}

/** Reports without a machine-readable part. */
function readWords(
	mail: Mail,
	report: string,
	original: BounceReport['original'],
): BouncedRecipient[] {
	const lower = report.toLowerCase();
	const named = addressesIn(header(mail, 'x-failed-recipients') ?? '')
		.slice(0, mostRecipients)
		.filter((address) => lower.includes(address));
	const wanted = (named.length > 0 ? named : recipientsIn(report, mail, original)).slice(
		0,
		mostRecipients,
	);
	return wanted.map((address) => {
		const diagnostic = aboutIn(report, address, wanted);
		const status = statusIn(diagnostic);
		return {
			address,
			reason: reasonInside(mail, reasonOf(diagnostic, status)),
			...(status ? { status } : {}),
			...(diagnostic ? { diagnostic: diagnostic.slice(0, 1000) } : {}),
		};
	});
}

/** Gateways wrap the report of another server: its words count where their own say nothing. */
function reasonInside(mail: Mail, reason: BounceClass): BounceClass {
	const inner = mail.parts.find(({ type }) => type.startsWith('message/'))?.text;
	if (reason !== 'unknown' || !inner || !/transcript|diagnostic|fatal errors/i.test(inner))
		return reason;
	return reasonOf(inner.slice(0, 6000));
}

/** Who was not reached: an address at the head of a line, else any that was a recipient of the original, else any that is not ours. */
function recipientsIn(report: string, mail: Mail, original: BounceReport['original']): string[] {
	const ours = new Set([
		mail.from,
		...mail.to,
		...addressesIn(original.find(({ name }) => name === 'from')?.value ?? ''),
	]);
	const heads = [
		...report.matchAll(
			/^[ \t>*-]{0,40}(?:to:|rcpt to:|recipient:|address:|user:|unable to deliver message to|undeliverable to)?[ \t]{0,40}[<"'(]?([^\s<>"'():;,]{1,200}@[^\s<>"'():;,]{1,255}?)[>"')]?[.:;,]{0,8}(?=\s|$)/gim,
		),
	]
		.flatMap(([, address = '']) => addressesIn(address))
		.filter((address) => !/^(?:postmaster|mailer-daemon|abuse)@/.test(address));
	const others = heads.filter((address) => !ours.has(address));
	const sentTo = addressesIn(
		original
			.filter(({ name }) => ['to', 'cc', 'x-original-to'].includes(name))
			.map(({ value }) => value)
			.join(', '),
	);
	const all = addressesIn(report).filter(
		(address) =>
			!ours.has(address) && !/^(?:postmaster|mailer-daemon|abuse|support|help)@/.test(address),
	);
	if (others.length > 0) return [...new Set(others)];
	const known = new Set(sentTo);
	const common = all.filter((address) => known.has(address));
	if (common.length > 0) return common;
	if (all[0]) return [all[0]];
	// Somebody may have written to their own address.
	if (heads[0]) return [heads[0]];
	return sentTo.slice(0, 1);
}

/**
 * The words about an address: in a report of several recipients what stands between its line and the next one's, in a report
 * of one everything.
 */
function aboutIn(report: string, address: string, others: readonly string[] = []): string {
	const text = report.slice(0, 20_000);
	if (others.length < 2) return text.slice(0, 6000);
	const lower = text.toLowerCase();
	const at = lower.indexOf(address);
	if (at < 0) return text.slice(0, 6000);
	const next = others
		.filter((other) => other !== address)
		.map((other) => lower.indexOf(other, at + address.length))
		.filter((place) => place > at);
	const end = Math.min(...next, at + 3000);
	const said = text.slice(at, end);
	// A list of addresses first and one explanation below belongs to all of them.
	return said.trim().length > address.length + 12 ? said : text.slice(0, 6000);
}
