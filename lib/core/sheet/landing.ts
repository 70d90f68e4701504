import { sameCell, type CellValue } from './cells';
import { keyColumnOf } from './columns';
import type { Layout } from './layout';
import type { RowCells } from './merge';
import { placesOf } from './rows';

/** A tab in one moment. */
export interface Moment {
	layout: Layout;
	/** Values by row and column, header first. */
	values: ReadonlyArray<readonly CellValue[]>;
}

/** A value for a place in the grid. */
export interface Placed {
	row: number;
	column: number;
	value: CellValue;
}

/**
 * Finds out where writes landed. They were meant for places in `known`, and Google wrote them to the same places of a tab whose
 * rows or columns people had moved meanwhile: `after` is the tab right behind the write.
 * @returns what puts it right, by places in `after`: cells of others get back what they held in `known`, and what was meant goes
 * to where its row and column are now, unless somebody has typed there. Nothing when every write landed where it should.
 */
export function misplacedWrites(
	known: Moment,
	after: Moment,
	writes: readonly Placed[],
	appended: ReadonlyMap<string, RowCells> = new Map(),
): Placed[] {
	const columns = { known: namesOf(known.layout), after: namesOf(after.layout) };
	const hits = new Map<number, Map<number, CellValue>>();
	const wanted = new Map<string, CellValue>();
	for (const { row, column, value } of writes) {
		hits.set(row, (hits.get(row) ?? new Map<number, CellValue>()).set(column, value));
		const name = columns.known.get(column);
		if (name !== undefined) wanted.set(`${row} ${name}`, value);
	}
	const rowOf = sameRows(known, after, hits, columns);
	const repairs = new Map<string, Placed>();
	const put = (row: number, column: number, value: CellValue): void => {
		if (sameCell(after.values[row]?.[column], value)) repairs.delete(`${row} ${column}`);
		else repairs.set(`${row} ${column}`, { row, column, value });
	};
	const missed = new Set(wanted.keys());
	for (const [row, cells] of hits) {
		const was = rowOf.get(row);
		for (const [column, value] of cells) {
			const name = columns.after.get(column);
			const cell = `${was} ${name}`;
			if (was !== undefined && name !== undefined && wanted.has(cell)) {
				missed.delete(cell);
				if (!sameCell(wanted.get(cell), value)) put(row, column, wanted.get(cell));
			} else if (sameCell(after.values[row]?.[column], value)) {
				put(row, column, was === undefined ? undefined : valueOf(known, columns.known, was, name));
			}
		}
	}
	const now = new Map([...rowOf].map(([row, was]) => [was, row]));
	const placeOf = new Map([...columns.after].map(([column, name]) => [name, column]));
	const before = new Map([...columns.known].map(([column, name]) => [name, column]));
	for (const cell of missed) {
		const at = cell.indexOf(' ');
		const was = Number(cell.slice(0, at));
		const name = cell.slice(at + 1);
		const row = now.get(was);
		const column = placeOf.get(name);
		const from = before.get(name);
		if (row === undefined || column === undefined || from === undefined) continue;
		// Somebody has typed here since: that is the next sync's to take.
		if (sameCell(after.values[row]?.[column], known.values[was]?.[from]))
			put(row, column, wanted.get(cell));
	}
	for (const each of besideColumns(known, after, appended)) put(each.row, each.column, each.value);
	return [...repairs.values()];
}

