import { isIpV4, isIpV6 } from './ip';

/** A domain that can stand behind an @, or why it cannot. */
export type ParsedDomain =
	{ kind: 'domain'; domain: string; unusual?: string } | { kind: 'none'; reason: string };

/** RFC 1035: 63 octets a label, 253 the name. */
const limits = { label: 63, name: 253 };

/** Names that by RFC 6761, 6762, 7686 and 8375 never lead to a mailbox on the internet. */
const reserved = new Set(['invalid', 'localhost', 'local', 'onion', 'internal', 'arpa']);

/** Letters, digits and marks of any script (IDNA 2008 leaves symbols and punctuation out) and the hyphen. */
const label = /^[\p{L}\p{N}\p{M}]([\p{L}\p{N}\p{M}\u00b7\u30fb-]*[\p{L}\p{N}\p{M}])?$/u;

/**
 * Parses the part behind the @: a host name with a dot in it, by RFC 1035 and IDNA (UTS 46), or an address literal of
 * RFC 5321. The result is in lower case with A-labels. One pass; never throws.
 */
export function parseDomain(text: string): ParsedDomain {
	if (text === '') return none('there is nothing behind the @');
	if (text.startsWith('[')) return parseLiteral(text);
	const flaw = flawOf(text);
	if (flaw) return none(flaw);
	const ascii = toAscii(text);
	if (ascii === undefined) return none('the domain is not a name that can exist');
	const again = flawOf(ascii);
	if (again) return none(again);
	if (ascii.length > limits.name) {
		return none(`the domain is longer than ${limits.name} characters`);
	}
	const top = ascii.slice(ascii.lastIndexOf('.') + 1);
	if (reserved.has(top)) return none(`names that end in '.${top}' do not exist on the internet`);
	return /^[0-9]+$/.test(top)
		? { kind: 'domain', domain: ascii, unusual: 'the domain ends in a number' }
		: { kind: 'domain', domain: ascii };
}

function flawOf(name: string): string | undefined {
	if (name.startsWith('.')) return 'the domain begins with a dot';
	if (name.endsWith('.')) return 'the domain ends with a dot';
	const labels = name.split('.');
	if (labels.length === 1) return 'the domain has no ending such as .com';
	for (const part of labels) {
		if (part === '') return 'the domain has two dots in a row';
		if (part.length > limits.label) {
			return `a part of the domain is longer than ${limits.label} characters`;
		}
		if (!label.test(part)) return flawOfLabel(part);
		// RFC 5891 4.2.3.1: hyphens in third and fourth place are kept for encodings; only xn-- is one.
		if (part.startsWith('--', 2) && !/^xn--/i.test(part)) {
			return `'${part}' has two hyphens where no name may have them`;
		}
	}
	return undefined;
}

function flawOfLabel(part: string): string {
	if (part.startsWith('-') || part.endsWith('-')) {
		return 'a part of the domain begins or ends with a hyphen';
	}
	if (/\s/u.test(part)) return 'the domain contains a space or line break';
	if (part.includes('@')) return 'it has more than one @';
	if (/[<>]/.test(part)) return 'it has a name or angle brackets around it';
	const wrong = [...part].find((character) => !/[\p{L}\p{N}\p{M}-]/u.test(character));
	return wrong && !/\p{C}/u.test(wrong)
		? `'${wrong}' cannot stand in a domain`
		: 'the domain contains an invisible character';
}

/** UTS 46 by the platform's URL parser, for names that are not plain ASCII already. */
function toAscii(name: string): string | undefined {
	if (/^[a-z0-9.-]+$/i.test(name) && !/(^|\.)xn--/i.test(name)) return name.toLowerCase();
	const url = `http://${name.normalize('NFKC').toLowerCase()}`;
	return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function parseLiteral(text: string): ParsedDomain {
	const close = text.indexOf(']');
	if (close < 0) return none('the bracket behind the @ is not closed');
	if (close !== text.length - 1) return none('text follows the closing bracket');
	const inside = text.slice(1, close);
	const tagged = /^IPv6:/i.test(inside);
	if (tagged ? !isIpV6(inside.slice(5)) : !isIpV4(inside)) {
		return none('the brackets behind the @ do not hold an IP address');
	}
	return {
		kind: 'domain',
		domain: text.toLowerCase(),
		unusual: 'an IP address stands for the domain',
	};
}

function none(reason: string): { kind: 'none'; reason: string } {
	return { kind: 'none', reason };
}
