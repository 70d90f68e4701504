import { addressesIn, headersOf, type Mail } from './mail';

/** Somebody told their provider that a mail of ours is unwanted. */
export interface Complaint {
	/** 'abuse', 'fraud', 'opt-out' … as the report says. */
	feedbackType: string;
	recipients: string[];
	/** Headers of the mail complained of. */
	original: Array<{ name: string; value: string }>;
}

/** Reads a report of abuse (ARF, RFC 5965), or a copy with the one header by which large providers mark theirs. */
export function readComplaint(mail: Mail): Complaint | undefined {
	const report = mail.parts.find(({ type }) => type === 'message/feedback-report');
	const returned = mail.parts.find(({ type }) =>
		/^message\/rfc822|^text\/rfc822|^message\/global/.test(type),
	);
	const original = headersOf(returned?.text.trimStart() ?? '');
	const fields = headersOf(report?.text.trimStart() ?? '');
	if (!report && !isPlainReport(mail)) return undefined;
	const value = (name: string) => fields.filter((one) => one.name === name).map((one) => one.value);
	// A report about signatures (RFC 6591) says that mail was forged, not that somebody complained.
	const type = value('feedback-type')[0]?.toLowerCase() ?? 'abuse';
	if (type === 'auth-failure' || type === 'not-spam') return undefined;
	const named = [...value('original-rcpt-to'), ...value('removal-recipient')].flatMap(addressesIn);
	const to = original.filter(({ name }) => name === 'to').flatMap((one) => addressesIn(one.value));
	return { feedbackType: type, recipients: [...new Set(named.length > 0 ? named : to)], original };
}

function isPlainReport(mail: Mail): boolean {
	const marked = mail.headers.some(({ name }) => name === 'x-hmxmroriginalrecipient');
	return (
		marked ||
		(/^(?:staff|feedback|fbl|abuse|complaints?)@/.test(mail.from) &&
			/complaint about message|abuse report|email feedback report/i.test(mail.subject))
	);
}
