import type { CellValue } from './cells';
import type { TabSpec } from './columns';
import type { Hit } from './debts';
import { lineOf, nameAt, type Names } from './lines';

/**
 * The hidden tab in which every batch keeps what it is about to write over: an undo log. Google carries a batch out whole and in
 * order, so that it copies the rows first and writes then, and nothing comes in between.
 */
export const undoTab: TabSpec = { key: 'undo', title: 'Sync undo log', columns: [], hidden: true };

/** A value for a place in the grid. */
export interface Placed {
	row: number;
	column: number;
	value: CellValue;
}

/** What a batch says of itself in the log. */
export interface UndoHead {
	/** Google's id of the tab that it writes to. */
	sheetId: number;
	/** Place, header and name of its columns as they were read. */
	columns: Array<[place: number, header: string, name: string]>;
	writes: Placed[];
	/** Keys of the rows that it appends. */
	appended: string[];
	/** It gives back what an earlier one wrote over. */
	repair: boolean;
}

/** A batch as the log has it. */
export interface UndoRecord extends UndoHead {
	/** The tab's header in the moment of writing. */
	header: readonly CellValue[];
	/** Rows it wrote to, by place, as they were just before. */
	before: ReadonlyMap<number, readonly CellValue[]>;
	/** Rows of the log behind it. */
	end: number;
}

/** Cells take 50,000 characters. */
const pieceLength = 45_000;
const mark = 'undo';

/** The log's first column for one batch; its first row keeps the header, the next ones the rows that are written to. */
export function undoColumn(head: UndoHead): string[] {
	const text = JSON.stringify({
		...head,
		writes: head.writes.map(({ row, column, value }) => [row, column, value ?? null]),
	});
	// A letter in front, so that no piece can be taken for a formula.
	const pieces = Array.from(
		{ length: Math.ceil(text.length / pieceLength) },
		(_, at) => `j${text.slice(at * pieceLength, (at + 1) * pieceLength)}`,
	);
	return [`${mark} ${pieces.length} ${rowsOf(head.writes).length}`, ...pieces];
}

/** How many rows of the log a batch takes. */
export function undoHeight(head: UndoHead, column: readonly string[]): number {
	return Math.max(column.length, 1 + rowsOf(head.writes).length);
}

/** Places of the rows that are written to, from above. */
export function rowsOf(writes: readonly Placed[]): number[] {
	return [...new Set(writes.map(({ row }) => row))].sort((a, b) => a - b);
}

/** Batches in the order in which they were written; what is no record of ours ends the list. */
export function readUndo(values: ReadonlyArray<readonly CellValue[]>, from = 0): UndoRecord[] {
	const records: UndoRecord[] = [];
	for (let at = from; at < values.length;) {
		const [, pieces, rows] = /^undo (\d+) (\d+)$/.exec(String(values[at]?.[0] ?? '')) ?? [];
		if (pieces === undefined || rows === undefined) break;
		const text = values
			.slice(at + 1, at + 1 + Number(pieces))
			.map(([piece]) => String(piece ?? '').slice(1))
			.join('');
		const head = parseHead(text);
		if (!head) break;
		const first = at + 1;
		const end = at + Math.max(1 + Number(pieces), 1 + Number(rows));
		records.push({
			...head,
			header: values[at]?.slice(1) ?? [],
			before: new Map(
				rowsOf(head.writes).map((row, index) => [row, values[first + index]?.slice(1) ?? []]),
			),
			end,
		});
		at = end;
	}
	return records;
}

/** Rows that a batch wrote to, with their columns called by the names they had in that moment. */
export function hitsOf({ before, writes }: UndoRecord, names: Names): Hit[] {
	const hits = new Map<number, Map<string, CellValue>>();
	for (const { row, column, value } of writes) {
		const cells = hits.get(row) ?? new Map<string, CellValue>();
		hits.set(row, cells.set(nameAt(names, column), value));
	}
	return [...hits].map(([row, cells]) => ({
		row,
		before: lineOf(before.get(row) ?? [], names),
		writes: cells,
	}));
}

/**
 * Names of the columns in the moment of a batch, where nobody has seen their marks then: a header is known by what it was called when
 * the batch was made, or by what it is called now.
 */
export function namesThen(
	{ header, columns }: UndoRecord,
	now: { header: readonly CellValue[]; names: Names },
): Map<number, string> {
	const called = new Map<string, string>();
	now.header.forEach((text, place) => {
		const name = now.names.get(place);
		if (name !== undefined && text !== undefined) called.set(String(text), name);
	});
	for (const [, text, name] of columns) called.set(text, name);
	return new Map(
		header.flatMap((text, place): Array<[number, string]> => {
			const name = text === undefined ? undefined : called.get(String(text));
			return name === undefined ? [] : [[place, name]];
		}),
	);
}

function parseHead(text: string): UndoHead | undefined {
	let read: unknown;
	try {
		read = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (typeof read !== 'object' || read === null) return undefined;
	const { sheetId, columns, writes, appended, repair }: Partial<Record<string, unknown>> = {
		...read,
	};
	if (
		typeof sheetId !== 'number' ||
		!Array.isArray(columns) ||
		!Array.isArray(writes) ||
		!Array.isArray(appended)
	)
		return undefined;
	return {
		sheetId,
		columns: columns.flatMap((each: unknown): UndoHead['columns'] => {
			const [place, header, name]: unknown[] = Array.isArray(each) ? each : [];
			return typeof place === 'number' && typeof header === 'string' && typeof name === 'string'
				? [[place, header, name]]
				: [];
		}),
		writes: writes.flatMap((each: unknown): Placed[] => {
			const [row, column, value]: unknown[] = Array.isArray(each) ? each : [];
			return typeof row === 'number' && typeof column === 'number'
				? [{ row, column, value: cellOf(value) }]
				: [];
		}),
		appended: appended.map(String),
		repair: repair === true,
	};
}

function cellOf(value: unknown): CellValue {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? value
		: undefined;
}
