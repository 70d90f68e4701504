import type { CompiledCondition } from '../filter/condition';
import { isMissing, factsOf, toText, type Facts } from '../filter/values';
import { verifyLead, type VerifiedLead } from '../verify/lead';
import type { Lead } from '../lead/lead';

/** What a verification of contact data may come to, and what it is called. */
export const verificationResults = {
	valid: 'Valid',
	risky: 'Risky',
	invalid: 'Invalid',
	unknown: 'Unknown',
	free: 'Free Mailbox',
	disposable: 'Disposable Address',
	role: 'Role Address',
} as const;

/** Fields of a lead that can be verified, and what they are called. */
export const verifiableFields = {
	email: 'E-Mail',
	phone: 'Phone',
	fullName: 'Name',
	company: 'Company',
	title: 'Job Title',
	street: 'Street',
	state: 'State',
	postalCode: 'Postal Code',
	country: 'Country',
} as const;

/** Key of a result. */
export type VerificationResult = keyof typeof verificationResults;
/** Key of a field. */
export type VerifiableField = keyof typeof verifiableFields;

const addressResults: readonly VerificationResult[] = ['free', 'disposable', 'role'];

/**
 * Asks whether verifying a field of a lead comes to a result; unknown while the field is empty. The lead is verified when it is
 * asked, so that no earlier node has to have done it; an e-mail or phone that the lead already knows to be invalid (after a
 * bounce) stays so. A text says why the question makes no sense.
 */
export function verificationCondition(
	field: VerifiableField,
	result: VerificationResult,
): CompiledCondition | string {
	const label = verifiableFields[field];
	const words = `${label} is ${verificationResults[result].toLowerCase()}`;
	if (addressResults.includes(result) && field !== 'email') {
		return `'${words}' is asked of an e-mail only. Choose E-Mail, or another result.`;
	}
	return {
		words,
		fields: [...looked, 'emailStatus', 'phoneStatus'],
		read: (lead) => factsOf(lead)[field],
		ask: (lead) => {
			const facts = factsOf(lead);
			const says = holds(facts, verifyLead(textsOf(facts), { only: [field] }), field, result);
			return says === undefined ? 'unknown' : says ? 'met' : 'failed';
		},
	};
}

const looked: readonly string[] = [
	...Object.keys(verifiableFields),
	'firstName',
	'lastName',
	'domain',
];

/** What a verification looks at, as text: an item may hold a phone as a number. */
function textsOf(facts: Facts): Partial<Lead> {
	return Object.fromEntries(
		looked.flatMap((key) => (isMissing(facts[key]) ? [] : [[key, toText(facts[key])]])),
	);
}

function holds(
	{ emailStatus, phoneStatus }: Facts,
	verified: VerifiedLead,
	field: VerifiableField,
	result: VerificationResult,
): boolean | undefined {
	switch (result) {
		case 'free':
			return verified.isFreeEmail;
		case 'disposable':
			return verified.isDisposableEmail;
		case 'role':
			return verified.isRoleEmail;
		default: {
			const kept = field === 'email' ? emailStatus : field === 'phone' ? phoneStatus : undefined;
			const fresh = verified.checks.find((check) => check.field === field)?.status;
			return fresh === undefined ? undefined : (kept === 'invalid' ? kept : fresh) === result;
		}
	}
}
