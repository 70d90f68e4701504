import type { CellValue } from './cells';
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
