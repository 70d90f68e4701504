import { sameCell, type CellValue } from './cells';
import { lineOf, placeOf, type Line, type Names } from './lines';
import { matchRows } from './match';

/** A row that holds something of ours which does not belong there. */
export interface Debt {
	/** The row as it stands. */
	line: Line;
	/** What belongs into its cells instead, by column name; undefined is an empty cell. */
	owed: ReadonlyMap<string, CellValue>;
}

/** A row that a batch wrote to. */
export interface Hit {
	/** Its place. */
	row: number;
	/** What stood in it just before, seen by the batch itself. */
	before: Line;
	/** What was written into it. */
	writes: ReadonlyMap<string, CellValue>;
}

/** What came of a batch. */
export interface Settled {
	/** What is still to be put right. */
	debts: Debt[];
	/** Cells that took what was meant for them. */
	landed: Array<{ row: number; name: string }>;
}

/**
 * What a batch did, cell by cell. It wrote to places, whatever stood there by then, but it kept what stood there: so nothing has to
 * be guessed. A cell that took what was meant for it has landed. Every other one owes what it held before, be it because its row
 * or column is another one, or because a person has typed into it since we read it.
 * @param known the rows as they were read, by place; where they stood is where the batch wrote to
 * @param open debts by the place in `known` of their row
 * @param tab the whole tab as it is at some time, where `known` is not all of it
 * @param meant whether what was written there was meant for that column
 */
export function settleBatch({
	known,
	key,
	open,
	hits,
	meant,
	tab,
}: {
	known: readonly Line[];
	key: string;
	open: ReadonlyMap<number, Debt>;
	hits: readonly Hit[];
	meant: (row: number, name: string) => boolean;
	tab?: readonly Line[];
}): Settled {
	const found = matchRows(
		known,
		key,
		hits.map(({ before, row }) => ({ line: before, at: row })),
		tab,
	);
	const left = new Map(open);
	const settled: Settled = { debts: [], landed: [] };
	for (const [index, { row, before, writes }] of hits.entries()) {
		const at = found[index];
		const debt = at === undefined ? undefined : left.get(at);
		if (at !== undefined) left.delete(at);
		const owed = new Map<string, CellValue>();
		// What a person typed over what we owed stays.
		const owes = (name: string): boolean =>
			debt?.owed.has(name) === true && sameCell(before[name], debt.line[name]);
		for (const [name, value] of debt?.owed ?? [])
			if (!writes.has(name) && owes(name)) owed.set(name, value);
		for (const [name, value] of writes) {
			const right = owes(name) ? debt?.owed.get(name) : before[name];
			if (at === row && meant(row, name) && sameCell(before[name], known[row]?.[name]))
				settled.landed.push({ row, name });
			else if (!sameCell(right, value)) owed.set(name, right);
		}
		if (owed.size > 0) settled.debts.push({ line: written(before, writes), owed });
	}
	settled.debts.push(...left.values());
	return settled;
}

/** A line with cells written into it. */
export function written(line: Line, writes: ReadonlyMap<string, CellValue>): Line {
	const all = { ...line, ...Object.fromEntries(writes) };
	return Object.fromEntries(
		Object.entries(all).filter(([, cell]) => cell !== undefined && cell !== ''),
	);
}

/** Where debts are to be paid, as the tab is now. */
export interface Paying {
	/** By place of their row; what a person has typed over since is no longer among them. */
	open: Map<number, Debt>;
	writes: Array<{ row: number; column: number; value: CellValue; name: string }>;
}

/** Finds the rows of debts in a tab as it is now, and what has to be written there. Rows that are gone owe nothing any more. */
export function payDebts(
	debts: readonly Debt[],
	lines: readonly Line[],
	names: Names,
	key: string,
): Paying {
	// The header is no row of these.
	const found = matchRows(lines.with(0, {}), key, debts);
	const paying: Paying = { open: new Map(), writes: [] };
	for (const [index, { line, owed }] of debts.entries()) {
		const row = found[index];
		if (row === undefined) continue;
		const writes = [...owed].flatMap(([name, value]) => {
			const column = placeOf(names, name);
			const untouched = sameCell(lines[row]?.[name], line[name]);
			return column === undefined || !untouched ? [] : [{ row, column, value, name }];
		});
		if (writes.length === 0) continue;
		paying.writes.push(...writes);
		paying.open.set(row, {
			line: lines[row] ?? {},
			owed: new Map(writes.map(({ name, value }) => [name, value])),
		});
	}
	return paying;
}

/**
 * What rows owe that were appended while columns were moved: their cells fell beside.
 * @param places names of the columns by the places that were written to, as they were read
 * @param names names of the columns in the moment of writing
 */
export function appendedDebts(
	rows: ReadonlyArray<readonly CellValue[]>,
	places: Names,
	names: Names,
): Debt[] {
	return rows.flatMap((cells): Debt[] => {
		const line = lineOf(cells, names);
		const wanted = lineOf(cells, places);
		const owed = new Map<string, CellValue>(
			[...Object.keys(line), ...Object.keys(wanted)].flatMap((name) =>
				sameCell(line[name], wanted[name]) ? [] : [[name, wanted[name]]],
			),
		);
		return owed.size > 0 ? [{ line, owed }] : [];
	});
}
