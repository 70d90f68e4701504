import { newestStatement } from '../lead/consent';
import type { ContactChannel, Lead, Purpose } from '../lead/lead';
import type { WorkspaceSettings } from '../workspace/settings';
import { isTopicOff } from './preferences';
import type { Sequence, Suppression } from './types';

/** Why somebody must not be contacted now. */
export type ContactReason =
	| 'paused'
	| 'doNotContact'
	| 'suppressed'
	| 'unsubscribed'
	| 'noEmail'
	| 'invalidEmail'
	| 'noPhone'
	| 'noAddress'
	| 'stage'
	| 'noConsent'
	| 'noPublicAddress'
	| 'noPostalAddress'
	| 'readerPause';

/** Whether somebody may be contacted; `retryAt` (milliseconds) says when it is worth asking again, absent for never. */
export type ContactVerdict = { ok: true } | { ok: false; reason: ContactReason; retryAt?: number };

/** What the question depends on besides the lead. */
export interface ContactFacts {
	settings: Pick<
		WorkspaceSettings,
		'sendingPaused' | 'publicAddress' | 'postalAddress' | 'testMode'
	>;
	consent: Sequence['consent'];
	sequence?: string;
	/** What the message is about. */
	topics?: readonly string[];
	/** Entries that name the lead's address, its domain or its phone. */
	suppressions: ReadonlyArray<Pick<Suppression, 'scope' | 'reason'>>;
	/** The mailbox is a local one that delivers to nobody, or the user accepts unsubscribing by mail alone. */
	withoutPublicAddress?: boolean;
}

/**
 * Whether a lead may be contacted by a channel for a purpose. Asked before every message; the first reason that holds is
 * given, those nobody can change first.
 *
 * Consent for marketing by country: needed everywhere but in countries whose law lets people opt out instead (United States,
 * CAN-SPAM Act). A withdrawn consent counts everywhere; a customer may be written to about similar offers
 * (Directive 2002/58/EC, article 13(2)).
 */
export function canContact(
	lead: Lead,
	channel: ContactChannel,
	purpose: Purpose,
	now: number,
	facts: ContactFacts,
): ContactVerdict {
	const reason =
		suppressionOf(lead, channel, facts) ??
		reachOf(lead, channel) ??
		(['junk', 'disqualified', 'merged', 'erased'].includes(lead.stage) || lead.quarantined === true
			? 'stage'
			: undefined) ??
		consentOf(lead, channel, purpose, facts) ??
		(facts.settings.sendingPaused === true ? 'paused' : undefined) ??
		(channel === 'email' && purpose === 'marketing' ? marketingMail(facts) : undefined);
	const pausedUntil = Date.parse(lead.mailPausedUntil ?? '');
	if (reason === undefined && channel === 'email' && purpose === 'marketing' && pausedUntil > now)
		return { ok: false, reason: 'readerPause', retryAt: pausedUntil };
	if (reason === undefined) return { ok: true };
	const wait = waits[reason];
	return wait === undefined ? { ok: false, reason } : { ok: false, reason, retryAt: now + wait };
}

/** Countries whose law allows marketing until somebody opts out. */
const optOutCountries: ReadonlySet<string> = new Set(['US']);

const minute = 60_000;
const day = 1_440 * minute;

/** How long a reason may hold before it is worth looking again; those without an entry end the enrolment. */
const waits: Partial<Record<ContactReason, number>> = {
	paused: 15 * minute,
	noEmail: day,
	invalidEmail: day,
	noPhone: day,
	noAddress: day,
	noConsent: day,
	noPublicAddress: 60 * minute,
	noPostalAddress: 60 * minute,
};

function suppressionOf(
	lead: Lead,
	channel: ContactChannel,
	{ suppressions, sequence, topics = [] }: ContactFacts,
): ContactReason | undefined {
	const scopes: string[] = [
		'all',
		channel,
		...(sequence === undefined ? [] : [`sequence:${sequence}`]),
	];
	const hit = suppressions.find(({ scope }) => scopes.includes(scope));
	if (hit === undefined && isTopicOff(topics, lead, suppressions)) return 'unsubscribed';
	if (hit !== undefined)
		return /unsubscri|optedOut|opt-out/i.test(hit.reason) ? 'unsubscribed' : 'suppressed';
	const closed = (lead.doNotContact ?? []).map((entry) => entry.trim().toLowerCase());
	return closed.includes('all') || closed.includes(channel) ? 'doNotContact' : undefined;
}

function reachOf(lead: Lead, channel: ContactChannel): ContactReason | undefined {
	if (channel === 'email') {
		if (lead.email === undefined) return 'noEmail';
		return lead.emailStatus === 'invalid' ? 'invalidEmail' : undefined;
	}
	if (channel === 'phone' || channel === 'sms') {
		return lead.phoneE164 === undefined && lead.phone === undefined ? 'noPhone' : undefined;
	}
	if (channel === 'postal')
		return lead.street === undefined && lead.postalCode === undefined ? 'noAddress' : undefined;
	return undefined;
}

function consentOf(
	lead: Lead,
	channel: ContactChannel,
	purpose: Purpose,
	{ consent }: ContactFacts,
): ContactReason | undefined {
	if (purpose !== 'marketing') return undefined;
	const statements = (lead.consent ?? []).filter(
		(row) => row.channel === channel && row.purpose === 'marketing',
	);
	const newest = newestStatement(statements);
	if (newest !== undefined) return newest.given ? undefined : 'unsubscribed';
	// Asked and not yet confirmed: nobody knows whose address it is.
	if (statements.length > 0) return 'noConsent';
	if (consent === 'never') return undefined;
	if (consent === 'always') return 'noConsent';
	if (lead.stage === 'customer' || lead.stage === 'keptAccount') return undefined;
	return optOutCountries.has(lead.country ?? '') ? undefined : 'noConsent';
}

/** Marketing mail has to carry a postal address and a link that unsubscribes (CAN-SPAM Act §5; RFC 8058). */
function marketingMail({
	settings,
	withoutPublicAddress,
}: ContactFacts): ContactReason | undefined {
	if (!settings.postalAddress?.trim()) return 'noPostalAddress';
	if (withoutPublicAddress === true) return undefined;
	return /^https:\/\//i.test(settings.publicAddress ?? '') ? undefined : 'noPublicAddress';
}
