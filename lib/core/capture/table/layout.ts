import { mapHeaders, type Mapped } from '../headers/map';

/** Where the header of a table is, and what its columns mean. */
export interface Layout {
	/** Rows before the first row of data: titles, remarks and the header itself. */
	skip: number;
	headers: string[];
	columns: Mapped[];
}

/** How far down a header is looked for. */
const deepest = 15;

/**
 * Finds the header row of a table below titles and remarks: of the first rows the one whose cells are names of fields. A
 * table without one gets 'Column 1', 'Column 2' …, and its values tell what they are.
 */
export function layoutOf(rows: readonly (readonly string[])[]): Layout {
	const width = Math.max(0, ...rows.map((row) => row.length));
	let best = { index: -1, score: 0 };
	for (const [index, row] of rows.slice(0, deepest).entries()) {
		const filled = row.filter((cell) => cell.trim() !== '');
		if (filled.length === 0 || (width > 1 && filled.length < 2)) continue;
		const known = mapHeaders(filled).filter(
			({ target, confidence }) => target !== undefined && confidence >= 0.6,
		).length;
		const likely = filled.filter(isName).length;
		const score = known * 3 + likely + (filled.length === row.length ? 0.5 : 0) - index * 0.1;
		if (known > 0 && score > best.score) best = { index, score };
	}
	if (best.index < 0 && rows[0]?.every((cell) => isName(cell))) best = { index: 0, score: 1 };
	const header = best.index < 0 ? [] : (rows[best.index] ?? []);
	const headers = Array.from(
		{ length: width },
		(_, index) => header[index]?.trim() || `Column ${index + 1}`,
	);
	const samples = rows.slice(best.index + 1, best.index + 51);
	return { skip: best.index + 1, headers, columns: mapHeaders(unique(headers), samples) };
}

/** Short text without the looks of a value. */
function isName(cell: string): boolean {
	const text = cell.trim();
	return (
		text !== '' &&
		text.length <= 60 &&
		!/[@]|^\+?[\d\s().,:/-]+$|^https?:/u.test(text) &&
		/\p{L}/u.test(text)
	);
}

/** Two columns of one name stay two. */
function unique(headers: readonly string[]): string[] {
	const seen = new Map<string, number>();
	return headers.map((header) => {
		const count = (seen.get(header) ?? 0) + 1;
		seen.set(header, count);
		return count === 1 ? header : `${header} ${count}`;
	});
}
