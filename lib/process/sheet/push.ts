import { sameCell, type CellValue } from '../../core/sheet/cells';
import { keyColumnOf, noteColumn } from '../../core/sheet/columns';
import { appendedDebts, settleBatch, type Debt } from '../../core/sheet/debts';
import { lineOf, nameAt, namesOf } from '../../core/sheet/lines';
import { mergeColumns, placesOf } from '../../core/sheet/rows';
import { safeText } from '../../core/sheet/safeText';
import type { Placed } from '../../core/sheet/undo';
import type { Frame, SheetsClient } from '../../sheet/client';
import { batchesOf, idsIn, sendBatch, type Log } from './batch';
import type { Journal } from './journal';
import { repay } from './repay';
import type { Homeless, LeadWork, Tab } from './types';

/** What became of a push. */
export interface Pushed {
	/** Everything stands where it should; else what is left is taken up anew. */
	calm: boolean;
	/** Cells of rows that took what was meant for them: the row's key and the column's, with a space between. */
	landed: ReadonlySet<string>;
	/** Keys of the rows that were appended. */
	appended: ReadonlySet<string>;
	/** The spreadsheet behind the last write, and its log; absent where nothing was written, or the sheet is another run's by now. */
	last?: { frame: Frame; log: Log };
}

/**
 * Writes what rows lack and appends rows for what has none. People may sort rows, move columns or type in the very moment of
 * writing; what was written over then is given back.
 */
export async function push(
	client: SheetsClient,
	work: LeadWork,
	log: Log,
	journal: Journal,
): Promise<Pushed> {
	const { tab, homeless } = work;
	const names = namesOf(tab.layout);
	const key = keyColumnOf(tab.layout.spec);
	const { writes, idAt } = rowWrites(work);
	const landed = new Set<string>();
	const appended = new Set<string>();
	const done = (calm: boolean, last?: Pushed['last']): Pushed => ({
		calm,
		landed,
		appended,
		...(last && { last }),
	});
	if (writes.length + homeless.length === 0) return done(true);
	if (homeless.length > 0 && !(await journal.before(homeless))) return done(false);
	const known = tab.values.map((cells) => lineOf(cells, names));
	const meantFor = new Map(writes.map(({ row, column, value }) => [`${row} ${column}`, value]));
	let at = { frame: tab.frame, log };
	for (const batch of batchesOf(tab, writes, appendedRows(tab, homeless))) {
		const sent = await sendBatch(client, tab, at, batch);
		if (!sent) return done(false);
		const places = new Map([...sent.names].map(([place, name]) => [name, place]));
		const settled = settleBatch({
			known,
			key,
			open: new Map(),
			hits: sent.hits,
			meant: (row, name) => {
				const place = places.get(name);
				return (
					place !== undefined && nameAt(names, place) === name && meantFor.has(`${row} ${place}`)
				);
			},
		});
		for (const { row, name } of settled.landed) landed.add(`${idAt.get(row) ?? row} ${name}`);
		const debts: Debt[] = [...settled.debts, ...appendedDebts(batch.rows, names, sent.names)];
		at = sent;
		const paid = debts.length > 0 ? await repay(client, tab, at, debts, journal) : at;
		if (paid) for (const id of idsIn(batch.rows, tab)) appended.add(id);
		if (debts.length > 0) return done(false, paid);
	}
	return done(true, at);
}

function rowWrites({ tab, pairs, rowNotes }: LeadWork): {
	writes: Placed[];
	idAt: Map<number, string>;
} {
	const { layout } = tab;
	const places = placesOf(layout);
	const columns = mergeColumns(layout);
	const keyAt = layout.place.get(keyColumnOf(layout.spec)) ?? 0;
	const noteAt = layout.place.get(noteColumn);
	const noteWrite = (row: number, note: string): Placed[] =>
		noteAt === undefined || tab.values[row]?.[noteAt] === safeText(note)
			? []
			: [{ row, column: noteAt, value: safeText(note) }];
	const written = pairs.flatMap(({ id, row, target, notes, keyMissing }) => {
		const own = columns.flatMap(({ key }): Placed[] => {
			const column = places.get(key);
			if (column === undefined || sameCell(row.cells[key], target[key])) return [];
			return [{ row: row.row, column, value: target[key] }];
		});
		if (keyMissing) own.push({ row: row.row, column: keyAt, value: id });
		return notes.length > 0 ? [...own, ...noteWrite(row.row, notes.join('\n'))] : own;
	});
	const noted = new Map(rowNotes.map(({ row, note }) => [row, note]));
	return {
		writes: [...written, ...[...noted].flatMap(([row, note]) => noteWrite(row, note))],
		idAt: new Map(pairs.map(({ row, id }) => [row.row, id])),
	};
}

function appendedRows({ layout }: Tab, homeless: readonly Homeless[]): CellValue[][] {
	const places = placesOf(layout);
	const keyAt = layout.place.get(keyColumnOf(layout.spec)) ?? 0;
	const noteAt = layout.place.get(noteColumn);
	const width = Math.max(keyAt, noteAt ?? 0, ...places.values()) + 1;
	return homeless.map(({ id, target, returned }) => {
		const cells: CellValue[] = Array.from({ length: width }, () => undefined);
		for (const [key, column] of places) cells[column] = target[key];
		cells[keyAt] = id;
		if (returned && noteAt !== undefined) cells[noteAt] = returnedNote;
		return cells;
	});
}

const returnedNote =
	'This row was deleted and came back: deleting a row never deletes a lead. Disqualify the lead, or erase it with Lead Record → Erase.';
