import { sameCell, type CellValue } from '../../core/sheet/cells';
import { keyColumnOf } from '../../core/sheet/columns';
import { dateColumns, placesOf, readRows, type SeenRow } from '../../core/sheet/rows';
import type { RowCells } from '../../core/sheet/merge';
import type { CellWrite } from '../../sheet/requests';
import type { Meant } from './settle';
import type { Tab } from './types';

/** Texts shorter than this say little about whose row it is. */
const tellingLength = 5;

/**
 * Writes that give rows their keys back. A row that was sorted or a column that was moved in the moment of writing can put a
 * key into another's row, a value over a key, or a whole appended row beside its columns; without its key a row would pass for
 * a new lead.
 */
export function lostRows(tab: Tab, { before, appended, keyed }: Meant): CellWrite[] {
	const all = readRows(tab.values, tab.layout);
	const present = new Set(all.map(({ id }) => id));
	const astray = new Set([...appended.keys()].filter((id) => !present.has(id)));
	const strangers = all.filter(({ id, cells }) => {
		const typed = keyed.get(id ?? '');
		return typed
			? !resembles(cells, typed)
			: id === undefined || !(before.has(id) || appended.has(id));
	});
	const beside = besideTheirColumns(tab, strangers, astray);
	const ownerless = strangers.filter(({ row }) => !beside.has(row));
	const wrong = new Set(ownerless.flatMap(({ id }) => (keyed.has(id ?? '') ? id : [])));
	const lost = [...before.keys()].filter((id) => !present.has(id) || wrong.has(id));
	if (beside.size + lost.length === 0) return [];
	const keyAt = tab.layout.place.get(keyColumnOf(tab.layout.spec)) ?? 0;
	const keys = new Map<number, string | undefined>();
	for (const { row, id } of ownerless) if (wrong.has(id ?? '')) keys.set(row, undefined);
	for (const { id, row } of matched(lost, before, ownerless)) keys.set(row, id);
	return [
		...[...beside].flatMap(([row, id]) => wholeRow(tab, row, id, appended.get(id) ?? {})),
		...[...keys].map(([row, value]): CellWrite => ({ row, column: keyAt, value, date: false })),
	];
}

/** Whether a row still holds most of what it held. */
function resembles(now: RowCells, was: RowCells): boolean {
	const keys = Object.keys(was);
	return keys.filter((key) => sameCell(now[key], was[key])).length * 2 >= keys.length;
}

/** Rows that hold one of the ids in another column than the key's: no text of a person's is one. */
function besideTheirColumns(
	{ values }: Tab,
	orphans: readonly SeenRow[],
	ids: ReadonlySet<string>,
): Map<number, string> {
	return new Map(
		orphans.flatMap(({ row }): Array<[number, string]> => {
			const id = (values[row] ?? []).find(
				(cell): cell is string => typeof cell === 'string' && ids.has(cell),
			);
			return id === undefined ? [] : [[row, id]];
		}),
	);
}

function wholeRow(
	{ layout, values }: Tab,
	row: number,
	id: string,
	target: Readonly<Record<string, CellValue>>,
): CellWrite[] {
	const dates = dateColumns(layout);
	const wanted = new Map<number, { value: CellValue; date: boolean }>();
	(values[row] ?? []).forEach((_, column) => wanted.set(column, { value: undefined, date: false }));
	for (const [key, column] of placesOf(layout))
		wanted.set(column, { value: target[key], date: dates.has(key) });
	wanted.set(layout.place.get(keyColumnOf(layout.spec)) ?? 0, { value: id, date: false });
	return [...wanted].flatMap(([column, { value, date }]) =>
		sameCell(values[row]?.[column], value) ? [] : [{ row, column, value, date }],
	);
}

/** For each lost id the row that holds most of its cells, where that is at least half of them and no other row's claim is as good. */
function matched(
	lost: readonly string[],
	before: Meant['before'],
	rows: readonly SeenRow[],
): Array<{ id: string; row: number }> {
	const byCell = new Map<string, SeenRow[]>();
	for (const row of rows) {
		for (const [key, value] of Object.entries(row.cells)) {
			if (String(value).length < tellingLength) continue;
			const name = `${key} ${String(value)}`;
			byCell.set(name, [...(byCell.get(name) ?? []), row].slice(0, 5));
		}
	}
	const taken = new Set<number>();
	return lost.flatMap((id) => {
		const cells = Object.entries(before.get(id) ?? {});
		const tally = new Map<number, number>();
		for (const [key, value] of cells) {
			for (const { row } of byCell.get(`${key} ${String(value)}`) ?? [])
				tally.set(row, (tally.get(row) ?? 0) + 1);
		}
		const [best, second] = [...tally].sort(([, a], [, b]) => b - a);
		const telling = cells.filter(([, value]) => String(value).length >= tellingLength).length;
		if (!best || best[1] * 2 < telling || best[1] === second?.[1] || taken.has(best[0])) return [];
		taken.add(best[0]);
		return [{ id, row: best[0] }];
	});
}
