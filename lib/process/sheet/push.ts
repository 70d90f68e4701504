import { sameCell, type CellValue } from '../../core/sheet/cells';
import { keyColumnOf, noteColumn } from '../../core/sheet/columns';
import { appendedDebts, settleBatch, type Debt } from '../../core/sheet/debts';
import { lineOf, nameAt, namesOf } from '../../core/sheet/lines';
import { mergeColumns, placesOf } from '../../core/sheet/rows';
import { safeText } from '../../core/sheet/safeText';
import { rowsOf, type Placed } from '../../core/sheet/undo';
import type { Frame, SheetsClient } from '../../sheet/client';
import { batchesOf, idsIn, sendBatch, type Log } from './batch';
import { newlyAgreed, type Journal } from './journal';
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
 * writing; what was written over then is given back. What has landed is agreed on before the next batch goes out: the log holds one
 * batch and its repairs, however many leads there are.
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
	const agree = agreeing(work, { landed, appended }, journal);
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
		const paid = debts.length > 0 ? await repay(client, tab, sent, debts, journal) : sent;
		if (!paid) return done(false);
		const added = idsIn(batch.rows, tab);
		for (const id of added) appended.add(id);
		if (!(await agree(batch.writes, added))) return done(false);
		if (debts.length > 0) return done(false, paid);
		// Both sides agree on what stands there: nobody will ask what was there before.
		at = { frame: sent.frame, log: { ...sent.log, rows: 0 } };
	}
	return done(true, at);
}

/** Keeps what rows and leads agree on behind a batch, from the rows that it wrote to and the keys that it appended. */
function agreeing(
	work: LeadWork,
	pushed: Pick<Pushed, 'landed' | 'appended'>,
	journal: Journal,
): (writes: readonly Placed[], added: readonly string[]) => Promise<boolean> {
	const pairAt = new Map(work.pairs.map((pair) => [pair.row.row, pair]));
	const homelessOf = new Map(work.homeless.map((each) => [each.id, each]));
	return async (writes, added) => {
		const pairs = rowsOf(writes).flatMap((row) => pairAt.get(row) ?? []);
		const homeless = added.flatMap((id) => homelessOf.get(id) ?? []);
		const rows = newlyAgreed({ ...work, pairs, homeless }, pushed);
		if (!(await journal.agreed(rows))) return false;
		const bases = new Map(rows.map((row) => [row.leadId, row]));
		for (const pair of pairs) pair.base = bases.get(pair.id) ?? pair.base;
		return true;
	};
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
