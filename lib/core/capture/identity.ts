import type { Lead } from '../lead/lead';
import { codeKey } from '../lead/referral';
import { parseDomain } from '../verify/email/domain';
import { indexable } from './hash';
import type { LeadFields } from './read/build';

/** A key that identifies one lead; the store's `IdentityKey` has the same shape. */
export interface Key {
	kind: 'email' | 'provider' | 'external' | 'linkedin' | 'phone' | 'referral';
	value: string;
}

/**
 * E-mail for comparing: lower case throughout, compatibility forms folded, the domain in A-labels (IDNA) however it was
 * written. Every look-up, suppression and comparison of addresses goes by it. Not for sending.
 *
 * @example emailKey('Info@Müller.example') //=> 'info@xn--mller-kva.example'
 */
export function emailKey(email: string): string {
	const address = email.normalize('NFKC').trim().toLowerCase();
	const at = address.lastIndexOf('@');
	return indexable(
		at < 0 ? address : `${address.slice(0, at)}@${domainKey(address.slice(at + 1))}`,
	);
}

/** A domain for comparing: lower case, letters outside ASCII as A-labels; what is no domain stays as it is. */
export function domainKey(domain: string): string {
	const name = domain.trim().toLowerCase();
	if (/^[ -~]*$/u.test(name)) return name;
	const parsed = parseDomain(name);
	return parsed.kind === 'none' ? name : parsed.domain;
}

/** Path of a LinkedIn profile: 'in/ann-lee'; undefined for anything else on LinkedIn. */
export function linkedInKey(url: string): string | undefined {
	const match = /linkedin\.com\/(in|pub)\/([^/?#\s]+)/iu.exec(url);
	if (!match) return undefined;
	const name = match[2] ?? '';
	return indexable(`${(match[1] ?? '').toLowerCase()}/${decode(name).toLowerCase()}`);
}

/** A number that is written internationally, for comparing: '+' and its digits. */
export function phoneKey(phone: string): string {
	return indexable(`+${phone.replace(/\D/g, '')}`);
}

/** The key of an id in a system: a CRM, or the place a submission came from. */
export function externalKey(system: string, id: string): Key {
	return { kind: 'external', value: indexable(`${system}:${id}`) };
}

/** Every key that a lead with these fields owns; the phone is evidence and not unique. */
export function keysOf(lead: Lead | LeadFields): Key[] {
	const keys: Key[] = [];
	if (lead.email) keys.push({ kind: 'email', value: emailKey(lead.email) });
	for (const [system, id] of Object.entries(lead.externalIds ?? {})) {
		keys.push(externalKey(system, id));
	}
	const profile = lead.linkedinUrl === undefined ? undefined : linkedInKey(lead.linkedinUrl);
	if (profile) keys.push({ kind: 'linkedin', value: profile });
	if (lead.phoneE164) keys.push({ kind: 'phone', value: indexable(lead.phoneE164) });
	const code = lead.referralCode === undefined ? undefined : codeKey(lead.referralCode);
	if (code) keys.push({ kind: 'referral', value: code });
	return keys;
}

/** Keys of the second addresses and numbers that a merge left in `extra`; a number counts where it is written internationally. */
export function secondKeys({ extra }: Lead): Key[] {
	const keys = textsOf(extra?.['otherEmails']).map((email): Key => ({
		kind: 'email',
		value: emailKey(email),
	}));
	for (const phone of textsOf(extra?.['otherPhones'])) {
		if (phone.trim().startsWith('+')) keys.push({ kind: 'phone', value: phoneKey(phone) });
	}
	return keys;
}

/** The keys that a lead gains and loses by a change of its fields. What else belongs to it, second addresses say, is not touched. */
export function keysMoved(before: Lead, after: Lead): { keys?: Key[]; lostKeys?: Key[] } {
	if (identifying.every((field) => before[field] === after[field])) return {};
	const [old, now] = [keysOf(before), keysOf(after)];
	const keys = without(now, old);
	const lostKeys = without(old, [...now, ...secondKeys(after)]);
	return { ...(keys.length > 0 && { keys }), ...(lostKeys.length > 0 && { lostKeys }) };
}

const identifying = ['email', 'externalIds', 'linkedinUrl', 'phoneE164', 'referralCode'] as const;

function without(keys: readonly Key[], others: readonly Key[]): Key[] {
	const gone = new Set(others.map(keyText));
	return keys.filter((key) => !gone.has(keyText(key)));
}

function textsOf(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** One text per key, for maps. */
export function keyText({ kind, value }: Key): string {
	return `${kind} ${value}`;
}

/**
 * Whether two people who share a phone may be one: no name is missing against another, and the first letters of what both
 * have agree. 'A. Lee' and 'Ann Lee' may, 'Ann Lee' and 'Bob Lee' may not.
 */
export function namesAgree(a: LeadFields, b: LeadFields): boolean {
	return part(a.firstName, b.firstName) && part(a.lastName, b.lastName);
}

function part(a: string | undefined, b: string | undefined): boolean {
	if (!a || !b) return true;
	const [left, right] = [plainName(a), plainName(b)];
	if (left === '' || right === '') return true;
	const short = left.length < right.length ? left : right;
	const long = short === left ? right : left;
	return short.length === 1
		? long.startsWith(short)
		: short === long || (short.length >= 3 && long.startsWith(short));
}

function plainName(name: string): string {
	return name
		.normalize('NFD')
		.replace(/[^\p{L}]/gu, '')
		.toLowerCase();
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
