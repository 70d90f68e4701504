import type { Account, Contact, Opportunity, OpportunityState } from '../core/convert/types';
import type { Timestamp } from '../core/lead/lead';

/** A page of accounts, contacts or opportunities in the order of their making; the filters are joined by and. */
export interface SalesQuery {
	accountIds?: string[];
	leadIds?: string[];
	/** Made or changed at or after this time. */
	changedSince?: Timestamp;
	limit: number;
	/** The cursor that the page before gave. */
	after?: string;
}
/** A page of accounts; `leads` is how many leads became a contact of each. */
export interface AccountPage {
	accounts: Array<Account & { contacts: number }>;
	next?: string;
}
/** A page of contacts. */
export interface ContactPage {
	contacts: Contact[];
	next?: string;
}
/** A page of sales; the state follows the lead's stage. */
export interface OpportunityPage {
	opportunities: Array<Opportunity & { state: OpportunityState; accountName: string }>;
	next?: string;
}
