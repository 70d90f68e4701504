import type { Condition } from '../filter/condition';
import type { Decay } from './decay';
import type { LearnedModel } from './learn/model';
import type { ScoreGroup } from './signals';
import type { VerifiableField, VerificationResult } from './verification';

/** Points for something a lead does. Of several rules that fit one touchpoint the first counts. */
export interface TouchRule {
	kind: 'touchpoint';
	/** A signal's key, a touchpoint type, or a group such as 'web.*'. */
	when: string;
	/** In words; the signal's label where absent. */
	name?: string;
	/** Only touchpoints that mention one of these words (address, content, topics, campaign). */
	mentions?: string[];
	points: number;
	decay: Decay;
	/** How many touchpoints count within 30 days; the newest do. */
	atMost?: number;
	group?: ScoreGroup;
}

/** Points for what a lead is; they belong to the fit and do not fade unless the rule says since when. */
export interface FieldRule {
	kind: 'field';
	when: Condition;
	name?: string;
	points: number;
	/** For results from outside (a credit check): the field that says when it was found, and how it fades from then. */
	since?: string;
	decay?: Decay;
}

/** Points for what verifying a piece of contact data comes to; they belong to the fit. */
export interface VerificationRule {
	kind: 'verification';
	field: VerifiableField;
	result: VerificationResult;
	name?: string;
	points: number;
}

/** Points for hearing nothing of a lead for so many days. */
export interface SilenceRule {
	kind: 'silence';
	days: number;
	points: number;
}

/** A line of the rules table. */
export type ScoreRule = TouchRule | FieldRule | VerificationRule | SilenceRule;

/** Everything a score is set to; what is absent has the defaults below. */
export interface ScoreConfig {
	rules: ScoreRule[];
	/** 0…1: how much of the score is fit; the rest is engagement. */
	fitWeight?: number;
	caps?: Partial<Record<ScoreGroup, number>>;
	hotFrom?: number;
	warmFrom?: number;
	coldFrom?: number;
	/** What colleagues at the same company did counts for each of them: this share of their engagement, at most so many points. */
	company?: { share: number; cap: number };
	/** A table learned from history: instead of the rules, or blended with them as far as it is to be trusted. */
	learned?: { model: LearnedModel; only: boolean };
}

const halfLife = (
	when: string,
	points: number,
	days: number,
	atMost: number,
	group: ScoreGroup,
): TouchRule => ({
	kind: 'touchpoint',
	when,
	points,
	decay: { kind: 'halfLife', days },
	atMost,
	group,
});

const once = (when: string, points: number, decay: Decay): TouchRule => ({
	kind: 'touchpoint',
	when,
	points,
	decay,
	group: 'other',
});

/** The rules a new node begins with: points, half-life in days, how many count in 30 days. Opens tell nothing: machines open. */
export const defaultRules: readonly ScoreRule[] = [
	halfLife('demoOrQuote', 40, 45, 1, 'other'),
	halfLife('callAnswered', 25, 30, 3, 'conversations'),
	halfLife('meetingHeld', 40, 60, 2, 'conversations'),
	halfLife('reply', 25, 30, 3, 'conversations'),
	halfLife('chat', 15, 21, 3, 'conversations'),
	halfLife('pricingPage', 10, 14, 3, 'web'),
	halfLife('formSubmit', 15, 30, 2, 'other'),
	halfLife('download', 8, 30, 3, 'web'),
	halfLife('adClick', 4, 7, 3, 'ads'),
	halfLife('emailClick', 5, 14, 5, 'email'),
	halfLife('pageView', 1, 7, 10, 'web'),
	halfLife('dwell', 3, 7, 5, 'web'),
	once('unsubscribe', -50, { kind: 'halfLife', days: 365 }),
	once('hardBounce', -30, { kind: 'halfLife', days: 365 }),
	once('complaint', -100, { kind: 'none' }),
	{ kind: 'silence', days: 90, points: -10 },
];

/** The most that the touchpoints of a group add together. */
export const defaultCaps: Readonly<Partial<Record<ScoreGroup, number>>> = {
	web: 30,
	email: 25,
	conversations: 40,
	ads: 10,
};
