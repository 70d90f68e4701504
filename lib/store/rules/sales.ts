import { opportunityState } from '../../core/convert/convert';
import type { Account, Contact, Opportunity } from '../../core/convert/types';
import type { Lead } from '../../core/lead/lead';
import type { AccountPage, OpportunityPage } from '../types';
import { int, maybeText, text } from '../rows/values';

type Row = Readonly<Record<string, unknown>>;

/** An account with how many contacts it has, whichever engine read it. */
export function toAccount(row: Row): AccountPage['accounts'][number] {
	const account: Account = JSON.parse(text(row.doc));
	return { ...account, contacts: int(row.contacts) };
}

/** A contact, whichever engine read it. */
export function toContact(row: Row): Contact {
	return JSON.parse(text(row.doc));
}

/** An opportunity with the state that its lead's stage gives it, whichever engine read it. */
export function toOpportunity(row: Row): OpportunityPage['opportunities'][number] {
	const opportunity: Opportunity = JSON.parse(text(row.doc));
	const lead = { stage: text(row.stage), wonAt: maybeText(row.won) };
	const state = opportunityState(opportunity, isLead(lead) ? lead : undefined);
	return { ...opportunity, state, accountName: text(row.account) };
}

function isLead(row: { stage: string; wonAt?: string }): row is Pick<Lead, 'stage' | 'wonAt'> {
	return row.stage !== '';
}
