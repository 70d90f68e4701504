import type { CellValue } from '../../core/sheet/cells';
import { sameCell } from '../../core/sheet/cells';
import { keyColumnOf } from '../../core/sheet/columns';
import type { RowCells } from '../../core/sheet/merge';
import { readRows } from '../../core/sheet/rows';
import { batchRows } from '../../store/batches';
import type { LeadStore, SheetRow, SheetState } from '../../store/port';
import type { Meant } from './settle';
import type { LeadPair, LeadWork, Tab } from './types';

/** Longer than the longest wait for Google's quota. */
const leaseMs = 5 * 60_000;

/** A spreadsheet that this run alone may write to, and what it keeps of it in the store. */
export interface Journal {
	readonly sheet: string;
	state: SheetState;
	/** Holds on to the sheet; false when another run has it by now. */
	still(): Promise<boolean>;
	/** Keeps what is about to be written: a run that ends in the middle is put right by the next. */
	before(meant: readonly Meant[]): Promise<boolean>;
	/** Keeps what rows and leads agree on now. */
	agreed(rows: readonly SheetRow[]): Promise<boolean>;
	/** Everything written stands where it should. */
	settled(): Promise<boolean>;
	/** Gives the sheet back. */
	end(): Promise<void>;
}

/** Takes the lease of a spreadsheet. */
export async function openJournal(
	store: LeadStore,
	sheet: string,
): Promise<Journal | { busyUntil: string }> {
	const lease = await store.leaseSheet({ sheet, leaseMs });
	if (lease.kind === 'busy') return { busyUntil: lease.until };
	const { fence } = lease;
	const save = async (
		what: Partial<Parameters<LeadStore['saveSheet']>[0]> = {},
	): Promise<boolean> =>
		(await store.saveSheet({ sheet, fence, rows: [], leaseMs, ...what })) === 'done';
	const journal: Journal = {
		sheet,
		state: lease.state,
		still: async () => await save({ state: journal.state }),
		before: async (meant) => {
			for (const ahead of slices(meant.flatMap((each) => aheadRows(each, fence))))
				if (!(await save({ ahead }))) return false;
			return true;
		},
		agreed: async (all) => {
			for (const rows of slices(all)) if (!(await save({ rows }))) return false;
			return true;
		},
		settled: async () => await save({ settled: true }),
		end: async () => void (await save({ state: journal.state, leaseMs: 0 })),
	};
	return journal;
}

/**
 * The cells that are about to change, row by row; a cell that is about to be emptied is an empty text. A row that somebody typed
 * and that is about to get its key has what was typed and the key itself: it is no row of ours yet.
 */
function aheadRows({ tab, intents, appended, keyed }: Meant, fence: number): SheetRow[] {
	const rows = new Map<string, Record<string, CellValue>>();
	for (const { id, key, value } of intents) {
		const cells = rows.get(id) ?? {};
		cells[key] = value ?? '';
		rows.set(id, cells);
	}
	for (const [id, target] of appended) rows.set(id, { ...target });
	const keyColumn = keyColumnOf(tab.layout.spec);
	for (const [id, typed] of keyed) rows.set(id, { ...typed, ...rows.get(id), [keyColumn]: id });
	return [...rows].map(([leadId, cells]) => ({ leadId, version: fence, cells: filled(cells) }));
}

/**
 * Rows whose agreement is not the one that is kept already. A row agrees on what the sheet was seen to hold, never on what was
 * written alone: an old value in a cell that a write did not reach would pass for a person's edit.
 */
export function newlyAgreed({ pairs, homeless }: LeadWork, after: Tab): SheetRow[] {
	const shown = new Map(readRows(after.values, after.layout).map(({ id, cells }) => [id, cells]));
	const rows = [
		// A typed row whose key is not seen is read again, and its lead found again: it must not count as one that was deleted.
		...pairs
			.filter(({ id, keyMissing }) => !keyMissing || shown.has(id))
			.map((pair) => ({ ...pair, seen: seenOf(pair, shown.get(pair.id)) })),
		...homeless.map((one) => ({
			...one,
			base: undefined,
			seen: arrived(one.target, shown.get(one.id)),
		})),
	].map(({ stored, seen, base }) => ({
		row: { leadId: stored.lead.leadId, version: stored.version, cells: filled(seen) },
		base,
	}));
	return rows.flatMap(({ row, base }) =>
		base?.version === row.version && sameCells(base.cells, row.cells) ? [] : [row],
	);
}

/** A write that did not arrive leaves what was there; what is neither is a person's, typed since. */
function seenOf({ row, target }: LeadPair, shown: RowCells = row.cells): RowCells {
	const keys = new Set([...Object.keys(target), ...Object.keys(row.cells)]);
	return Object.fromEntries(
		[...keys].map((key) => [
			key,
			sameCell(shown[key], row.cells[key]) ? row.cells[key] : target[key],
		]),
	);
}

/** Cells of an appended row that are not empty in the sheet. */
function arrived(target: RowCells, shown: RowCells = target): RowCells {
	return Object.fromEntries(Object.entries(target).filter(([key]) => shown[key] !== undefined));
}

/** Cells without the empty ones. */
export function filled(cells: RowCells): SheetRow['cells'] {
	const known = Object.entries(cells).filter(
		(entry): entry is [string, Exclude<CellValue, undefined>] => entry[1] !== undefined,
	);
	return Object.fromEntries(known);
}

function sameCells(a: RowCells, b: RowCells): boolean {
	const keys = Object.keys(a);
	return (
		keys.length === Object.keys(b).length &&
		keys.every((key) => key in b && sameCell(a[key], b[key]))
	);
}

function slices<T>(items: readonly T[]): T[][] {
	const count = Math.ceil(items.length / batchRows);
	return Array.from({ length: count }, (_, at) =>
		items.slice(at * batchRows, (at + 1) * batchRows),
	);
}
