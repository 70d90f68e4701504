import type { Check } from '../check';
import { disposableReason } from './disposable';
import { isFreeDomain } from './free';
import { isRoleAddress } from './role';
import { parseEmail } from './syntax';
import { suggestEmail } from './typo';

/** What is known about an e-mail address without asking anybody. */
export interface EmailCheck extends Check {
	field: 'email';
	/** As it is written on an envelope: local part as given, domain in lower case with A-labels. */
	address?: string;
	/** The same in lower case throughout: what two spellings of one mailbox share. Not for sending. */
	normalised?: string;
	domain?: string;
	/** A provider that gives mailboxes to anybody: says nothing about the person's company. */
	isFree: boolean;
	/** A mailbox meant to be thrown away. */
	isDisposable: boolean;
	/** A mailbox of a function (info@, sales@), not of a person. */
	isRole: boolean;
}

/**
 * Checks an e-mail address: syntax, typing slips of well-known domains, disposable and free providers, function mailboxes.
 * Spaces around it make it invalid with the trimmed address as suggestion, so trim form input first. Linear in the length
 * of the text; never throws. An empty text is unknown.
 *
 * @example
 * verifyEmail('Ann.Lee@GMIAL.com')
 * //=> { status: 'risky', suggestion: 'Ann.Lee@gmail.com', normalised: 'ann.lee@gmial.com', … }
 */
export function verifyEmail(text: string): EmailCheck {
	const nothing = { field: 'email', isFree: false, isDisposable: false, isRole: false } as const;
	if (text.trim() === '')
		return { ...nothing, status: 'unknown', reason: 'There is no e-mail address' };
	const parsed = parseEmail(text);
	if (parsed.kind === 'none') {
		const suggestion = repaired(text);
		return {
			...nothing,
			status: 'invalid',
			reason: `Not an e-mail address: ${parsed.reason}`,
			...(suggestion ? { suggestion } : {}),
		};
	}
	const { local, domain } = parsed;
	const address = `${local}@${domain}`;
	const disposable = disposableReason(domain);
	const facts = {
		field: 'email',
		address,
		normalised: `${local.normalize('NFKC').toLowerCase()}@${domain}`,
		domain,
		isFree: isFreeDomain(domain),
		isDisposable: disposable !== undefined,
		isRole: isRoleAddress(local),
	} as const;
	const suggestion = suggestEmail(address);
	const reason =
		(suggestion ? `Probably meant ${suggestion}` : undefined) ??
		disposable ??
		(parsed.unusual ? `Unusual: ${parsed.unusual}` : undefined) ??
		(isLookAlike(local) ? 'Letters of several scripts that look alike are mixed' : undefined);
	if (reason) return { ...facts, status: 'risky', reason, ...(suggestion ? { suggestion } : {}) };
	return facts.isRole
		? { ...facts, status: 'valid', reason: 'A shared mailbox, not a person' }
		: { ...facts, status: 'valid' };
}

/** What was probably meant by a text that is no address: without what stands around it, with usual slips undone. */
function repaired(text: string): string | undefined {
	const bracketed = /<([^<>\s]{3,254})>\s*$/.exec(text.slice(0, 1000));
	const bare = (bracketed?.[1] ?? text).trim().replace(/^mailto:/i, '');
	const suggestion = suggestEmail(bare);
	if (suggestion) return suggestion;
	return bare !== text && parseEmail(bare).kind === 'address' ? bare : undefined;
}

/** Latin together with Cyrillic or Greek in one local part: how one name is made to look like another. */
function isLookAlike(local: string): boolean {
	if (/^[\u0020-\u007e]*$/.test(local)) return false;
	const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
	return (
		scripts.filter((script) => script.test(local)).length > 1 || local.normalize('NFKC') !== local
	);
}
