import { compileCondition, type CompiledCondition } from '../filter/condition';
import { fieldReader, factsOf, toInstant, type FieldReader } from '../filter/values';
import { decayOf } from './decay';
import { applyModel, type LearnedScore } from './learn/model';
import {
	defaultCaps,
	type FieldRule,
	type ScoreConfig,
	type TouchRule,
	type VerificationRule,
} from './rules';
import { groupOf, signals, type ScoreGroup, type ScoreTouch } from './signals';
import { verificationCondition } from './verification';

/** A touchpoint rule made ready. */
export interface ReadyTouchRule {
	name: string;
	points: number;
	fade(days: number): number;
	atMost: number;
	group: ScoreGroup;
	fits(touch: ScoreTouch): boolean;
}

/** A field rule made ready. */
export interface ReadyFieldRule {
	name: string;
	points: number;
	condition: CompiledCondition;
	since: FieldReader | undefined;
	fade(days: number): number;
	/** The fields it looks at. */
	fields: readonly string[];
}

/** The whole configuration made ready. */
export interface ReadyScore {
	/** Rules in their order. */
	touchRules: readonly ReadyTouchRule[];
	/** Positions of the rules that look at a type; looked up once per type. */
	rulesOf(type: string): readonly number[];
	fieldRules: readonly ReadyFieldRule[];
	silence: ReadonlyArray<{ days: number; points: number }>;
	fitWeight: number;
	caps: Readonly<Partial<Record<ScoreGroup, number>>>;
	hot: number;
	warm: number;
	cold: number;
	/** Share and cap of what colleagues did. */
	company: ScoreConfig['company'];
	/** The learned table, and its share of the score. */
	learned: { ask(lead: object): LearnedScore; share: number; base: number } | undefined;
}

/** Makes a configuration ready, or lists every mistake in it in words. */
export function makeReady(
	config: ScoreConfig,
): { kind: 'ready'; ready: ReadyScore } | { kind: 'wrong'; messages: string[] } {
	const messages: string[] = [];
	const touchRules: ReadyTouchRule[] = [];
	const types: string[][] = [];
	const fieldRules: ReadyFieldRule[] = [];
	const silence: Array<{ days: number; points: number }> = [];
	config.rules.forEach((rule, index) => {
		const where = `Rule ${index + 1}`;
		if (!Number.isFinite(rule.points)) messages.push(`${where}: the points are not a number.`);
		if (rule.kind === 'silence') silence.push({ days: rule.days, points: rule.points });
		else if (rule.kind === 'touchpoint') {
			if (rule.when.trim() === '') messages.push(`${where}: choose what happened.`);
			touchRules.push(readyTouchRule(rule));
			types.push([...(signals[rule.when]?.types ?? [rule.when])]);
		} else {
			const ready = rule.kind === 'field' ? readyFieldRule(rule) : readyVerificationRule(rule);
			if (typeof ready === 'string') messages.push(`${where}: ${ready}`);
			else fieldRules.push(ready);
		}
	});
	const { fitWeight = 0.5, hotFrom = 80, warmFrom = 50, coldFrom = 20 } = config;
	if (!(fitWeight >= 0 && fitWeight <= 1)) messages.push("'Fit Weight' lies between 0 and 100 %.");
	if (!(hotFrom >= warmFrom && warmFrom >= coldFrom)) {
		messages.push(
			`Hot (from ${hotFrom}) has to lie above warm (from ${warmFrom}), and warm above cold (from ${coldFrom}).`,
		);
	}
	if (messages.length > 0) return { kind: 'wrong', messages };
	return {
		kind: 'ready',
		ready: {
			touchRules,
			rulesOf: rulesByType(types),
			fieldRules,
			silence,
			fitWeight,
			caps: { ...defaultCaps, ...config.caps },
			hot: hotFrom,
			warm: warmFrom,
			cold: coldFrom,
			company: config.company,
			learned: config.learned && {
				ask: applyModel(config.learned.model),
				base: config.learned.model.base,
				share: config.learned.only ? 1 : config.learned.model.trust,
			},
		},
	};
}

function readyTouchRule(rule: TouchRule): ReadyTouchRule {
	const signal = signals[rule.when];
	const words = (rule.mentions ?? [])
		.map((word) => word.trim().toLowerCase())
		.filter((word) => word !== '');
	const test = signal?.test;
	const fromMachines =
		signal?.fromMachines === true || (!signal && rule.when.startsWith('email.bounce'));
	return {
		name: rule.name ?? signal?.label ?? rule.when,
		points: rule.points,
		fade: decayOf(rule.decay),
		atMost: rule.atMost !== undefined && rule.atMost > 0 ? rule.atMost : Infinity,
		group: rule.group ?? groupOf(signal?.types[0] ?? rule.when),
		fits: (touch) =>
			(fromMachines || touch.actor?.kind !== 'machine') &&
			(test === undefined || test(touch)) &&
			(words.length === 0 || mentions(touch, words)),
	};
}

function mentions(
	{ url, content, topics, campaign, outcome }: ScoreTouch,
	words: readonly string[],
): boolean {
	const text = [url, content, campaign, outcome, ...(topics ?? [])].join(' ').toLowerCase();
	return words.some((word) => text.includes(word));
}

function readyFieldRule(rule: FieldRule): ReadyFieldRule | string {
	const result = compileCondition(rule.when);
	if (result.kind === 'wrong') return result.message;
	const since = rule.since === '' ? undefined : rule.since;
	const { fields } = result.condition;
	return {
		name: rule.name ?? result.condition.words,
		points: rule.points,
		condition: result.condition,
		since: since === undefined ? undefined : fieldReader(since),
		fade: decayOf(rule.decay ?? { kind: 'none' }),
		fields: since === undefined ? fields : [...fields, since],
	};
}

function readyVerificationRule(rule: VerificationRule): ReadyFieldRule | string {
	const condition = verificationCondition(rule.field, rule.result);
	if (typeof condition === 'string') return condition;
	return {
		name: rule.name ?? condition.words,
		points: rule.points,
		condition,
		since: undefined,
		fade: decayOf({ kind: 'none' }),
		fields: condition.fields,
	};
}

/** Share of its points that a field rule still has; one whose moment nobody knows, or that lies ahead, has them all. */
export function fieldShare(rule: ReadyFieldRule, lead: object, now: number): number {
	const at = rule.since === undefined ? undefined : toInstant(rule.since(factsOf(lead)));
	return at === undefined ? 1 : rule.fade(Math.max(0, now - at) / 86_400_000);
}

function rulesByType(types: readonly string[][]): (type: string) => readonly number[] {
	const known = new Map<string, readonly number[]>();
	return (type) => {
		const found = known.get(type);
		if (found) return found;
		const group = `${type.slice(0, type.indexOf('.') + 1)}*`;
		const made = types.flatMap((wanted, index) =>
			wanted.includes(type) || wanted.includes(group) ? [index] : [],
		);
		// Own types come from strangers' data: the memory of them is bounded.
		if (known.size < 1_000) known.set(type, made);
		return made;
	};
}
