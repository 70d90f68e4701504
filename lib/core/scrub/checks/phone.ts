import { verifyPhone } from '../../verify/phone';
import type { Finding, ScrubLead, ScrubSettings } from '../types';

/** Numbers that were made up, and numbers that cannot exist. */
export function findPhone(lead: ScrubLead, { defaultCountry }: ScrubSettings): Finding[] {
	const phone = lead.phone ?? lead.phoneE164 ?? '';
	const digits = phone.replace(/\D/g, '');
	if (digits.length < 3) return [];
	if (isMadeUp(digits)) {
		return [
			{ check: 'phone', points: 30, text: 'The phone number is made up', reason: 'fakeIdentity' },
		];
	}
	const status = lead.phoneStatus ?? verifyPhone(phone, lead.country ?? defaultCountry).status;
	if (status !== 'invalid') return [];
	return [
		{
			check: 'phone',
			points: 10,
			text: 'No such phone number can exist',
			reason: 'inaccurateData',
		},
	];
}

/** One digit over and over, counting up or down, 555-555-5555. */
function isMadeUp(digits: string): boolean {
	const national = digits.length > 10 ? digits.slice(-10) : digits;
	if (national.length < 6) return false;
	if (new Set(national).size === 1 || /^(\d{1,3})\1{2,}$/.test(national)) return true;
	const upAndDown = '01234567890123456789 98765432109876543210';
	return national.length >= 7 && upAndDown.includes(national);
}
