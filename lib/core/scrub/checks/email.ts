import { verifyEmail } from '../../verify/email/verify';
import { nameOf } from '../text';
import type { Finding, ScrubLead } from '../types';

/** Addresses that reach nobody, are meant to be thrown away, or belong to no person. */
export function findEmail(lead: ScrubLead): Finding[] {
	const email = lead.email?.trim() ?? '';
	if (email === '')
		return reachable(lead)
			? []
			: [finding(15, 'There is neither an e-mail address nor a phone number', 'inaccurateData')];
	const check = verifyEmail(email);
	if (check.status === 'invalid')
		return [finding(30, check.reason ?? 'Not an e-mail address', 'inaccurateData')];
	if (check.suggestion)
		return [finding(5, `${check.reason ?? 'A slip in the address'}`, 'inaccurateData')];
	if (check.isDisposable)
		return [
			finding(
				40,
				`${check.reason ?? 'A disposable address'}: ${check.domain ?? ''}`,
				'fakeIdentity',
			),
		];
	if (check.isRole && nameOf(lead) === '')
		return [finding(10, 'A shared mailbox and no name', 'inaccurateData')];
	return [];
}

function reachable({ phone, phoneE164, linkedinUrl, externalIds }: ScrubLead): boolean {
	return Boolean(
		phone?.trim() ||
		phoneE164 ||
		linkedinUrl ||
		(externalIds && Object.keys(externalIds).length > 0),
	);
}

function finding(points: number, text: string, reason: Finding['reason']): Finding {
	return { check: 'email', points, text, reason };
}
