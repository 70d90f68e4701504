import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Session } from '../sqlite/session';
import { cell, pageQuery, quoted, type CellRow, type End, type Table, type Target } from './end';

/** Tables that are each engine's own. */
const own = "('migrations', 'counters')";

/** The built-in store as it is at this moment: what is written later is not read. */
export function sqliteSource(file: string): { end: End; tables: Table[] } {
	const db = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
	db.exec('BEGIN');
	return { end: endOf(db), tables: tablesOf(db) };
}

/** The built-in store, made where there is none, in a transaction. @param now milliseconds since the epoch */
export function sqliteTarget(
	file: string,
	workspace: string,
	now: number,
): { end: Target; tables: Table[] } {
	const session = new Session(file, workspace);
	try {
		session.prepare(now);
		session.begin(true);
	} catch (error) {
		session.close();
		throw error;
	}
	const end: Target = {
		...endOf(session.db),
		fit: (row) => row,
		async insert({ name, columns }, rows) {
			const places = columns.map(() => '?').join(', ');
			const insert = session.sql(
				`INSERT INTO ${name} (${columns.map(quoted).join(', ')}) VALUES (${places})`,
			);
			for (const row of rows) insert.run(...row);
		},
		async clearKept() {
			session.db.exec('DELETE FROM kept; DELETE FROM counters');
		},
		commit: async () => session.commit(),
		async close() {
			session.rollback();
			session.close();
		},
	};
	return { end, tables: tablesOf(session.db) };
}

function endOf(db: DatabaseSync): End {
	const one = (sql: string) => Object.values(db.prepare(local(sql)).get() ?? {})[0];
	const pages = new Map<string, StatementSync>();
	return {
		async page(table, after) {
			const query = local(pageQuery(table, after === undefined, () => '?'));
			const statement = pages.get(query) ?? db.prepare(query);
			pages.set(query, statement);
			return statement.all(...(after ?? [])).map((row): CellRow => Object.values(row).map(cell));
		},
		number: async (sql) => Number(one(sql) ?? 0),
		async text(sql) {
			const value = one(sql);
			return typeof value === 'string' ? value : undefined;
		},
		close: async () => db.close(),
	};
}

function local(sql: string): string {
	return sql.replaceAll('lm.', '');
}

/** Every table that the present form has, read from the file, so that a new one is never left behind. */
function tablesOf(db: DatabaseSync): Table[] {
	const names = db
		.prepare(
			`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN ${own} ORDER BY name`,
		)
		.all()
		.map(({ name }) => String(name));
	const columns = db.prepare('SELECT name, pk FROM pragma_table_info(?)');
	const counters = { name: 'counters', columns: ['kind', 'name', 'n'], key: ['kind', 'name'] };
	const found = names.map((name): Table => {
		const rows = columns.all(name).map((row) => ({ name: String(row.name), pk: Number(row.pk) }));
		return {
			name,
			columns: rows.map((row) => row.name),
			key: rows
				.filter(({ pk }) => pk > 0)
				.sort((a, b) => a.pk - b.pk)
				.map((row) => row.name),
		};
	});
	return [...found, counters];
}
