import type { Timestamp } from '../core/lead/lead';
import type { Suppression } from '../core/nurture/types';

/** One more of something that is limited, e.g. submissions from an address. */
export interface LimitWish {
	/** What is counted, e.g. 'ip:192.0.2.1'; kept as a salted hash only. */
	key: string;
	/** All of them have to hold. */
	limits: Array<{ most: number; withinMs: number }>;
	/** What is counted here, where it may be asked for again: let through and not counted anew while the longest limit runs. */
	once?: string;
}

/** A confirmation mail that is owed to a lead for one submission. */
export interface Confirmation {
	receiptId: string;
	leadId: string;
	/** Which form it belongs to, e.g. 'webhook:lead/main/newsletter'. */
	form: string;
	/** The form's public address, for the link in the mail. */
	address: string;
}

/** Limits of public forms, confirmation mails, subscribing again. */
export interface PublicForms {
	/**
	 * Counts one more for each key that is still below all its limits and says for each whether it was; what is refused is not counted.
	 * Isolation: counted and written in one transaction, so that parallel requests cannot pass a limit together.
	 */
	take(wishes: LimitWish[]): Promise<boolean[]>;
	/** Confirmation mails of a form that are due, claimed for `leaseMs`; `attempts` counts this one. */
	claimConfirmations(claim: {
		form: string;
		leaseMs: number;
		limit: number;
	}): Promise<Array<Confirmation & { attempts: number }>>;
	/** Ends claimed mails, or puts them off by `retryInMs`. */
	settleConfirmations(rows: Array<{ receiptId: string; retryInMs?: number }>): Promise<void>;
	/** Takes back 'unsubscribed' for addresses that were confirmed anew, unless it was said after that; bounces, complaints and erasures stay suppressed. */
	resubscribe(
		who: Array<Pick<Suppression, 'kind' | 'value'> & { confirmedAt: Timestamp }>,
	): Promise<void>;
}
