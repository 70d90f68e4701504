import type { Lead } from '../../lead/lead';
import type { Check } from '../check';
import { splitUsAddress } from './us';
import { stateCode } from './usStates';

/** A street alone reaches nobody: something has to tell in which place it is. */
export function verifyStreet({
	street = '',
	city,
	postalCode,
}: Pick<Partial<Lead>, 'street' | 'city' | 'postalCode'>): Check {
	const field = 'street';
	if (!/\p{L}/u.test(street))
		return { field, status: 'invalid', reason: 'There are no letters in it' };
	if (city?.trim() || postalCode?.trim()) return { field, status: 'valid' };
	const whole = splitUsAddress(street);
	return whole?.street && whole.city && whole.postalCode
		? { field, status: 'risky', reason: 'The whole address stands in it', suggestion: whole.street }
		: { field, status: 'unknown', reason: 'Neither city nor postal code is given' };
}

/** Checks a state of the United States; the suggestion is its abbreviation. */
export function verifyState(text: string): Check {
	const field = 'state';
	const code = stateCode(text);
	if (code === undefined)
		return { field, status: 'unknown', reason: 'No state of this name is known' };
	return { field, status: 'valid', ...(code === text ? {} : { suggestion: code }) };
}
