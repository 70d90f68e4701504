/** A value of a column, the same in both engines: instants and counts are numbers, documents are JSON text. */
export type Cell = string | number | null;
export type CellRow = Cell[];

/** A table as both engines have it. */
export interface Table {
	name: string;
	columns: string[];
	/** Columns of the primary key, in order: pages are read and checksums are taken in their order. */
	key: string[];
}

/** One side of a copy: the store that is read, or the one that is filled. */
export interface End {
	/** The next rows in the order of the key; an empty page is the last one. @param after key of the last row before */
	page(table: Table, after: CellRow | undefined): Promise<CellRow[]>;
	/** The number in the only row of a query, with the tables written as `lm.leads`. */
	number(sql: string): Promise<number>;
	/** The text in the only row of a query; undefined where there is no row. */
	text(sql: string): Promise<string | undefined>;
	close(): Promise<void>;
}

/** A side that is filled, in one transaction: until `commit` nobody sees anything of it. */
export interface Target extends End {
	/** A row as this engine can store it. */
	fit(row: CellRow): CellRow;
	insert(table: Table, rows: readonly CellRow[]): Promise<void>;
	/** Forgets the settings and keys that the empty store has made for itself. */
	clearKept(): Promise<void>;
	commit(tables: readonly Table[]): Promise<void>;
}

/** Rows of a page: a submission may be as long as a megabyte. */
export const pageRows = 200;

/** Where the rows of a table come from: counters are several rows per name in Postgres, and what sums to 0 is none. */
export function sourceOf({ name }: Table): string {
	if (name === 'kept') return "(SELECT * FROM lm.kept WHERE name <> 'workspace') AS t";
	if (name !== 'counters') return `lm.${name} AS t`;
	return '(SELECT kind, name, CAST(sum(n) AS bigint) AS n FROM lm.counters GROUP BY kind, name HAVING sum(n) <> 0) AS t';
}

/** A page's statement; `place` writes the placeholder of the nth value. */
export function pageQuery(table: Table, isFirst: boolean, place: (n: number) => string): string {
	const key = table.key.map(quoted).join(', ');
	const places = table.key.map((_, index) => place(index + 1)).join(', ');
	const where = isFirst ? '' : `WHERE (${key}) > (${places})`;
	return `SELECT ${table.columns.map(quoted).join(', ')} FROM ${sourceOf(table)} ${where} ORDER BY ${key} LIMIT ${pageRows}`;
}

export function quoted(name: string): string {
	return `"${name}"`;
}

/** A value as the database's client hands it out. */
export function cell(value: unknown): Cell {
	if (typeof value === 'string' || typeof value === 'number' || value === null) return value;
	throw new Error(`A column holds a ${typeof value}, which no column of a lead store does.`);
}
