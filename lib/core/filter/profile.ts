import type { Lead } from '../lead/lead';
import { compileCondition, type CompiledCondition, type Condition } from './condition';
import { toText } from './values';

/** One thing an ideal customer has, or must not have. */
export interface Criterion extends Condition {
	/** 1…10, default 5. */
	weight?: number;
	/**
	 * `counts` adds to the fit; `mustHave` has to be met; `knockOut` puts the lead outside when met, `review` leaves it at most
	 * possible when met, so that somebody looks; both add nothing.
	 */
	importance?: 'counts' | 'mustHave' | 'knockOut' | 'review';
}

/** A kind of customer that is wanted. */
export interface Profile {
	name: string;
	criteria: Criterion[];
}

/** A rule that names the category of leads; the first that is met counts. */
export interface CategoryRule extends Condition {
	category: string;
}

/** Everything a filter is set to. */
export interface FilterConfig {
	profiles: Profile[];
	/** Fit from which a lead is ideal (default 70), and possible (default 40). */
	idealFrom?: number;
	possibleFrom?: number;
	/** What a missing value is: left out of the sums, or counted as not met. */
	unknown?: 'leaveOpen' | 'miss';
	categories?: CategoryRule[];
}

/** What a profile says of a lead. */
export type Verdict = 'ideal' | 'possible' | 'outside' | 'unknown';

/** How well a lead fits one profile. */
export interface ProfileFit {
	profile: string;
	verdict: Verdict;
	/** 0…100; undefined while nothing is known that the profile asks for. */
	fit: number | undefined;
}

/** What the filter says of a lead. */
export interface FilterResult extends ProfileFit {
	/** A ≥ 75, B ≥ 50, C ≥ 25, else D; undefined while the fit is. */
	grade: string | undefined;
	category: string | undefined;
	/** Every criterion of the best profile in plain words, then the other profiles. */
	reasons: string[];
	/** All profiles, best first. */
	profiles: ProfileFit[];
}

/** A filter made ready once, to be asked of many leads; `now` in milliseconds since the epoch. */
export type CompiledFilter = (lead: Lead | object, now: number) => FilterResult;

/** A compiled filter with the fields it looks at, or every mistake in its settings in words. */
export type FilterCompilation =
	| { kind: 'compiled'; filter: CompiledFilter; fields: readonly string[] }
	| { kind: 'wrong'; messages: string[] };

/** A profile is judged only where at least this share of its weight is known. */
const enoughKnown = 0.4;

/**
 * Compiles ideal customer profiles into one function over leads.
 *
 * fit = 100 · Σ met weight ÷ Σ known weight, to one decimal. A missing value is in neither sum; with less than 40 % of the
 * weight known the verdict is `unknown`, never a fail. A met knock-out or a must-have that is known to fail is `outside`;
 * a must-have nobody knows of, or a met review criterion, leaves at most `possible`. Of several profiles the best verdict wins, then the best fit.
 */
export function compileProfiles(config: FilterConfig): FilterCompilation {
	const messages: string[] = [];
	const profiles = config.profiles.map((profile) => compileProfile(profile, messages));
	if (profiles.length === 0)
		messages.push('There is no profile. Add one with at least one criterion.');
	const categories = (config.categories ?? []).flatMap((rule) => {
		const result = compileCondition(rule);
		if (result.kind === 'compiled')
			return [{ category: rule.category, condition: result.condition }];
		messages.push(`Category '${rule.category}': ${result.message}`);
		return [];
	});
	if (messages.length > 0) return { kind: 'wrong', messages };
	const limits: Limits = {
		ideal: config.idealFrom ?? 70,
		possible: config.possibleFrom ?? 40,
		isMiss: config.unknown === 'miss',
	};
	const conditions = [
		...profiles.flatMap(({ criteria }) => criteria.map(({ condition }) => condition)),
		...categories.map(({ condition }) => condition),
	];
	return {
		kind: 'compiled',
		fields: conditions.flatMap(({ fields }) => fields),
		filter: (lead, now) => {
			const judged = profiles.map((profile) => judge(profile, lead, now, limits));
			if (judged.length > 1) judged.sort(byMerit);
			const [best] = judged;
			if (best === undefined) return nothingAsked;
			const { profile, verdict, fit, reasons } = best;
			for (let i = 1; i < judged.length; i++) reasons.push(otherProfile(judged[i] ?? best));
			const category = categories.find(
				({ condition }) => condition.ask(lead, now) === 'met',
			)?.category;
			return {
				verdict,
				fit,
				grade: gradeOf(fit),
				category,
				profile,
				reasons,
				profiles: judged.map(bare),
			};
		},
	};
}

/** Letter of a fit: A ≥ 75, B ≥ 50, C ≥ 25, else D. */
export function gradeOf(fit: number | undefined): string | undefined {
	if (fit === undefined) return undefined;
	return fit >= 75 ? 'A' : fit >= 50 ? 'B' : fit >= 25 ? 'C' : 'D';
}

