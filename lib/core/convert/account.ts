import { indexable } from '../capture/hash';
import type { Lead, Timestamp } from '../lead/lead';
import { companyKey } from '../verify/company/core';
import { isFreeDomain } from '../verify/email/free';
import type { Account, AccountMatch } from './types';

/** By what an account is found: domain in lower case, and its name as `companyKey` compares names. */
export interface AccountKeys {
	domain?: string;
	nameKey?: string;
}

/** What a lead's account is looked for by; a domain that strangers share and a person's own name are no evidence. */
export function accountKeysOf(
	{ domain, company }: Pick<Lead, 'domain' | 'company'>,
	match: AccountMatch,
): AccountKeys {
	if (match === 'none') return {};
	const nameKey = company === undefined ? '' : companyKey(company);
	return {
		...companyDomain(domain),
		...(match === 'domainThenName' && nameKey !== '' ? { nameKey: indexable(nameKey) } : {}),
	};
}

/** The keys under which the store keeps an account. */
export function keysOfAccount({ domain, name, isPerson }: Account): AccountKeys {
	const nameKey = isPerson === true ? '' : companyKey(name);
	return { ...companyDomain(domain), ...(nameKey === '' ? {} : { nameKey: indexable(nameKey) }) };
}

/** The account that a lead is the first of. */
export function newAccount(lead: Lead, accountId: string, at: Timestamp): Account {
	const { company, fullName, email, phoneE164, leadId } = lead;
	return {
		accountId,
		name: company ?? fullName ?? email ?? phoneE164 ?? leadId,
		...(company === undefined ? { isPerson: true } : {}),
		...factsOf(lead, [...addressKeys, ...companyFacts]),
		createdAt: at,
		updatedAt: at,
	};
}

/** An account with what a further lead knows and it does not: blanks are filled, nothing is overwritten. */
export function fillBlanks(account: Account, lead: Lead, at: Timestamp): Account {
	// An address is one thing: a city of one lead and a street of another make a place that does not exist.
	const hasAddress = addressKeys.some((key) => account[key] !== undefined);
	const facts = factsOf(lead, hasAddress ? companyFacts : [...addressKeys, ...companyFacts]);
	const filled = { ...facts, ...account };
	return Object.keys(filled).length === Object.keys(account).length
		? account
		: { ...filled, updatedAt: at };
}

const addressKeys = ['street', 'city', 'state', 'postalCode', 'country'] as const;
const companyFacts = ['website', 'industry', 'employees', 'revenue', 'owner', 'source'] as const;

function factsOf(
	lead: Lead,
	keys: ReadonlyArray<(typeof addressKeys | typeof companyFacts)[number]>,
): Partial<Account> {
	const facts = keys.flatMap((key) => (lead[key] === undefined ? [] : [[key, lead[key]]]));
	return { ...companyDomain(lead.domain), ...Object.fromEntries(facts) };
}

function companyDomain(domain: string | undefined): { domain?: string } {
	const plain =
		domain
			?.trim()
			.toLowerCase()
			.replace(/^www\./, '') ?? '';
	return plain === '' || isFreeDomain(plain) ? {} : { domain: indexable(plain) };
}
