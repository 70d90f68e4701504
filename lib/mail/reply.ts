/** What a server's answer means for a delivery. */
export type ReplyClass =
	/** The address does not exist, or no longer: it must not be written to again. */
	| 'address'
	/** The mailbox is full, the server busy, greylisting: later. */
	| 'temporary'
	/** We are refused, not the lead: reputation, authentication of the sender, relaying. Later, and somebody must look. */
	| 'policy'
	/** Too many connections or messages: later, with fewer at once. */
	| 'slowDown'
	/** This message is refused: too large, not wanted. */
	| 'message';

/** Where in the conversation the answer came. */
export type SmtpPhase = 'connect' | 'login' | 'mail' | 'recipient' | 'data' | 'afterDot';

/** A server's answer, read. */
export interface SmtpReply {
	code: number;
	/** RFC 3463, e.g. '5.1.1'. */
	status?: string;
	text: string;
}

/** Reads '550 5.1.1 No such user'; undefined when the text is no answer of a server. */
export function readReply(text: string | undefined): SmtpReply | undefined {
	const match = /^([2-5]\d{2})[ -](?:([245]\.\d{1,3}\.\d{1,3})(?=\s|$))?/.exec((text ?? '').trim());
	if (match === null) return undefined;
	return {
		code: Number(match[1]),
		text: (text ?? '').trim().slice(0, 500),
		...(match[2] !== undefined && { status: match[2] }),
	};
}

/**
 * Sorts a refusal (4xx or 5xx) by its enhanced status (RFC 3463) where there is one, else by code, phase and words.
 * Anything that is about us rather than about the recipient is 'policy', so that no lead is lost to our own trouble.
 */
export function classify(reply: SmtpReply, phase: SmtpPhase): ReplyClass {
	const { code, status = '', text } = reply;
	const detail = status.slice(2);
	if (
		code === 421 ||
		/too many (?:connections|messages|recipients|sessions)|rate limit|throttl/i.test(text)
	)
		return 'slowDown';
	if (phase === 'connect' || phase === 'login' || phase === 'mail')
		return code < 500 ? 'temporary' : 'policy';
	if (detail.startsWith('7.')) return 'policy';
	if (code < 500 || detail === '2.2') return 'temporary';
	if (['1.1', '1.2', '1.3', '1.6', '1.10', '2.1', '4.4'].includes(detail)) return 'address';
	if (status !== '') return 'message';
	if (/spam|policy|reputation|block(?:ed|list)|blacklist|relay|spf|dkim|dmarc/i.test(text))
		return 'policy';
	const unknown =
		/user unknown|unknown user|no such (?:user|recipient|mailbox|address)|does not exist|no mailbox|invalid (?:recipient|mailbox)|mailbox (?:unavailable|not found)|not our customer|account (?:disabled|inactive)/i;
	return phase === 'recipient' && unknown.test(text) ? 'address' : 'message';
}
