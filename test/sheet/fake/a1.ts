/** A rectangle of cells, zero-based, end exclusive; an open end is undefined. */
export interface Box {
	row: number;
	column: number;
	endRow?: number;
	endColumn?: number;
}

/** What an A1 text names: a sheet (undefined = the first one) and a box on it. */
export interface Reference {
	sheet?: string;
	box: Box;
	/** True for a single cell such as 'B2'. */
	single: boolean;
}

const cells = /^\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?(?::\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?)?$/;

/** Splits "'My sheet'!A1:B2" into sheet title and cell part; a text without '!' is all cell part. */
export function splitReference(text: string): { sheet?: string; cells?: string } {
	if (text.startsWith("'")) {
		const quoted = /^'((?:[^']|'')*)'(?:!(.*))?$/.exec(text);
		if (quoted) {
			const sheet = (quoted[1] ?? '').replace(/''/g, "'");
			return quoted[2] === undefined ? { sheet } : { sheet, cells: quoted[2] };
		}
	}
	const at = text.lastIndexOf('!');
	return at < 0 ? { cells: text } : { sheet: text.slice(0, at), cells: text.slice(at + 1) };
}

/** Reads the cell part of a reference, e.g. 'A1:D', '2:2', 'B7'; undefined when it is none. Swapped corners are put right. */
export function readCells(text: string): { box: Box; single: boolean } | undefined {
	const found = cells.exec(text);
	if (!found || (!found[1] && !found[2])) return undefined;
	const [, c1, r1, c2, r2] = found;
	if (!text.includes(':')) {
		if (!c1 || !r1) return undefined;
		const row = Number(r1) - 1;
		const column = columnIndex(c1);
		return { box: { row, column, endRow: row + 1, endColumn: column + 1 }, single: true };
	}
	if (!c2 && !r2) return undefined;
	const rows = ends(r1 ? Number(r1) - 1 : undefined, r2 ? Number(r2) - 1 : undefined);
	const columns = ends(c1 ? columnIndex(c1) : undefined, c2 ? columnIndex(c2) : undefined);
	return {
		box: { row: rows.start, endRow: rows.end, column: columns.start, endColumn: columns.end },
		single: false,
	};
}

/** Prints a box on a sheet as the API does: quoted title when needed, one cell without a colon. */
export function printRange(title: string, box: Required<Box>): string {
	const from = `${columnName(box.column)}${box.row + 1}`;
	const to = `${columnName(box.endColumn - 1)}${box.endRow}`;
	return `${printTitle(title)}!${from === to ? from : `${from}:${to}`}`;
}

/** Title as it stands in a range: quoted unless it is a plain word that is no cell reference. */
export function printTitle(title: string): string {
	const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(title) && !readCells(title);
	return plain ? title : `'${title.replace(/'/g, "''")}'`;
}

/** 0 → A, 26 → AA. */
export function columnName(index: number): string {
	let name = '';
	for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
		name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
	}
	return name;
}

function columnIndex(name: string): number {
	return (
		[...name.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
	);
}

function ends(
	first: number | undefined,
	last: number | undefined,
): { start: number; end?: number } {
	if (first !== undefined && last !== undefined) {
		return { start: Math.min(first, last), end: Math.max(first, last) + 1 };
	}
	// 'A1:1' and 'A:B2' leave one end open: the grid's edge closes it.
	return { start: first ?? last ?? 0 };
}
