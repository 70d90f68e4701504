import { parseDomain } from './domain';

/** An address taken apart, or why it is none. */
export type ParsedEmail =
	| {
			kind: 'address';
			/** Local part as written, in Unicode normal form C. */
			local: string;
			/** Domain in lower case, letters outside ASCII as A-labels ('xn--…'); an address literal keeps its brackets. */
			domain: string;
			/** Legal, but of a form that hardly any real mailbox has. */
			unusual?: string;
	  }
	| { kind: 'none'; reason: string };

/** RFC 5321 4.5.3.1: 64 octets of local part, 256 of path, which leaves 254 for the address. */
const limits = { local: 64, address: 254, text: 1024 };

const atext = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]$/;
/** RFC 6531 allows any UTF-8; symbols that look like syntax, spaces and invisible characters are left out. */
const wideAtext = /^[\p{L}\p{M}\p{N}\p{P}\p{So}]$/u;

/**
 * Takes an e-mail address apart by RFC 5321 (Mailbox) with the internationalised parts of RFC 6531 and IDNA.
 * Comments, folding white space and display names of RFC 5322 belong to message headers and are refused.
 * Reads every character once; never throws.
 */
export function parseEmail(text: string): ParsedEmail {
	if (text.length > limits.text) return none('it is longer than any address can be');
	if (/\p{Surrogate}/u.test(text)) return none('it contains broken characters');
	const address = text.normalize('NFC');
	const at = address.startsWith('"') ? endOfQuoted(address) : endOfAtoms(address);
	if (at.kind === 'none') return at;
	const local = address.slice(0, at.index);
	if (octets(local) > limits.local) {
		return none(`the part before the @ is longer than ${limits.local} characters`);
	}
	const domain = parseDomain(address.slice(at.index + 1));
	if (domain.kind === 'none') return domain;
	if (octets(local) + 1 + domain.domain.length > limits.address) {
		return none(`it is longer than ${limits.address} characters`);
	}
	const unusual = at.unusual ?? domain.unusual;
	return { kind: 'address', local, domain: domain.domain, ...(unusual ? { unusual } : {}) };
}

type At = { kind: 'at'; index: number; unusual?: string } | { kind: 'none'; reason: string };

function endOfAtoms(address: string): At {
	let previous = '.';
	let index = 0;
	for (const character of address) {
		if (character === '@') {
			if (index === 0) return none('there is nothing before the @');
			if (previous === '.') return none('there is a dot right before the @');
			return { kind: 'at', index };
		}
		if (character === '.' && previous === '.') {
			return none(index === 0 ? 'it begins with a dot' : 'it has two dots in a row');
		}
		if (!isAtext(character)) return none(complaint(character));
		previous = character;
		index += character.length;
	}
	return none('there is no @ in it');
}

function isAtext(character: string): boolean {
	return character < '\u0080' ? atext.test(character) : wideAtext.test(character);
}

/** RFC 5321 Quoted-string: printable ASCII and space, a backslash quotes the next character. */
function endOfQuoted(address: string): At {
	let index = 1;
	while (index < address.length) {
		const code = address.charCodeAt(index);
		if (code === 0x22) {
			if (address[index + 1] !== '@') return none('text follows the closing quotation mark');
			if (index === 1) return none('the quotation marks before the @ are empty');
			return {
				kind: 'at',
				index: index + 1,
				unusual: 'the part before the @ is in quotation marks',
			};
		}
		if (code === 0x5c) index += 1;
		const read = address.charCodeAt(index);
		if (Number.isNaN(read) || read < 0x20 || read === 0x7f || (read >= 0x80 && code === 0x5c)) {
			return none('it contains a character that does not belong in quotation marks');
		}
		index += 1;
	}
	return none('the quotation marks are not closed');
}

function complaint(character: string): string {
	if (/\s/u.test(character)) return 'it contains a space or line break';
	if (/\p{C}/u.test(character)) return 'it contains an invisible character';
	if (character === '<' || character === '>') return 'it has a name or angle brackets around it';
	return `'${character}' cannot stand before the @`;
}

function octets(text: string): number {
	let count = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	}
	return count;
}

function none(reason: string): { kind: 'none'; reason: string } {
	return { kind: 'none', reason };
}
