import type { CellValue } from '../../core/sheet/cells';
import { sameCell } from '../../core/sheet/cells';
import { keyColumnOf } from '../../core/sheet/columns';
import type { RowCells } from '../../core/sheet/merge';
import { mergeColumns } from '../../core/sheet/rows';
import { slicesOf } from '../../store/batches';
import type { LeadStore, SheetRow, SheetState } from '../../store/port';
import type { Pushed } from './push';
import type { Homeless, LeadWork } from './types';

/** Longer than the longest wait for Google's quota. */
const leaseMs = 5 * 60_000;

/** A spreadsheet that this run alone may write to, and what it keeps of it in the store. */
export interface Journal {
	readonly sheet: string;
	state: SheetState;
	/** Holds on to the sheet; false when another run has it by now. */
	still(): Promise<boolean>;
	/** Keeps the rows that are about to be appended: a run that ends in the middle is put right by the next. */
	before(rows: readonly Homeless[]): Promise<boolean>;
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
		before: async (rows) => {
			const all = rows.map(({ id, target }): SheetRow => ({
				leadId: id,
				version: fence,
				cells: filled(target),
			}));
			for (const ahead of slicesOf(all)) if (!(await save({ ahead }))) return false;
			return true;
		},
		agreed: async (all) => {
			for (const rows of slicesOf(all)) if (!(await save({ rows }))) return false;
			return true;
		},
		settled: async () => await save({ settled: true }),
		end: async () => void (await save({ state: journal.state, leaseMs: 0 })),
	};
	return journal;
}

/**
 * Rows whose agreement is not the one that is kept already. A row agrees on what the sheet is known to hold, never on what was
 * written alone: an old value in a cell that a write did not reach would pass for a person's edit.
 */
export function newlyAgreed(
	{ tab, pairs, homeless }: LeadWork,
	{ landed, appended }: Pick<Pushed, 'landed' | 'appended'>,
): SheetRow[] {
	const key = keyColumnOf(tab.layout.spec);
	const columns = mergeColumns(tab.layout);
	const rows = pairs
		// A typed row whose key did not arrive is read again, and its lead found again: it must not count as one that was deleted.
		.filter(({ id, keyMissing }) => !keyMissing || landed.has(`${id} ${key}`))
		.flatMap(({ id, row, target, stored, base }): SheetRow[] => {
			const open = columns.filter(
				({ key: name }) => !sameCell(row.cells[name], target[name]) && !landed.has(`${id} ${name}`),
			);
			const old = Object.fromEntries(open.map(({ key: name }) => [name, base?.cells[name]]));
			const cells = filled({ ...target, ...old });
			// No version has number 0: the lead counts as changed and is looked at again.
			const version = open.length > 0 ? 0 : stored.version;
			const same = base?.version === version && sameCells(base.cells, cells);
			return same ? [] : [{ leadId: id, version, cells }];
		});
	const added = homeless
		.filter(({ id }) => appended.has(id))
		.map(({ id, stored, target }) => ({
			leadId: id,
			version: stored.version,
			cells: filled(target),
		}));
	return [...rows, ...added];
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
