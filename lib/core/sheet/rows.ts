import type { Zone } from '../calendar';
import type { Lead } from '../lead/lead';
import { toCell, type CellValue } from './cells';
import { keyColumnOf, noteColumn } from './columns';
import type { Layout } from './layout';
import type { MergeColumn, RowCells } from './merge';
import { safeText } from './safeText';

/** Column key of one of the user's own columns. */
export const ownPrefix = 'own:';

/** A row of the tab that holds something. */
export interface SeenRow {
	/** Zero-based row of the sheet; the header is row 0. */
	row: number;
	/** What stands in the key column; absent for a row that a person added. */
	id?: string;
	cells: RowCells;
}

/** Rows with content below the header, by the layout; rows that hold nothing but blanks are left out. */
export function readRows(values: readonly (readonly CellValue[])[], layout: Layout): SeenRow[] {
	const places = placesOf(layout);
	const keyAt = layout.place.get(keyColumnOf(layout.spec));
	return values.flatMap((line, row): SeenRow[] => {
		if (row === 0) return [];
		const cells: Record<string, CellValue> = {};
		for (const [key, index] of places) {
			const cell = line[index];
			if (cell !== undefined && cell !== '') cells[key] = cell;
		}
		const key = keyAt === undefined ? undefined : line[keyAt];
		const id = key === undefined || key === '' ? undefined : String(key).trim();
		if (id === undefined && Object.keys(cells).length === 0) return [];
		return [{ row, cells, ...(id ? { id } : {}) }];
	});
}

/** The cells that a lead should have in this layout; the note is not the lead's. */
export function cellsOf(lead: Lead, layout: Layout, zone: Zone): RowCells {
	const cells: Record<string, CellValue> = {};
	for (const { key, field } of layout.spec.columns) {
		const cell = field && layout.place.has(key) ? toCell(field, lead, zone) : undefined;
		if (cell !== undefined) cells[key] = cell;
	}
	for (const { header } of layout.own) {
		const value: unknown = lead.extra?.[header];
		if (value !== undefined && value !== null && value !== '')
			cells[`${ownPrefix}${header}`] = ownCell(value);
	}
	return cells;
}

/** The columns that are merged: ours but for key and note, then the user's own. */
export function mergeColumns(layout: Layout): MergeColumn[] {
	const managed = layout.spec.columns
		.slice(1)
		.filter(({ key }) => layout.place.has(key) && key !== noteColumn)
		.map(({ key, human }) => ({ key, human }));
	return [
		...managed,
		...layout.own.map(({ header }) => ({ key: `${ownPrefix}${header}`, human: true })),
	];
}

/** Place of every column by its key, without the key column. */
export function placesOf(layout: Layout): Map<string, number> {
	const places = new Map(layout.place);
	places.delete(keyColumnOf(layout.spec));
	for (const { header, index } of layout.own) places.set(`${ownPrefix}${header}`, index);
	return places;
}

/** Keys of the columns that show dates. */
export function dateColumns({ spec }: Layout): ReadonlySet<string> {
	return new Set(spec.columns.flatMap(({ key, type }) => (type === 'dateTime' ? [key] : [])));
}

function ownCell(value: unknown): CellValue {
	if (typeof value === 'number' || typeof value === 'boolean') return value;
	return safeText(typeof value === 'string' ? value : JSON.stringify(value));
}
