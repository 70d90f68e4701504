/** What a server's answer means for a delivery. */
export type ReplyClass =
	/** The address does not exist, or no longer belongs to whom it did: it must not be written to again. */
	| 'address'
	/** This recipient takes no mail from us: asking again changes nothing, but the address is good. */
	| 'recipient'
	/** The mailbox is full, the server busy, greylisting: later. */
	| 'temporary'
	/** Refused by some policy, and the answer does not say whose fault it is: later, a few times. */
	| 'policy'
	/** We are refused, whoever the recipient: login, authentication of the sender. Somebody must look, and no lead may pay for it. */
	| 'sender'
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
 * Sorts a refusal (4xx or 5xx) by its enhanced status (RFC 3463, RFC 7372 and IANA's registry) where there is one, else by
 * code, phase and words. What may be about us is never blamed on the recipient, so that no lead is lost to our own trouble.
 */
export function classify(reply: SmtpReply, phase: SmtpPhase): ReplyClass {
	const { code, status = '', text } = reply;
	const detail = status.slice(2);
	if (code === 421 || detail === '7.28' || crowd.test(text)) return 'slowDown';
	if (code < 500 || detail === '2.2') return 'temporary';
	// Announced with the envelope: the message is larger than the server takes.
	if (detail === '3.4') return 'message';
	if (phase === 'connect' || phase === 'login' || phase === 'mail') return 'sender';
	if (aboutAddress.includes(detail)) return 'address';
	if (aboutSender.includes(detail)) return 'sender';
	if (aboutRecipient.includes(detail)) return 'recipient';
	if (detail.startsWith('7.')) return 'policy';
	if (status === '' && policy.test(text)) return 'policy';
	if (phase !== 'recipient') return 'message';
	return code === 556 || (status === '' && unknown.test(text)) ? 'address' : 'recipient';
}

/** No such mailbox or domain (1.1–1.3, 1.10, 4.4), moved (1.6), disabled (2.1), belongs to somebody else now (7.17, 7.18: RFC 7293). */
const aboutAddress = ['1.1', '1.2', '1.3', '1.6', '1.10', '2.1', '4.4', '7.17', '7.18'];

/** Our address is refused (1.7, 1.8), our login (7.8–7.11, 7.13, 7.14), our DKIM, SPF, reverse DNS, null MX, ARC (7.20–7.27, 7.29: RFC 7372, 7505). */
const aboutSender = ['1.7', '1.8', '7.8', '7.9', '7.10', '7.11', '7.13', '7.14'].concat([
	'7.20',
	'7.21',
	'7.22',
	'7.23',
	'7.24',
	'7.25',
	'7.26',
	'7.27',
	'7.29',
]);

/** A closed list or group (2.4, 7.2), or one that takes mail only from its own people (7.12; Exchange's 7.124 to 7.136). */
const aboutRecipient = ['2.4', '7.2', '7.12'].concat([
	'7.124',
	'7.129',
	'7.133',
	'7.134',
	'7.135',
	'7.136',
]);

const crowd = /too many (?:connections|messages|recipients|sessions)|rate limit|throttl/i;
const policy = /spam|policy|reputation|block(?:ed|list)|blacklist|relay|spf|dkim|dmarc/i;
const unknown =
	/user unknown|unknown user|no such (?:user|recipient|mailbox|address)|does not exist|no mailbox|invalid (?:recipient|mailbox)|mailbox (?:unavailable|not found)|not our customer|account (?:disabled|inactive)/i;
