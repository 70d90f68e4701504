import type { Lead, Stage } from '../lead/lead';
import { moveStage } from '../lead/lifecycle';
import { stageTouches } from '../lead/moves';
import type { Touchpoint } from '../lead/touchpoint';
import { advance } from '../track/advance';
import { fillBlanks, newAccount } from './account';
import type {
	Account,
	Contact,
	Converted,
	ConvertRequest,
	Opportunity,
	OpportunityState,
} from './types';

/** What the store knows of a lead's sale when the conversion is decided. */
export interface KnownSale {
	/** The lead's own account, else the one its domain or name leads to. */
	account?: Account;
	contact?: Contact;
	/** The lead's newest opportunity. */
	opportunity?: Opportunity;
}

/** What is to become of a lead; the store writes it in the transaction in which it asked. */
export type ConvertDecision =
	| ({ kind: 'converted'; lead: Lead; touchpoints: Touchpoint[] } & Converted)
	/** It was converted before: nothing changes. */
	| ({ kind: 'already'; lead: Lead } & Converted)
	| { kind: 'refused'; lead: Lead; message: string };

/**
 * Converts a lead into account, contact and, where wanted, opportunity. The account it matches gets what it does not know
 * yet and keeps the rest. The lead moves to 'opportunity' or 'keptAccount' through the stages between, and is locked from
 * then on. A second time changes nothing, unless the lead has been qualified anew since: then it is a further sale.
 *
 * @param now milliseconds since the epoch
 */
export function convertLead(
	lead: Lead,
	known: KnownSale,
	request: ConvertRequest,
	now: number,
): ConvertDecision {
	const done = alreadyDone(lead, known, request);
	if (done) return { kind: 'already', lead, ...done };
	const moved = moveTo(lead, request, now);
	if (typeof moved === 'string') return { kind: 'refused', lead, message: moved };
	const at = new Date(now).toISOString();
	const [accountId = '', contactId = '', opportunityId = '', ...touchIds] = request.ids;
	const account = known.account
		? fillBlanks(known.account, lead, at)
		: newAccount(lead, accountId, at);
	const contact = known.contact ?? contactOf(lead, contactId, account.accountId, at);
	const opportunity =
		request.into === 'opportunity'
			? opportunityOf(lead, request, account, opportunityId, at)
			: undefined;
	const { dealValue = opportunity?.value } = lead;
	const after: Lead = {
		...moved,
		accountId: account.accountId,
		convertedAt: at,
		updatedAt: at,
		...(opportunity && { opportunityId: opportunity.opportunityId }),
		...(dealValue !== undefined && { dealValue }),
	};
	return {
		kind: 'converted',
		lead: after,
		account,
		isKnownAccount: known.account !== undefined,
		contact,
		...(opportunity && { opportunity }),
		touchpoints: stageTouches(lead, after, touchIds),
	};
}

/** How a sale stands by what became of its lead since. */
export function opportunityState(
	{ createdAt }: Pick<Opportunity, 'createdAt'>,
	lead: Pick<Lead, 'stage' | 'wonAt'> | undefined,
): OpportunityState {
	if (lead?.wonAt !== undefined && lead.wonAt >= createdAt) return 'won';
	if (lead?.stage === 'customer' || lead?.stage === 'keptAccount') return 'won';
	return lead?.stage === 'opportunity' || lead?.stage === 'qualified' ? 'open' : 'lost';
}

function alreadyDone(
	{ convertedAt, accountId, stageHistory }: Lead,
	{ account, contact, opportunity }: KnownSale,
	{ into }: ConvertRequest,
): Converted | undefined {
	if (convertedAt === undefined || !account || !contact || account.accountId !== accountId)
		return undefined;
	if (into === 'opportunity' && opportunity === undefined) return undefined;
	if (stageHistory.some(({ to, at }) => to === 'qualified' && at > convertedAt)) return undefined;
	return { account, isKnownAccount: true, contact, ...(opportunity && { opportunity }) };
}

const reopened: Partial<Record<Stage, string>> = {
	bad: 'It is marked bad. Move it to nurturing or filtered first',
	disqualified: 'It is disqualified. Reopen it first',
	junk: 'It is junk. Restore it first',
	merged: 'It was merged into another lead. Convert that one',
	erased: 'It was erased',
};

/** The lead at its new stage, or why it cannot get there. */
function moveTo(lead: Lead, { into, by, note }: ConvertRequest, now: number): Lead | string {
	const closed = reopened[lead.stage];
	if (closed !== undefined) return closed;
	if (lead.quarantined) return 'It is in quarantine. Review it first';
	const why = note ?? 'Converted';
	// A customer stays one; what was kept as an account begins a new sale.
	if (lead.stage === 'customer') return lead;
	if (into === 'account') {
		if (lead.stage === 'keptAccount' || lead.stage === 'opportunity') return lead;
		return step(advance(lead, 'qualified', why, by, now), 'keptAccount', by, now, why);
	}
	if (lead.stage !== 'keptAccount') return advance(lead, 'opportunity', why, by, now);
	const again = step(lead, 'qualified', by, now, why);
	return typeof again === 'string' ? again : step(again, 'opportunity', by, now, why);
}

function step(lead: Lead, to: Stage, by: string, at: number, note: string): Lead | string {
	const result = moveStage(lead, { to, by, at, note });
	return result.kind === 'refused' ? result.message : result.lead;
}

function contactOf(lead: Lead, contactId: string, accountId: string, at: string): Contact {
	const { leadId, fullName, email, phoneE164, phone = phoneE164, title } = lead;
	return {
		contactId,
		accountId,
		leadId,
		...(fullName !== undefined && { name: fullName }),
		...(email !== undefined && { email }),
		...(phone !== undefined && { phone: phoneE164 ?? phone }),
		...(title !== undefined && { title }),
		createdAt: at,
	};
}

function opportunityOf(
	lead: Lead,
	{ name = '', value = lead.dealValue, currency, closeDate }: ConvertRequest,
	account: Account,
	opportunityId: string,
	at: string,
): Opportunity {
	const { leadId, owner, source, campaign } = lead;
	return {
		opportunityId,
		accountId: account.accountId,
		leadId,
		name: name.trim() || account.name,
		...(value !== undefined && { value, currency: lead.currency ?? currency }),
		...(closeDate !== undefined && { closeDate }),
		...(owner !== undefined && { owner }),
		...(source !== undefined && { source }),
		...(campaign !== undefined && { campaign }),
		createdAt: at,
		updatedAt: at,
	};
}
