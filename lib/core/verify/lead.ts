import type { Lead } from '../lead/lead';
import { countryCode } from './address/country';
import { verifyPostalCode } from './address/postalCode';
import { verifyState, verifyStreet } from './address/verify';
import { companyCore } from './company/core';
import { verifyCompany } from './company/verify';
import { classifyTitle } from './title/classify';
import { verifyTitle } from './title/verify';
import type { Area, Level } from './title/levels';
import type { Check } from './check';
import { verifyEmail } from './email/verify';
import { splitName } from './name/split';
import { repairCase } from './name/case';
import { verifyPhone } from './phone';

/** All checks of a lead's contact data, and what they settled. Nothing of the lead is changed. */
export interface VerifiedLead {
	/** One check per field that has a value. */
	checks: Check[];
	emailStatus?: Check['status'];
	phoneStatus?: Check['status'];
	/** Only where the number is one that can exist. */
	phoneE164?: string;
	isFreeEmail?: boolean;
	isDisposableEmail?: boolean;
	isRoleEmail?: boolean;
	/** The company's name without its legal form, for comparing and addressing. */
	companyCore?: string;
	/** Rank and field of the job title, where it tells them. */
	titleLevel?: Level;
	titleArea?: Area;
}

/** Which fields are checked (all where absent) and the country of numbers and codes that name none. */
export interface VerifyOptions {
	defaultCountry?: string;
	only?: readonly string[];
}

/**
 * Checks e-mail, phone, name, company, job title and address of a lead, each field by itself; one without a value is left out.
 *
 * @example
 * verifyLead({ email: 'ann@gmial.com' }, {}).checks
 * //=> [{ field: 'email', status: 'risky', reason: 'Probably meant ann@gmail.com', suggestion: 'ann@gmail.com' }]
 */
export function verifyLead(
	lead: Partial<Lead>,
	{ defaultCountry = '', only }: VerifyOptions,
): VerifiedLead {
	const wanted = (field: string): boolean => only === undefined || only.includes(field);
	const country = (lead.country ? countryCode(lead.country) : undefined) ?? defaultCountry;
	const verified: VerifiedLead = { checks: [] };
	if (lead.email?.trim() && wanted('email')) {
		const check = verifyEmail(lead.email.trim());
		verified.checks.push(bare(check));
		verified.emailStatus = check.status;
		verified.isFreeEmail = check.isFree;
		verified.isDisposableEmail = check.isDisposable;
		verified.isRoleEmail = check.isRole;
	}
	if (lead.phone?.trim() && wanted('phone')) {
		const check = verifyPhone(lead.phone, country);
		verified.checks.push(
			bare({
				...check,
				...(check.e164 && check.e164 !== lead.phone ? { suggestion: check.e164 } : {}),
			}),
		);
		verified.phoneStatus = check.status;
		if (check.e164 && check.status !== 'invalid') verified.phoneE164 = check.e164;
	}
	const name = nameCheck(lead);
	if (name !== undefined && wanted(name.field)) verified.checks.push(name);
	if (lead.company?.trim() && wanted('company')) {
		verified.checks.push(verifyCompany(lead.company.trim(), lead.domain));
		const core = companyCore(lead.company);
		if (core !== '') verified.companyCore = core;
	}
	if (lead.title?.trim() && wanted('title')) {
		const { level, area } = classifyTitle(lead.title);
		verified.checks.push(verifyTitle(lead.title.trim(), { level, area }));
		if (level !== 'other') verified.titleLevel = level;
		if (area !== 'other') verified.titleArea = area;
	}
	if (lead.street?.trim() && wanted('street')) verified.checks.push(verifyStreet(lead));
	if (lead.state?.trim() && country === 'US' && wanted('state'))
		verified.checks.push(verifyState(lead.state.trim()));
	if (lead.country?.trim() && wanted('country')) verified.checks.push(countryCheck(lead.country));
	if (lead.postalCode?.trim() && wanted('postalCode'))
		verified.checks.push(verifyPostalCode(lead.postalCode, country));
	return verified;
}

function nameCheck({ fullName, firstName, lastName }: Partial<Lead>): Check | undefined {
	const name = fullName ?? [firstName, lastName].filter(Boolean).join(' ');
	if (name.trim() === '') return undefined;
	const field = 'fullName';
	if (!/\p{L}/u.test(name))
		return { field, status: 'invalid', reason: 'There are no letters in it' };
	if (/https?:|www\.|[<>{}@]/i.test(name))
		return { field, status: 'invalid', reason: 'It is no name' };
	const repaired = repairCase(name);
	const whole = splitName(name);
	const partial = whole.firstName === undefined || whole.lastName === undefined;
	return {
		field,
		status: partial ? 'unknown' : 'valid',
		...(partial ? { reason: 'Only one name is given' } : {}),
		...(repaired === name ? {} : { suggestion: repaired }),
	};
}

function countryCheck(text: string): Check {
	const code = countryCode(text);
	if (code === undefined)
		return { field: 'country', status: 'unknown', reason: 'No country of this name is known' };
	return {
		field: 'country',
		status: 'valid',
		...(code === text.trim() ? {} : { suggestion: code }),
	};
}

/** The four fields that every check has, without what is particular to one. */
function bare({ field, status, reason, suggestion }: Check): Check {
	return { field, status, ...(reason && { reason }), ...(suggestion && { suggestion }) };
}
