import { readColumns, type Column } from './columns';
import { comparerOf, levelIn, mostFields, type Comparer } from './compare';
import { estimateWeights, type PatternCount } from './estimate';
import { Groups } from './groups';
import { keysOf } from './keys';
import { levelCount, missing } from './levels';
import { candidatePairs } from './pairs';
import { reasonsOf } from './reasons';
import { evidenceOf, pointsOf } from './score';
import {
	leadFields,
	type Answer,
	type DedupeOptions,
	type DedupeRecord,
	type DuplicatePair,
	type DuplicateSearch,
} from './types';
import { generalWeights, type Weights } from './weights';

/** A list this long with this many candidates teaches more than general weights know. */
const enough = { records: 200, candidates: 100 };

/**
 * Finds records that are the same person or firm. Records that share a key (address, phone, sound of the name with a place …)
 * are compared field by field; the evidence is added up in bits and compared with one threshold. On lists of a few hundred
 * records or more the weights are estimated from the list itself. Matches are joined by transitive closure; two that agree on
 * nothing by which somebody can be reached are left to a person. Linear in the number of records for bounded blocks.
 */
export function findDuplicates(
	records: readonly DedupeRecord[],
	options: DedupeOptions = {},
): DuplicateSearch {
	const search = searchDuplicates(records, options);
	for (;;) {
		const step = search.next();
		if (step.done) return step.value;
	}
}

/** How many pairs are compared between two pauses. */
const slice = 2000;

/** The same search in steps: it pauses often, so that a long list does not hold up everything else. */
export function* searchDuplicates(
	records: readonly DedupeRecord[],
	{
		fields = leadFields,
		answers = [],
		largestBlock = 20,
		matchFrom = 8,
		reviewFrom = 4,
	}: DedupeOptions = {},
): Generator<void, DuplicateSearch> {
	const columns = yield* readColumns(records, fields.slice(0, mostFields));
	const count = records.length;
	const compare = comparerOf(columns);
	const shares = (a: number, b: number): boolean => shareValue(columns, a, b);
	const pairs = yield* candidatePairs(keysOf(columns, count), count, largestBlock, shares);
	const patterns = new Float64Array(pairs.length);
	for (let at = 0; at < pairs.length; at += 1) {
		const pair = pairs[at] ?? 0;
		patterns[at] = compare(Math.floor(pair / count), pair % count);
		if (at % slice === slice - 1) yield;
	}
	const weights = weightsFor(columns, patterns, compare, records, answers, pairs);
	yield;
	const groups = new Groups(count);
	const found: DuplicatePair[] = [];
	for (let at = 0; at < pairs.length; at += 1) {
		if (at % slice === slice - 1) yield;
		const pattern = patterns[at] ?? 0;
		const pair = pairs[at] ?? 0;
		const [a, b] = [Math.floor(pair / count), pair % count];
		const points = pointsOf(columns, weights, pattern, a);
		if (points < reviewFrom) continue;
		const match =
			points >= matchFrom && isReachable(columns, pattern) && !isAnotherFirm(columns, pattern);
		if (match) groups.join(a, b);
		found.push({
			a: records[a]?.id ?? '',
			b: records[b]?.id ?? '',
			points: Math.round((match ? points : Math.min(points, matchFrom - 0.1)) * 10) / 10,
			verdict: match ? 'match' : 'review',
			reasons: reasonsOf(evidenceOf(columns, weights, pattern, a)),
		});
	}
	return {
		pairs: found.sort((one, other) => other.points - one.points),
		groups: groups.all().map((group) => group.map((row) => records[row]?.id ?? '')),
		weights: weights.estimated ? 'estimated' : 'general',
		compared: pairs.length,
	};
}

/** Whether two records have one value in common: what sounds alike and shares nothing else is hardly ever the same. */
function shareValue(columns: readonly Column[], a: number, b: number): boolean {
	for (const { ids } of columns) if (ids[a] === ids[b] && ids[a] !== -1) return true;
	return false;
}

/** Whether two records agree on something by which somebody can be reached, where both have such a thing at all. */
function isReachable(columns: readonly Column[], pattern: number): boolean {
	let comparable = false;
	for (let field = 0; field < columns.length; field += 1) {
		const column = columns[field];
		const level = levelIn(pattern, field);
		if (column?.field.contact !== true || level === missing) continue;
		comparable = true;
		if (level >= levelCount[column.field.kind] - 3 && level > 0) return true;
	}
	return !comparable && columns.every(({ field }) => field.contact !== true);
}

/** Firms of wholly different names under one roof share address and switchboard; without a person's name they stay apart. */
function isAnotherFirm(columns: readonly Column[], pattern: number): boolean {
	const level = (kind: string): number => {
		const field = columns.findIndex((column) => column.field.kind === kind);
		return field < 0 ? missing : levelIn(pattern, field);
	};
	return (
		level('company') === 0 &&
		level('lastName') === missing &&
		level('firstName') === missing &&
		level('email') !== levelCount.email - 1
	);
}

function weightsFor(
	columns: readonly Column[],
	patterns: Float64Array,
	compare: Comparer,
	records: readonly DedupeRecord[],
	answers: readonly Answer[],
	pairs: Float64Array,
): Weights {
	if (records.length < enough.records || patterns.length < enough.candidates)
		return generalWeights(columns);
	const counted = new Map<number, PatternCount>();
	for (const pattern of patterns) {
		const entry = counted.get(pattern);
		if (entry) entry.count += 1;
		else counted.set(pattern, { pattern, count: 1, same: 0, different: 0 });
	}
	addAnswers(counted, answers, records, pairs, patterns);
	return estimateWeights(columns, [...counted.values()], compare, records.length);
}

function addAnswers(
	counted: Map<number, PatternCount>,
	answers: readonly Answer[],
	records: readonly DedupeRecord[],
	pairs: Float64Array,
	patterns: Float64Array,
): void {
	if (answers.length === 0) return;
	const rows = new Map(records.map(({ id }, row) => [id, row]));
	const places = new Map<number, number>();
	for (let at = 0; at < pairs.length; at += 1) places.set(pairs[at] ?? 0, at);
	for (const { a, b, same } of answers) {
		const [one, other] = [rows.get(a), rows.get(b)];
		if (one === undefined || other === undefined) continue;
		const place = places.get(Math.min(one, other) * records.length + Math.max(one, other));
		const entry = place === undefined ? undefined : counted.get(patterns[place] ?? -1);
		if (entry && same) entry.same += 1;
		else if (entry) entry.different += 1;
	}
}
