import type { Zone } from '../../calendar';
import { cellOf, sameCell, type CellValue, type CellWrite } from '../cells';
import { keyColumnOf } from '../columns';
import type { Layout } from '../layout';
import { readRows } from '../rows';

/** One line of a list, under the keys of its tab's columns. */
export type ListRow = Readonly<Record<string, unknown>>;

/** What a tab lacks to show a list. */
export interface ListPlan {
	cells: CellWrite[];
	/** Rows to be appended, each from the first column on. */
	rows: Array<Array<Pick<CellWrite, 'value' | 'date'>>>;
}

/** What planning has to know beside the list. */
export interface ListView {
	values: ReadonlyArray<readonly CellValue[]>;
	layout: Layout;
	zone: Zone;
	/** Rows that are there belong to people: nothing is written into them. */
	onlyAppend: boolean;
	/** Keys of rows that are left as people wrote them. */
	left?: ReadonlySet<string>;
}

/**
 * What has to be written so that a tab shows a list. A line is found by its key wherever it stands; what left the list leaves
 * the tab, and its row is free for the next one unless people wrote beside it. People's own columns are never written.
 */
export function planList(list: readonly ListRow[], view: ListView): ListPlan {
	const { values, layout, onlyAppend, left } = view;
	const keyName = keyColumnOf(layout.spec);
	const width = 1 + Math.max(-1, ...layout.place.values());
	const wanted = new Map(list.map((line) => [keyOf(line, keyName), lineCells(line, view)]));
	const plan: ListPlan = { cells: [], rows: [] };
	const write = (row: number, target: ReadonlyMap<number, ListLine>): void => {
		for (const [column, { value, date }] of target) {
			if (!sameCell(values[row]?.[column], value)) plan.cells.push({ row, column, value, date });
		}
	};
	const blank = blankLine(layout);
	const taken = new Set<number>();
	for (const { row, id } of readRows(values, layout)) {
		taken.add(row);
		if (id === undefined) continue;
		const key = id.toLowerCase();
		const target = wanted.get(key);
		wanted.delete(key);
		if (!onlyAppend && !left?.has(key)) write(row, target ?? blank);
	}
	let free = 1;
	for (const target of wanted.values()) {
		while (free < values.length && taken.has(free)) free++;
		if (!onlyAppend && free < values.length) write(free++, target);
		else plan.rows.push(rowOf(target, width));
	}
	return plan;
}

type ListLine = Pick<CellWrite, 'value' | 'date'>;

function lineCells(line: ListRow, { layout, zone }: ListView): Map<number, ListLine> {
	return new Map(
		layout.spec.columns.flatMap(({ key, type }): Array<[number, ListLine]> => {
			const at = layout.place.get(key);
			if (at === undefined) return [];
			return [[at, { value: cellOf(type, line[key], zone), date: type === 'dateTime' }]];
		}),
	);
}

function blankLine(layout: Layout): Map<number, ListLine> {
	return new Map([...layout.place.values()].map((at) => [at, { value: undefined, date: false }]));
}

function rowOf(target: ReadonlyMap<number, ListLine>, width: number): ListLine[] {
	const nothing: ListLine = { value: undefined, date: false };
	return Array.from({ length: width }, (_, at) => target.get(at) ?? nothing);
}

/** Keys are compared without case, as people write addresses. */
function keyOf(line: ListRow, name: string): string {
	return String(line[name] ?? '').toLowerCase();
}
