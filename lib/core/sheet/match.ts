import { sameCell, type CellValue } from './cells';
import type { Line } from './lines';

/** A row that is looked for: what stands in it, and where it is now if that says anything of where it was. */
interface Wanted {
	line: Line;
	at?: number;
}

/** A cell that stands in more rows than these says nothing about which one it is. */
const mostAlike = 20;

/**
 * Finds rows again among rows known from another look, wherever they have been sorted to and whatever has been typed or written
 * into them meanwhile, their key included: by the cells that few other rows have. No row is two of them; the pairs that resemble
 * each other most come first, and of two that do so alike the one in its old place.
 * @param tab the whole tab as it is at some time, to tell which cells few rows have; where `known` is all of it, a row that nothing
 * else tells of is the one with its key
 * @returns for each row its place in `known`, if it is there
 */
export function matchRows(
	known: readonly Line[],
	key: string,
	rows: readonly Wanted[],
	tab: readonly Line[] = known,
): Array<number | undefined> {
	const taken = new Set<number>();
	const found = rows.map(({ line, at }) => {
		const here = at === undefined ? undefined : known[at];
		if (at === undefined || !here || !isSame(here, line)) return undefined;
		taken.add(at);
		return at;
	});
	if (!found.includes(undefined)) return found;
	const lost = rows.flatMap((row, index) =>
		found[index] === undefined ? [{ ...row, index }] : [],
	);
	const take = ({ index, row }: { index: number; row: number }): void => {
		if (found[index] !== undefined || taken.has(row)) return;
		found[index] = row;
		taken.add(row);
	};
	const alike = placesOfLines(known, lost);
	for (const { line, index } of lost)
		for (const row of alike.get(signOf(line)) ?? []) take({ index, row });
	const places = placesOfCells(known, lost);
	const inTab = tab === known ? places : placesOfCells(tab, lost);
	lost
		.flatMap((each) => likenesses(each, known, places, inTab))
		.sort((a, b) => b.near - a.near || Number(b.there) - Number(a.there))
		.forEach(take);
	if (tab === known)
		for (const { line, index } of lost)
			for (const row of places.of(key, line[key])) take({ index, row });
	return found;
}

function isSame(a: Line, b: Line): boolean {
	const names = Object.keys(a);
	return (
		names.length === Object.keys(b).length &&
		names.every((name) => name in b && sameCell(a[name], b[name]))
	);
}

/** Known rows by all that stands in them, as far as a row that is looked for may be one of them. */
function placesOfLines(known: readonly Line[], lost: readonly Wanted[]): Map<string, number[]> {
	const sizes = new Set(lost.map(({ line }) => Object.keys(line).length));
	sizes.delete(0);
	const rows = known.keys().filter((row) => sizes.has(Object.keys(known[row] ?? {}).length));
	return Map.groupBy(rows, (row) => signOf(known[row] ?? {}));
}

/** All that stands in a row, as one text. */
function signOf(line: Line): string {
	const names = Object.keys(line).sort();
	return names.map((name) => `${name} ${String(line[name])}`).join('\n');
}

/** In which rows a cell stands. */
interface Places {
	of(name: string, cell: CellValue): readonly number[];
}

/** Where the cells of the rows that are looked for stand. */
function placesOfCells(known: readonly Line[], lost: readonly Wanted[]): Places {
	const places = new Map<string, Map<string, number[]>>();
	for (const { line } of lost) {
		for (const [name, cell] of Object.entries(line)) {
			const column = places.get(name) ?? new Map<string, number[]>();
			places.set(name, column.set(String(cell), []));
		}
	}
	known.forEach((line, row) => {
		for (const [name, cell] of Object.entries(line)) {
			const rows = places.get(name)?.get(String(cell));
			if (rows && rows.length <= mostAlike) rows.push(row);
		}
	});
	return {
		of: (name, cell) => (cell === undefined ? [] : (places.get(name)?.get(String(cell)) ?? [])),
	};
}

/** Known rows that a row may be, and how much speaks for each. */
function likenesses(
	{ line, at, index }: Wanted & { index: number },
	known: readonly Line[],
	places: Places,
	inTab: Places,
): Array<{ index: number; row: number; near: number; there: boolean }> {
	const weights = Object.entries(line).map(([name, cell]): [string, number] => {
		const { length } = inTab.of(name, cell);
		// Where it stands nowhere, somebody has typed it since.
		return [name, length === 0 ? 0.5 : 1 / length];
	});
	const rows = weights.flatMap(([name]) => {
		const same = places.of(name, line[name]);
		return same.length > mostAlike ? [] : same;
	});
	return [...new Set(rows)].flatMap((row) => {
		const other = known[row] ?? {};
		let near = 0;
		for (const [name, weight] of weights)
			near += sameCell(line[name], other[name]) ? weight : -weight;
		// A row that shares a value or two with another is not that one.
		if (near < 0) return [];
		const more = Object.keys(other).filter((name) => !(name in line)).length;
		return [{ index, row, near: near - more / 100, there: row === at }];
	});
}
