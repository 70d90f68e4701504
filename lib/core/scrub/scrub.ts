import { findBots } from './checks/bots';
import { findEmail } from './checks/email';
import { findMash } from './checks/mash';
import { findNames } from './checks/names';
import { findObsolete } from './checks/obsolete';
import { findPhone } from './checks/phone';
import { findSpam } from './checks/spam';
import { findTests } from './checks/tests';
import {
	scrubChecks,
	thresholds,
	type Finding,
	type ScrubCheck,
	type ScrubLead,
	type ScrubResult,
	type ScrubSettings,
} from './types';

const finders: Readonly<
	Record<ScrubCheck, (lead: ScrubLead, settings: ScrubSettings) => Finding[]>
> = {
	names: findNames,
	mash: findMash,
	tests: findTests,
	bots: findBots,
	spam: findSpam,
	email: findEmail,
	phone: findPhone,
	obsolete: findObsolete,
};

/** Obsolete data is a reason to ask again, never to throw a lead away. */
const neverJunk: readonly ScrubCheck[] = ['obsolete'];

/**
 * Says whether a lead is junk, with points and reasons in words. Every finding adds points; the strictness says how many make
 * it junk or a case for review. Names in scripts other than Latin are only compared with lists, never judged by their letters.
 *
 * @example
 * scrubLead({ firstName: 'Mickey', lastName: 'Mouse', email: 'a@mailinator.com' }, { now, strictness: 'careful' })
 * //=> { verdict: 'junk', points: 90, reason: 'fakeIdentity', … }
 */
export function scrubLead(lead: ScrubLead, settings: ScrubSettings): ScrubResult {
	const on = settings.checks ?? scrubChecks;
	const findings = scrubChecks
		.filter((check) => on.includes(check))
		.flatMap((check) => finders[check](lead, settings))
		.filter(({ points }) => points > 0)
		.sort((a, b) => b.points - a.points);
	const limits = thresholds[settings.strictness];
	const sum = (list: Finding[]): number => list.reduce((total, { points }) => total + points, 0);
	const against = sum(findings.filter(({ check }) => !neverJunk.includes(check)));
	const all = Math.min(100, sum(findings));
	// What a source itself calls a test is no junk: it is kept out of the process by its mark.
	const limit = lead.isTest === true ? Infinity : limits.junk;
	const verdict = against >= limit ? 'junk' : all >= limits.review ? 'review' : 'clean';
	const reason = findings[0]?.reason;
	return {
		verdict,
		points: all,
		findings,
		reasons: findings.map(({ text, points }) => `${text} (+${points})`),
		...(reason ? { reason } : {}),
	};
}