/** For each row of `after` that a write has hit or that lost its key: which row of `known` it is; a row that is none was empty. */
function sameRows(
	known: Moment,
	after: Moment,
	hits: ReadonlyMap<number, ReadonlyMap<number, CellValue>>,
	columns: { known: ReadonlyMap<number, string>; after: ReadonlyMap<number, string> },
): Map<number, number> {
	const keyWas = keyPlace(known.layout);
	const keyIs = keyPlace(after.layout);
	const byId = new Map<CellValue, number>();
	known.values.forEach((line, row) => {
		// The key that stood there, be it a wrong one that is being put right: a cell that was not hit shows it still.
		const id = line[keyWas];
		if (row > 0 && id !== undefined && !byId.has(id)) byId.set(id, row);
	});
	const found = new Map<number, number>();
	const taken = new Set<number>();
	const open: number[] = [];
	after.values.forEach((line, row) => {
		if (row === 0) return;
		const was = hits.get(row)?.has(keyIs) ? undefined : byId.get(line[keyIs]);
		if (was === undefined || taken.has(was)) open.push(row);
		else {
			found.set(row, was);
			taken.add(was);
		}
	});
	if (open.length === 0) return found;
	const rowsWith = new Map<string, number[]>();
	known.values.forEach((line, row) => {
		if (row === 0 || taken.has(row)) return;
		for (const [column, name] of columns.known) {
			const cell = line[column];
			if (cell === undefined) continue;
			const rows = rowsWith.get(`${name} ${String(cell)}`);
			if (!rows) rowsWith.set(`${name} ${String(cell)}`, [row]);
			else if (rows.length < mostAlike) rows.push(row);
		}
	});
	// Rows that say most about themselves choose first.
	const claims = open.map((row) => {
		const tally = new Map<number, number>();
		const line = after.values[row] ?? [];
		for (const [column, name] of columns.after) {
			if (line[column] === undefined || hits.get(row)?.has(column)) continue;
			for (const was of rowsWith.get(`${name} ${String(line[column])}`) ?? [])
				tally.set(was, (tally.get(was) ?? 0) + 1);
		}
		// A row that has not moved is the more likely one.
		const rank = [...tally].sort(
			([a, x], [b, y]) => y - x || Number(b === row) - Number(a === row),
		);
		const filled = [...columns.after.keys()].filter(
			(column) => line[column] !== undefined && !hits.get(row)?.has(column),
		).length;
		// A row that shares a value or two with another is not that one: somebody typed it.
		return { row, rank: rank.filter(([, alike]) => alike * 2 > filled), most: rank[0]?.[1] ?? 0 };
	});
	for (const { row, rank } of claims.sort((a, b) => b.most - a.most)) {
		const was = rank.find(([candidate]) => !taken.has(candidate))?.[0];
		if (was === undefined) continue;
		taken.add(was);
		found.set(row, was);
	}
	return found;
}

/** Rows with the same value in a column that are looked at as candidates; more of them say nothing. */
const mostAlike = 20;

/** Appended rows whose columns moved away from under them: whole rows again, found by the id that stands in another column. */
function besideColumns(
	known: Moment,
	{ layout, values }: Moment,
	appended: ReadonlyMap<string, RowCells>,
): Placed[] {
	const there = placesOf(layout);
	const keyAt = keyPlace(layout);
	const same =
		keyPlace(known.layout) === keyAt &&
		[...placesOf(known.layout)].every(([key, place]) => there.get(key) === place);
	if (same || appended.size === 0) return [];
	return values.flatMap((line, row): Placed[] => {
		const id = line.find((cell): cell is string => typeof cell === 'string' && appended.has(cell));
		const target = id === undefined ? undefined : appended.get(id);
		if (row === 0 || !target) return [];
		const wanted = new Map<number, CellValue>(line.map((_, column) => [column, undefined]));
		for (const [key, column] of there) wanted.set(column, target[key]);
		wanted.set(keyAt, id);
		return [...wanted].flatMap(([column, value]) =>
			sameCell(line[column], value) ? [] : [{ row, column, value }],
		);
	});
}

function namesOf(layout: Layout): Map<number, string> {
	const names = new Map([...placesOf(layout)].map(([key, column]) => [column, key]));
	return names.set(keyPlace(layout), keyColumnOf(layout.spec));
}

function keyPlace({ place, spec }: Layout): number {
	return place.get(keyColumnOf(spec)) ?? -1;
}

function valueOf(
	{ values }: Moment,
	columns: ReadonlyMap<number, string>,
	row: number,
	name: string | undefined,
): CellValue {
	for (const [column, each] of columns) if (each === name) return values[row]?.[column];
	return undefined;
}
