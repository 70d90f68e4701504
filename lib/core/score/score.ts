import { gradeOf } from '../filter/profile';
import { toNumber } from '../filter/values';
import type { Lead, Priority, ScoreReason, Temperature } from '../lead/lead';
import { fieldShare, makeReady, type ReadyScore } from './compile';
import { engagementLines } from './engagement';
import { settle } from './receipt';
import type { ScoreConfig } from './rules';
import type { ScoreTouch } from './signals';
import { priorityOf, temperatureOf, warmthOf, type Warmth } from './temperature';

/** A lead's score and where it comes from. */
export interface ScoreResult {
	/** 0…100, whole. */
	score: number;
	/** 0…100: fit by the ideal customer profile and the field rules. */
	fit: number;
	/** 0…100, two decimals. */
	engagement: number;
	/** Letter from fit, digit from engagement: A1…D4. */
	grade: string;
	temperature: Temperature;
	priority: Priority;
	/** The receipt: its `counted` add up to the score, exactly. */
	reasons: ScoreReason[];
	/** The temperature is another one than before. */
	crossed: { from: Temperature | undefined; to: Temperature } | undefined;
}

/** A score made ready once, to be asked of many leads; `now` in milliseconds since the epoch. */
export type CompiledScore = (
	lead: Partial<Lead>,
	touches: readonly ScoreTouch[],
	now: number,
	previous?: Temperature,
	colleagues?: Colleagues,
) => ScoreResult;

/** The other leads of the same company, and what they did together. */
export interface Colleagues {
	/** The company's name or domain, for the receipt. */
	company: string;
	people: number;
	/** Sum of their engagements, each 0…100. */
	engagement: number;
}

/** What somebody's touchpoints alone come to, 0…100, for the scores of colleagues. */
export type EngagementOf = (touches: readonly ScoreTouch[], now: number) => number;

/** A compiled score with the fields it looks at, or every mistake in its settings in words. */
export type ScoreCompilation =
	| {
			kind: 'compiled';
			score: CompiledScore;
			engagementOf: EngagementOf;
			fields: readonly string[];
	  }
	| { kind: 'wrong'; messages: string[] };

/** Fields that every score looks at, whatever its rules. */
const always: ReadonlyArray<keyof Lead> = [
	'fit',
	'icp',
	'stage',
	'quarantined',
	'createdAt',
	'firstResponseAt',
	'lockedScore',
	'fieldTimes',
	'temperature',
];
const ofColleagues: ReadonlyArray<keyof Lead> = ['domain', 'company'];

/**
 * Compiles a score: fit (profile and field rules, never fading) and engagement (touchpoints, fading), each 0…100, weighted
 * into `score = round(fitWeight · fit + (1 − fitWeight) · engagement)`, with a receipt, a grade, a temperature and a
 * priority. The result depends on the set of touchpoints only, not on their order or copies; with a past moment as `now`
 * it is the score of that moment.
 */
export function compileScore(config: ScoreConfig): ScoreCompilation {
	const made = makeReady(config);
	if (made.kind === 'wrong') return made;
	const { ready } = made;
	return {
		kind: 'compiled',
		fields: [
			...always,
			...(config.company ? ofColleagues : []),
			...ready.fieldRules.flatMap(({ fields }) => fields),
			...(config.learned?.model.fields ?? []).map(({ field }) => field),
		],
		score: (lead, touches, now, previous, colleagues) =>
			scoreLead(ready, lead, touches, now, previous, colleagues),
		engagementOf(touches, now) {
			const sum = engagementLines(ready, touches, now).reduce((all, { capped }) => all + capped, 0);
			return Math.min(100, Math.max(0, sum));
		},
	};
}

function scoreLead(
	ready: ReadyScore,
	lead: Partial<Lead>,
	touches: readonly ScoreTouch[],
	now: number,
	previous: Temperature | undefined,
	colleagues: Colleagues | undefined,
): ScoreResult {
	const reasons: ScoreReason[] = [];
	const warmth = warmthOf(lead, touches, now);
	const fit = addFit(ready, lead, now, reasons);
	const engagement = addEngagement(ready, touches, now, warmth.silentDays, colleagues, reasons);
	const byRules = ready.fitWeight * fit.value + (1 - ready.fitWeight) * engagement;
	const total = ready.learned ? blend(ready.learned, byRules, lead, reasons) : byRules;
	const byTable = Math.min(100, Math.max(0, Math.round(total)));
	const letter = gradeOf(fit.isKnown ? fit.value : undefined);
	const rest = {
		fit: fit.value,
		engagement: Math.round(engagement * 100) / 100,
		grade: `${letter ?? 'D'}${digitOf(engagement)}`,
	};
	const locked = lockedAt(lead, now);
	if (locked !== undefined) {
		const still: Warmth = { newness: undefined, demand: false, silentDays: warmth.silentDays };
		const temperature = temperatureOf(locked, still, ready, previous);
		return {
			score: locked,
			...rest,
			...warm(letter, temperature, previous),
			reasons: [line(`Locked by hand; the rules say ${byTable}`, locked, locked, locked)],
		};
	}
	if (warmth.newness !== undefined && warmth.newness > byTable) {
		const degrees = Math.round(warmth.newness * 1_000) / 1_000;
		reasons.push({
			rule: 'New: as warm as it is fresh until somebody answers',
			points: 100,
			decayed: degrees,
			counted: 0,
		});
	}
	if (warmth.demand) {
		reasons.push({
			rule: 'Asked for a demo, a quote or a meeting: hot for 7 days',
			points: ready.hot,
			decayed: ready.hot,
			counted: 0,
		});
	}
	settle(reasons, byTable);
	const temperature = temperatureOf(byTable, warmth, ready, previous);
	return { score: byTable, ...rest, ...warm(letter, temperature, previous), reasons };
}

