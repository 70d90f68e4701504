import type { CellValue } from '../../core/sheet/cells';
import { sameCell } from '../../core/sheet/cells';
import type { RowCells } from '../../core/sheet/merge';
import { batchRows } from '../../store/batches';
import type { LeadStore, SheetRow, SheetState } from '../../store/port';
import type { Meant } from './settle';
import type { LeadWork } from './types';

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

/** The cells that are about to change, row by row; a cell that is about to be emptied is an empty text. */
function aheadRows({ intents, appended }: Meant, fence: number): SheetRow[] {
	const rows = new Map<string, Record<string, CellValue>>();
	for (const { id, key, value } of intents) {
		const cells = rows.get(id) ?? {};
		cells[key] = value ?? '';
		rows.set(id, cells);
	}
	for (const [id, target] of appended) rows.set(id, { ...target });
	return [...rows].map(([leadId, cells]) => ({ leadId, version: fence, cells: filled(cells) }));
}

/** Rows whose agreement is not the one that is kept already. */
export function newlyAgreed({ pairs, homeless }: LeadWork): SheetRow[] {
	const rows = [...pairs, ...homeless].map(({ stored, target, ...more }) => ({
		row: { leadId: stored.lead.leadId, version: stored.version, cells: filled(target) },
		base: 'base' in more ? more.base : undefined,
	}));
	return rows.flatMap(({ row, base }) =>
		base?.version === row.version && sameCells(base.cells, row.cells) ? [] : [row],
	);
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
