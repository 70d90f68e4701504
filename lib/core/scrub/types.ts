import type { Reason } from '../lead/lifecycle';
import type { Lead } from '../lead/lead';

/** The kinds of junk that are looked for; a user may switch each off. */
export const scrubChecks = [
	'names',
	'mash',
	'tests',
	'bots',
	'spam',
	'email',
	'phone',
	'obsolete',
] as const;
/** One of them. */
export type ScrubCheck = (typeof scrubChecks)[number];

/** How readily a lead is taken for junk. */
export type Strictness = 'careful' | 'balanced' | 'strict';

/** Points from which a lead is junk or is looked at by a person. */
export const thresholds: Readonly<Record<Strictness, { junk: number; review: number }>> = {
	careful: { junk: 70, review: 30 },
	balanced: { junk: 50, review: 25 },
	strict: { junk: 35, review: 15 },
};

/** What speaks against a lead. */
export interface Finding {
	check: ScrubCheck;
	/** 0…100 */
	points: number;
	/** In words, e.g. 'The name is that of a cartoon character'. */
	text: string;
	/** The reason under which the lead would be junk. */
	reason: Reason;
}

/** What is looked at: the lead's own fields, and what the form knew of the sender. */
export type ScrubLead = Partial<Lead>;

/** What a check is told besides the lead. */
export interface ScrubSettings {
	/** Milliseconds since the epoch. */
	now: number;
	strictness: Strictness;
	/** Undefined means all. */
	checks?: readonly ScrubCheck[];
	/** ISO 3166-1 alpha-2 for phone numbers without a country. */
	defaultCountry?: string;
	/** Days without any sign of life after which data counts as obsolete. */
	obsoleteAfterDays?: number;
}

/** What scrubbing came to. */
export interface ScrubResult {
	verdict: 'clean' | 'review' | 'junk';
	/** Sum of the findings, at most 100. */
	points: number;
	/** Findings, heaviest first. */
	findings: Finding[];
	/** The findings in words with their points. */
	reasons: string[];
	/** Why the lead is junk, by the heaviest finding; absent where nothing speaks against it. */
	reason?: Reason;
}
