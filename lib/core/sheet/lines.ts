import { sameCell, type CellValue } from './cells';
import { keyColumnOf } from './columns';
import type { Layout } from './layout';
import { placesOf } from './rows';

/** A row's filled cells by the names of their columns, the key among them; a column without one is called by its neighbour. */
export type Line = Readonly<Record<string, CellValue>>;

/** Names of columns by their place. */
export type Names = ReadonlyMap<number, string>;

/** Name of every column that has one. */
export function namesOf(layout: Layout): Map<number, string> {
	const names = new Map([...placesOf(layout)].map(([key, place]) => [place, key]));
	const keyAt = layout.place.get(keyColumnOf(layout.spec));
	return keyAt === undefined ? names : names.set(keyAt, keyColumnOf(layout.spec));
}

/** The name of the column at a place; one that a person has inserted is called by the next one with a name before it. */
export function nameAt(names: Names, place: number): string {
	const name = names.get(place);
	if (name !== undefined) return name;
	let before = place - 1;
	while (before >= 0 && !names.has(before)) before--;
	return `#${place - before} ${names.get(before) ?? ''}`;
}

/** Where a column of this name is, if it is anywhere. */
export function placeOf(names: Names, name: string): number | undefined {
	for (const [place, each] of names) if (each === name) return place;
	const [, steps, before = ''] = /^#(\d+) (.*)$/s.exec(name) ?? [];
	if (steps === undefined) return undefined;
	const from = before === '' ? -1 : placeOf(names, before);
	const place = from === undefined ? undefined : from + Number(steps);
	return place === undefined || names.has(place) ? undefined : place;
}

/** A row of values as a line. */
export function lineOf(cells: readonly CellValue[], names: Names): Line {
	const line: Record<string, CellValue> = {};
	cells.forEach((cell, place) => {
		if (cell !== undefined && cell !== '') line[nameAt(names, place)] = cell;
	});
	return line;
}

/** Number of cells that two lines have in common. */
export function alike(a: Line, b: Line): number {
	return Object.keys(a).filter((name) => name in b && sameCell(a[name], b[name])).length;
}

/** How near a row is to a line: cells in common count for it, cells that the line has not or has otherwise count against it. */
export function nearness(row: Line, line: Line): number {
	return 2 * alike(row, line) - Object.keys(row).length;
}

/**
 * Finds rows again among rows known from an earlier look, wherever they have been sorted to and whatever a person has typed into
 * them meanwhile: by what stands in the key column, else by what else stands in them. `at` is where a row is now: it stood there
 * unless something says otherwise. No row is two of them.
 * @param isWhole whether `known` is the whole tab; else the row of a key may be one that is not known
 */
export function matchRows(
	known: readonly Line[],
	key: string,
	rows: ReadonlyArray<{ line: Line; at: number }>,
	isWhole = true,
): Array<number | undefined> {
	const taken = new Set<number>();
	const found = rows.map(({ line, at }) => {
		const here = known[at];
		const size = Object.keys(line).length;
		const same = here && Object.keys(here).length === size && alike(here, line) === size;
		if (same) taken.add(at);
		return same ? at : undefined;
	});
	if (!found.includes(undefined)) return found;
	const byKey = Map.groupBy(known.keys(), (at) => known[at]?.[key]);
	const keyless = byCell(known, key);
	return found.map((same, index) => {
		const row = rows[index];
		if (same !== undefined || !row) return same;
		const { line, at } = row;
		const id = line[key];
		const best = bestOf(
			id === undefined ? candidatesOf(line, keyless) : (byKey.get(id) ?? []),
			{ known, taken },
			line,
			at,
		);
		const match = best === undefined ? undefined : known[best];
		if (best === undefined || !match) return undefined;
		// A row that shares a value or two with another is not that one: somebody typed it.
		const size = Math.max(Object.keys(line).length, Object.keys(match).length);
		if ((id === undefined || !isWhole) && alike(match, line) * 2 < size) return undefined;
		taken.add(best);
		return best;
	});
}

/** Rows with the same cell that are looked at as candidates; more of them say nothing. */
const mostAlike = 20;

/** Rows without a key by what stands in their cells. */
function byCell(known: readonly Line[], key: string): Map<string, number[]> {
	const rows = new Map<string, number[]>();
	known.forEach((line, at) => {
		if (line[key] !== undefined) return;
		for (const [name, cell] of Object.entries(line)) {
			const text = `${name} ${String(cell)}`;
			const same = rows.get(text);
			if (!same) rows.set(text, [at]);
			else if (same.length < mostAlike) same.push(at);
		}
	});
	return rows;
}

function candidatesOf(line: Line, keyless: ReadonlyMap<string, number[]>): number[] {
	const all = Object.entries(line).flatMap(
		([name, cell]) => keyless.get(`${name} ${String(cell)}`) ?? [],
	);
	return [...new Set(all)];
}

function bestOf(
	candidates: readonly number[],
	{ known, taken }: { known: readonly Line[]; taken: ReadonlySet<number> },
	line: Line,
	at: number,
): number | undefined {
	const ranked = candidates
		.filter((row) => !taken.has(row))
		.map((row) => ({ row, near: nearness(known[row] ?? {}, line) }))
		.sort((a, b) => b.near - a.near || Number(b.row === at) - Number(a.row === at));
	return ranked[0]?.row;
}
