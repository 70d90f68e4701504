import type { Column } from './columns';
import { levelIn } from './compare';
import { levelCount, missing } from './levels';
import type { Weights } from './weights';

/** Rare values say more than frequent ones, within these bounds in bits. */
const rarity = { least: -3, most: 3 };

/** Evidence of one field in a pair. */
export interface Evidence {
	column: Column;
	level: number;
	bits: number;
}

/** The evidence of every field that both records have. */
export function evidenceOf(
	columns: readonly Column[],
	weights: Weights,
	pattern: number,
	a: number,
): Evidence[] {
	const evidence: Evidence[] = [];
	for (const [field, column] of columns.entries()) {
		const level = levelIn(pattern, field);
		if (level === missing) continue;
		evidence.push({ column, level, bits: bitsOf(column, weights, field, level, a) });
	}
	return evidence;
}

/** Sum of all evidence; what `evidenceOf` lists, without the list. */
export function pointsOf(
	columns: readonly Column[],
	weights: Weights,
	pattern: number,
	a: number,
): number {
	let points = weights.start;
	for (let field = 0; field < columns.length; field += 1) {
		const column = columns[field];
		const level = levelIn(pattern, field);
		if (column !== undefined && level !== missing)
			points += bitsOf(column, weights, field, level, a);
	}
	return points;
}

function bitsOf(column: Column, weights: Weights, field: number, level: number, a: number): number {
	const bits = weights.bits[field]?.[level] ?? 0;
	if (level !== levelCount[column.field.kind] - 1 || !weights.estimated) return bits;
	const id = column.ids[a] ?? -1;
	const total = column.ids.length;
	// Two records share it at least; measured against what agreement on this field is worth on average.
	const share = Math.max(column.counts[id] ?? 1, 1.5) / total;
	const rare = Math.log2(Math.max(weights.chance[field] ?? share, 1 / total) / share);
	return bits + Math.max(rarity.least, Math.min(rarity.most, rare));
}
