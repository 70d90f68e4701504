import type { Timestamp } from '../lead/lead';

/** A company (or a person without one) that leads became; matched by domain, then by name. */
export interface Account {
	accountId: string;
	name: string;
	/** Made of a lead without a company: its name is a person's. */
	isPerson?: boolean;
	domain?: string;
	website?: string;
	phone?: string;
	industry?: string;
	employees?: number;
	revenue?: number;
	street?: string;
	city?: string;
	state?: string;
	postalCode?: string;
	/** ISO 3166-1 alpha-2. */
	country?: string;
	owner?: string;
	/** Where the first lead of the account came from. */
	source?: string;
	createdAt: Timestamp;
	updatedAt: Timestamp;
}

/** A person of an account; every converted lead is one. */
export interface Contact {
	contactId: string;
	accountId: string;
	leadId: string;
	name?: string;
	email?: string;
	phone?: string;
	title?: string;
	createdAt: Timestamp;
}

/** A sale that may come of a lead. */
export interface Opportunity {
	opportunityId: string;
	accountId: string;
	leadId: string;
	name: string;
	value?: number;
	/** ISO 4217. */
	currency?: string;
	/** Day on which the sale is expected, 'YYYY-MM-DD'. */
	closeDate?: string;
	owner?: string;
	source?: string;
	campaign?: string;
	createdAt: Timestamp;
	updatedAt: Timestamp;
}

/** How a sale stands: it follows its lead's stage, so that nobody has to keep both. */
export type OpportunityState = 'open' | 'won' | 'lost';

/** How a lead's account is looked for. */
export type AccountMatch = 'domainThenName' | 'domain' | 'none';

/** A wish to convert one lead, as data, so that the store can decide inside its transaction. */
export interface ConvertRequest {
	leadId: string;
	into: 'opportunity' | 'account';
	/** Name of the opportunity; the account's where absent. */
	name?: string;
	value?: number;
	currency: string;
	/** 'YYYY-MM-DD'. */
	closeDate?: string;
	matchAccount: AccountMatch;
	note?: string;
	by: string;
	/** Ids for what is made, `idsPerConversion` of them, from the caller. */
	ids: string[];
}

/** Account, contact, opportunity, and one touchpoint for each of the six stages that a conversion may pass. */
export const idsPerConversion = 9;

/** What a conversion made or found. */
export interface Converted {
	account: Account;
	/** Whether the account was there before. */
	isKnownAccount: boolean;
	contact: Contact;
	opportunity?: Opportunity;
}
