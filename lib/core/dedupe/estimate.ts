import type { Column } from './columns';
import { levelIn, type Comparer } from './compare';
import { levelCount, missing } from './levels';
import { agreeByChance, type Weights } from './weights';

/** How many unrelated pairs are looked at to learn how they agree by chance. */
const sample = 30_000;
const rounds = 25;
/** No field alone may say more than this, in bits. */
const most = { for: 12, against: -5 };

/** A pattern of levels, how many pairs have it, and how many of those somebody has answered. */
export interface PatternCount {
	pattern: number;
	count: number;
	same: number;
	different: number;
}

/**
 * Estimates the weights from the list itself (Fellegi and Sunter 1969; expectation–maximisation after Winkler 1988): how often
 * unrelated records agree is counted on pairs picked evenly over the list, how often duplicates agree is found by
 * iteration over the candidate pairs. Somebody's answers count as known cases.
 */
export function estimateWeights(
	columns: readonly Column[],
	patterns: readonly PatternCount[],
	compare: Comparer,
	records: number,
): Weights {
	const u = chanceLevels(columns, compare, records);
	const m = columns.map(({ field }) => expectedLevels(levelCount[field.kind]));
	const candidates = patterns.reduce((sum, { count }) => sum + count, 0);
	const all = (records * (records - 1)) / 2;
	let matches = Math.max(1, Math.min(candidates * 0.3, records * 0.3));
	for (let round = 0; round < rounds; round += 1) {
		const counts = m.map((levels) => levels.map((share) => share * 0.5));
		const odds = Math.log2(matches / Math.max(1, all - matches));
		let found = 0;
		for (const { pattern, count, same, different } of patterns) {
			let bits = odds;
			for (let field = 0; field < columns.length; field += 1) {
				const level = levelIn(pattern, field);
				if (level !== missing) bits += weight(m[field]?.[level], u[field]?.[level]);
			}
			const open = count - same - different;
			const expected = same + open / (1 + 2 ** -bits);
			found += expected;
			for (let field = 0; field < columns.length; field += 1) {
				const row = counts[field];
				const level = levelIn(pattern, field);
				if (row && level !== missing) row[level] = (row[level] ?? 0) + expected;
			}
		}
		for (const [field, row] of counts.entries()) {
			const total = row.reduce((sum, value) => sum + value, 0);
			m[field] = row.map((value) => value / total);
		}
		matches = Math.max(0.5, found);
	}
	return {
		bits: m.map((levels, field) => levels.map((share, level) => weight(share, u[field]?.[level]))),
		start: 8 + Math.log2(matches / Math.max(1, all - matches)),
		estimated: true,
		chance: columns.map(agreeByChance),
	};
}

function weight(m = 0.001, u = 0.001): number {
	return Math.max(most.against, Math.min(most.for, Math.log2(Math.max(m, 1e-4) / u)));
}

/** How duplicates agree before anything is known: mostly fully. */
function expectedLevels(levels: number): number[] {
	const rest = 0.3 / (levels - 1);
	return Array.from({ length: levels }, (_value, level) => (level === levels - 1 ? 0.7 : rest));
}

/** How unrelated records agree: full agreement is counted exactly, the levels between on evenly spread pairs. */
function chanceLevels(columns: readonly Column[], compare: Comparer, records: number): number[][] {
	const counts = columns.map(({ field }) => new Array<number>(levelCount[field.kind]).fill(0));
	let state = 0x2545f491;
	const next = (): number => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * records);
	};
	for (let draw = 0; draw < sample; draw += 1) {
		const a = next();
		const b = next();
		if (a === b) continue;
		const pattern = compare(a, b);
		for (const [field, row] of counts.entries()) {
			const level = levelIn(pattern, field);
			if (level !== missing) row[level] = (row[level] ?? 0) + 1;
		}
	}
	return counts.map((row, field) => {
		const column = columns[field];
		const exact = column ? Math.max(agreeByChance(column), 1 / (records * records)) : 0.01;
		const total = row.reduce((sum, value) => sum + value, 0) + row.length * 0.5;
		return row.map((value, level) => (level === row.length - 1 ? exact : (value + 0.5) / total));
	});
}
