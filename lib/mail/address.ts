import { domainToASCII } from 'node:url';

/** One mailbox: an address and the name shown with it. */
export interface MailAddress {
	address: string;
	name?: string;
}

/** A mailbox that mail can be sent to, or why not, in words for the person who typed it. */
export type AddressResult =
	{ kind: 'valid'; mailbox: MailAddress } | { kind: 'wrong'; message: string };

/**
 * Reads one address, 'ann@example.com' or 'Ann Lee <ann@example.com>'. Exactly one plain address passes: no lists, groups,
 * comments, quoted names or control characters, because mail libraries read more recipients out of such text.
 * The domain is written in ASCII (RFC 5890); lengths by RFC 5321, 4.5.3.1.
 */
export function readAddress(text: string): AddressResult {
	const match = /^\s*(?:(.*?)\s*<([^<>]*)>|([^<>]*))\s*$/s.exec(text);
	const address = (match?.[2] ?? match?.[3] ?? '').trim();
	const at = address.lastIndexOf('@');
	const local = address.slice(0, at);
	const domain = domainToASCII(address.slice(at + 1)).toLowerCase();
	const wrong = (why: string): AddressResult => ({
		kind: 'wrong',
		message: `'${printable(text)}' ${why}`,
	});
	if (/[\u0000-\u001f\u007f]/.test(text.trim())) return wrong('holds control characters.');
	if (match === null || at < 1) return wrong('is not an e-mail address.');
	if (!/^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local)) {
		// Letters outside ASCII would need SMTPUTF8 on the whole way; few mailboxes are reached so.
		return wrong('has a part before the @ that cannot be delivered to.');
	}
	const labels = domain.split('.');
	const fit = labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
	if (!fit || (labels.length < 2 && domain !== 'localhost'))
		return wrong('has no domain that mail can go to.');
	if (local.length > 64 || local.length + domain.length + 1 > 254) return wrong('is too long.');
	const name = displayName(match[1] ?? '');
	return {
		kind: 'valid',
		mailbox: { address: `${local}@${domain}`, ...(name !== undefined && { name }) },
	};
}

/**
 * A name fit to stand beside an address; undefined when nothing is left. Names that hold an address or a link are dropped:
 * mail programs show them instead of the real address.
 */
export function displayName(text: string): string | undefined {
	const name = printable(text.replace(/^"(.*)"$/s, '$1'))
		.slice(0, 100)
		.trim();
	return name === '' || /@|:\/\//.test(name) ? undefined : name;
}

/** Without control and format characters, in one line. */
export function printable(text: string): string {
	return text
		.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
		.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
		.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** The part behind the @, in lower case. */
export function domainOf(address: string): string {
	return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