interface Limits {
	ideal: number;
	possible: number;
	isMiss: boolean;
}

interface CompiledCriterion {
	condition: CompiledCondition;
	weight: number;
	importance: NonNullable<Criterion['importance']>;
	met: string;
	failed: string;
	unknown: string;
}

interface CompiledProfile {
	name: string;
	criteria: CompiledCriterion[];
	weight: number;
}

interface Judged extends ProfileFit {
	reasons: string[];
}

const nothingAsked: FilterResult = {
	verdict: 'unknown',
	fit: undefined,
	grade: undefined,
	category: undefined,
	profile: '',
	reasons: [],
	profiles: [],
};

function compileProfile(profile: Profile, messages: string[]): CompiledProfile {
	const where = `Profile '${profile.name}'`;
	if (profile.criteria.length === 0) messages.push(`${where} has no criterion. Add at least one.`);
	const criteria = profile.criteria.flatMap((criterion, index) => {
		const result = compileCondition(criterion);
		if (result.kind === 'compiled') return [prepare(criterion, result.condition)];
		messages.push(`${where}, criterion ${index + 1}: ${result.message}`);
		return [];
	});
	return {
		name: profile.name,
		criteria,
		weight: criteria.reduce((sum, { weight }) => sum + weight, 0),
	};
}

/** Criteria that warn when they are met add nothing to the fit, and what is not known of them is no miss. */
function isWarning(importance: Criterion['importance']): boolean {
	return importance === 'knockOut' || importance === 'review';
}

function prepare(criterion: Criterion, condition: CompiledCondition): CompiledCriterion {
	const importance = criterion.importance ?? 'counts';
	const weight = isWarning(importance) ? 0 : Math.max(0, criterion.weight ?? 5);
	const { words } = condition;
	if (isWarning(importance)) {
		const word = importance === 'knockOut' ? 'Knock-out' : 'To be looked at';
		return {
			condition,
			weight,
			importance,
			met: `${word}: ${words}`,
			failed:
				importance === 'knockOut'
					? `No knock-out: ${words} does not apply`
					: `Nothing to look at: ${words} does not apply`,
			unknown: `${word} not known: ${words}`,
		};
	}
	const must = importance === 'mustHave' ? 'Must have: ' : '';
	return {
		condition,
		weight,
		importance,
		met: `${must}${words}: yes (+${weight})`,
		failed: `${must}${words}: no (0 of ${weight})`,
		unknown: `${must}${words}: not known`,
	};
}

function judge(profile: CompiledProfile, lead: object, now: number, limits: Limits): Judged {
	const reasons: string[] = [];
	let met = 0;
	let known = 0;
	let isOut = false;
	let isOpen = false;
	for (const criterion of profile.criteria) {
		const { importance, weight } = criterion;
		let answer = criterion.condition.ask(lead, now);
		if (answer === 'unknown' && limits.isMiss && !isWarning(importance)) answer = 'failed';
		if (answer === 'met') {
			met += weight;
			known += weight;
			if (importance === 'knockOut') isOut = true;
			if (importance === 'review') isOpen = true;
			reasons.push(criterion.met);
		} else if (answer === 'failed') {
			known += weight;
			if (importance === 'mustHave') isOut = true;
			const actual = isWarning(importance) ? undefined : criterion.condition.read(lead);
			reasons.push(
				typeof actual === 'object' || actual === undefined
					? criterion.failed
					: withValue(criterion, actual),
			);
		} else {
			if (importance === 'mustHave') isOpen = true;
			reasons.push(criterion.unknown);
		}
	}
	const fit = known > 0 ? Math.round((1_000 * met) / known) / 10 : undefined;
	const verdict = decide(fit, isOut, isOpen, known < enoughKnown * profile.weight, limits);
	return { profile: profile.name, verdict, fit, reasons };
}

function withValue(criterion: CompiledCriterion, actual: unknown): string {
	const text = toText(actual);
	return `${criterion.failed}, it is ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}

function decide(
	fit: number | undefined,
	isOut: boolean,
	isOpen: boolean,
	isLittleKnown: boolean,
	limits: Limits,
): Verdict {
	if (isOut) return 'outside';
	// A profile of knock-outs only: nothing speaks against the lead.
	if (fit === undefined || isLittleKnown) return 'unknown';
	if (fit >= limits.ideal) return isOpen ? 'possible' : 'ideal';
	return fit >= limits.possible ? 'possible' : 'outside';
}

const rank: Readonly<Record<Verdict, number>> = { ideal: 0, possible: 1, unknown: 2, outside: 3 };

function byMerit(a: ProfileFit, b: ProfileFit): number {
	return rank[a.verdict] - rank[b.verdict] || (b.fit ?? -1) - (a.fit ?? -1);
}

function otherProfile({ profile, verdict, fit }: ProfileFit): string {
	return `Profile '${profile}': ${verdict}${fit === undefined ? '' : `, fit ${fit}`}`;
}

function bare({ profile, verdict, fit }: ProfileFit): ProfileFit {
	return { profile, verdict, fit };
}