/** Temperature, the priority that follows from it, and whether it is another one than before. */
function warm(
	letter: string | undefined,
	temperature: Temperature,
	previous: Temperature | undefined,
): Pick<ScoreResult, 'temperature' | 'priority' | 'crossed'> {
	return {
		temperature,
		priority: priorityOf(letter, temperature),
		crossed: temperature === previous ? undefined : { from: previous, to: temperature },
	};
}

/** The score that a person has set, as a whole number of 0…100; undefined where none was set yet at that moment. */
function lockedAt({ lockedScore, fieldTimes }: Partial<Lead>, now: number): number | undefined {
	const wanted = toNumber(lockedScore);
	if (wanted === undefined) return undefined;
	const since = fieldTimes?.['lockedScore'];
	if (since !== undefined && Date.parse(since) > now) return undefined;
	return Math.min(100, Math.max(0, Math.round(wanted)));
}

/** Adds the lines of the fit; what no profile and no rule has judged counts as 0 and as not known. */
function addFit(
	ready: ReadyScore,
	lead: Partial<Lead>,
	now: number,
	reasons: ScoreReason[],
): { value: number; isKnown: boolean } {
	const weight = ready.fitWeight;
	const byProfile = toNumber(lead.fit);
	let sum = byProfile ?? 0;
	let isKnown = byProfile !== undefined;
	if (byProfile !== undefined)
		reasons.push(
			line('Fit with the ideal customer profile', byProfile, byProfile, weight * byProfile),
		);
	for (const rule of ready.fieldRules) {
		if (rule.condition.ask(lead, now) !== 'met') continue;
		isKnown = true;
		const points = rule.points * fieldShare(rule, lead, now);
		sum += points;
		reasons.push(line(rule.name, rule.points, points, weight * points));
	}
	return { value: bounded(sum, 'Fit', weight, reasons), isKnown };
}

/** Adds the lines of engagement. */
function addEngagement(
	ready: ReadyScore,
	touches: readonly ScoreTouch[],
	now: number,
	silentDays: number | undefined,
	colleagues: Colleagues | undefined,
	reasons: ScoreReason[],
): number {
	const weight = 1 - ready.fitWeight;
	let sum = 0;
	for (const { rule, points, decayed, capped } of engagementLines(ready, touches, now)) {
		sum += capped;
		reasons.push(line(rule, points, decayed, weight * capped));
	}
	if (ready.company && colleagues && colleagues.engagement > 0) {
		const { company, people, engagement } = colleagues;
		const counts = Math.min(ready.company.cap, ready.company.share * engagement);
		sum += counts;
		const rule = `What ${people === 1 ? '1 colleague' : `${people} colleagues`} at ${company} did`;
		reasons.push(line(rule, engagement, engagement, weight * counts));
	}
	for (const { days, points } of ready.silence) {
		if (silentDays === undefined || silentDays < days) continue;
		sum += points;
		reasons.push(line(`Nothing heard for ${days} days`, points, points, weight * points));
	}
	return bounded(sum, 'Engagement', weight, reasons);
}

/** Blends what the rules say with what history taught: each has its share of the score, and its lines of the receipt. */
function blend(
	{ ask, base, share }: NonNullable<ReadyScore['learned']>,
	byRules: number,
	lead: Partial<Lead>,
	reasons: ScoreReason[],
): number {
	for (const reason of reasons) reason.counted = thousandths(reason.counted * (1 - share));
	const { points, lines } = ask(lead);
	reasons.push(line('Learned: where every lead begins', base, base, share * base));
	for (const { rule, points: own } of lines) {
		reasons.push(line(`Learned: ${rule}`, own, own, share * own));
	}
	return (1 - share) * byRules + share * bounded(points, 'Learned score', share, reasons);
}

/** Keeps a sum within 0…100 and says so in the receipt. */
function bounded(sum: number, name: string, weight: number, reasons: ScoreReason[]): number {
	const value = Math.min(100, Math.max(0, sum));
	if (value === sum) return value;
	const cut = value - sum;
	reasons.push(
		line(`${name} is ${cut < 0 ? 'at most 100' : 'at least 0'}`, cut, cut, weight * cut),
	);
	return value;
}

function line(rule: string, points: number, decayed: number, counted: number): ScoreReason {
	return {
		rule,
		points: thousandths(points),
		decayed: thousandths(decayed),
		counted: thousandths(counted),
	};
}

function thousandths(value: number): number {
	// Adding 0 turns −0 into 0.
	return (Math.round(value * 1_000) + 0) / 1_000;
}

function digitOf(engagement: number): 1 | 2 | 3 | 4 {
	return engagement >= 60 ? 1 : engagement >= 30 ? 2 : engagement >= 10 ? 3 : 4;
}
