import { sameCell, type CellValue } from './cells';

/** The cells of one row by column key. */
export type RowCells = Readonly<Record<string, CellValue>>;

/** A column as merging sees it: whether a person may change it in the sheet. */
export interface MergeColumn {
	key: string;
	human: boolean;
}

/** A difference in which both sides had changed, or a person changed what only the process may. */
export interface Clash {
	key: string;
	sheet: CellValue;
	store: CellValue;
	/** Whose value stays. */
	winner: 'sheet' | 'store';
}

/** What has to happen so that a row and its lead agree again. */
export interface RowMerge {
	/** Column keys whose cell goes into the store. */
	pull: string[];
	/** Column keys whose stored value goes into the sheet. */
	push: string[];
	clashes: Clash[];
}

/**
 * Merges a row of the sheet with its lead, three ways: `base` is what both agreed on at the last sync.
 * A person's edit since then wins where a person may edit; everywhere else the store wins. Where both changed, the clash is told
 * with both values. Without a base (never synced) an empty side takes the other's value.
 */
export function mergeRow(
	columns: readonly MergeColumn[],
	sheet: RowCells,
	store: RowCells,
	base?: RowCells,
): RowMerge {
	const merge: RowMerge = { pull: [], push: [], clashes: [] };
	for (const { key, human } of columns) {
		const here = sheet[key];
		const there = store[key];
		if (sameCell(here, there)) continue;
		const edited = base ? !sameCell(here, base[key]) : !isEmpty(here);
		const moved = base ? !sameCell(there, base[key]) : !isEmpty(there);
		const winner = edited && human ? 'sheet' : 'store';
		if (winner === 'sheet') merge.pull.push(key);
		else merge.push.push(key);
		if (edited && (moved || !human)) merge.clashes.push({ key, sheet: here, store: there, winner });
	}
	return merge;
}

function isEmpty(cell: CellValue): boolean {
	return cell === undefined || cell === '';
}
