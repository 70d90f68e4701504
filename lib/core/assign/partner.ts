import { newestStatement } from '../lead/consent';
import type { Lead, Timestamp } from '../lead/lead';

/** On which terms a partner takes leads. */
export interface PartnerTerms {
	/** What one lead costs the partner, in the workspace's currency. */
	price?: number;
	/** Days within which the partner may return a lead; absent means that none comes back. */
	returnDays?: number;
}

/** Why a lead is not given to a partner. */
export const notShared = 'is a partner, and the lead has not agreed to be shared';

/** Whether a person has agreed to their data being given to a partner: their last word on it counts, and silence is no yes. */
export function mayBeShared({ consent = [] }: Lead): boolean {
	return newestStatement(consent.filter(({ purpose }) => purpose === 'sharing'))?.given === true;
}

/**
 * What stands in the log of a lead that a partner was given.
 *
 * @param at milliseconds since the epoch
 */
export function termsAt(
	{ price, returnDays }: PartnerTerms,
	at: number,
): { price?: number; returnUntil: Timestamp } {
	const until = new Date(at + (returnDays ?? 0) * 86_400_000).toISOString();
	return { ...(price === undefined ? {} : { price }), returnUntil: until };
}
