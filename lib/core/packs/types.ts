import type { FilterConfig } from '../filter/profile';
import type { Reason } from '../lead/lifecycle';
import type { Step } from '../nurture/types';
import type { ScoreRule } from '../score/rules';

/** Names of the packs. */
export const packKeys = [
	'b2b',
	'callCentre',
	'debtSettlement',
	'education',
	'healthcare',
	'insurance',
	'loanModification',
	'mortgage',
	'realEstate',
] as const;

/** A name of a pack. */
export type PackKey = (typeof packKeys)[number];

/** A field that an industry asks for besides the catalogue; its values are kept in the lead's `extra`. */
export interface PackField {
	/** The name under which conditions, merge tags and sheets know it. */
	key: string;
	label: string;
	type: 'text' | 'number' | 'money' | 'date' | 'choice';
	/** What a choice offers. */
	choices?: readonly string[];
	/** Other names that forms and lists give it; compared without case, spaces and punctuation. */
	aliases?: readonly string[];
	/** Worked out where it is not told: 100 · part ÷ whole, of two other fields. */
	percent?: { part: string; whole: string };
}

/** Why a bought lead may be given back, and what has to be shown for it. */
export interface ReturnReason {
	reason: Reason;
	evidence: string;
}

/** How often, when and about what people of an industry are contacted. */
export interface ContactRules {
	/** Minutes until the first answer is due. */
	answerWithinMinutes: number;
	/** Minutes a rep has to accept an offered lead. */
	acceptWithinMinutes: number;
	/** At most so many calls within so many days; then the lead is 'unable to reach'. */
	callAttempts: { most: number; days: number };
	/** Words that no subject line may hold, because a subject is read over shoulders. */
	notInSubject?: readonly string[];
}

/** What an industry brings: everything here is data that nodes and templates pick by the pack's name. */
export interface Pack {
	key: PackKey;
	label: string;
	/** Who it is for, in a sentence. */
	description: string;
	fields: readonly PackField[];
	/** Ideal customer, knock-outs, what somebody has to look at, categories. */
	filter: FilterConfig;
	/** Rules that Score applies before its own table. */
	score: readonly ScoreRule[];
	/** What takes a lead out of the process in this industry. */
	reasons: readonly Reason[];
	/** Rules of vendors who sell such leads; absent where leads are rarely bought. */
	returns?: { withinDays: number; reasons: readonly ReturnReason[] };
	sequence: { name: string; steps: readonly Step[] };
	contact: ContactRules;
	/** What to have checked by somebody who knows the law where you are; a checklist, no advice. */
	checklist: readonly string[];
}
