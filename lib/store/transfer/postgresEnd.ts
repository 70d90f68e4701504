import { explainFailure } from '../postgres/failure';
import type { PostgresPlace } from '../postgres/place';
import { openPool, type PoolClient } from '../postgres/pools';
import { migrate } from '../postgres/schema/migrations';
import { cleanDoc } from '../postgres/session';
import {
	cell,
	pageQuery,
	quoted,
	type Cell,
	type CellRow,
	type End,
	type Table,
	type Target,
} from './end';

/** The schema of a workspace in a database. */
export interface SchemaPlace {
	place: PostgresPlace;
	schema: string;
	workspace: string;
	/** Milliseconds since the epoch, noted where the schema is made. */
	now: number;
}

/** The Postgres store as it is at this moment: what is written later is not read. */
export async function postgresSource(where: SchemaPlace): Promise<End> {
	return await began(where, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
}

/** The Postgres store, made where there is none, in a transaction; who writes to it meanwhile waits. */
export async function postgresTarget(where: SchemaPlace): Promise<Target> {
	const tables = ['receipts', 'leads', 'touchpoints'].map((name) => `lm.${name}`).join(', ');
	const end = await began(
		where,
		`BEGIN; SET LOCAL lock_timeout = '20s'; LOCK TABLE ${tables} IN EXCLUSIVE MODE; SET LOCAL lock_timeout = 0`,
	);
	const { query } = end;
	return {
		...end,
		fit: (row) => row.map(storable),
		async insert({ name, columns }, rows) {
			const list = [...columns, ...(name === 'counters' ? ['shard'] : [])].map(quoted).join(', ');
			const records = rows.map((row) => ({
				...Object.fromEntries(columns.map((column, index) => [column, row[index]])),
				...(name === 'counters' && { shard: 0 }),
			}));
			await query(
				`INSERT INTO lm.${name} (${list}) OVERRIDING SYSTEM VALUE SELECT ${list} FROM json_populate_recordset(NULL::lm.${name}, $1::json)`,
				[JSON.stringify(records)],
			);
		},
		clearKept: async () => {
			await query("DELETE FROM lm.kept WHERE name <> 'workspace'");
			await query('DELETE FROM lm.counters');
		},
		async commit(all) {
			// The next id is one that no row has.
			for (const { name } of all.filter(({ columns }) => columns.includes('id')))
				await query(
					`SELECT setval(pg_get_serial_sequence('lm.${name}', 'id'), max(id)) FROM lm.${name} HAVING max(id) IS NOT NULL`,
				);
			for (const { name } of all) await query(`ANALYZE lm.${name}`);
			await query('COMMIT');
		},
	};
}

interface PostgresEnd extends End {
	query(sql: string, values?: readonly Cell[]): Promise<CellRow[]>;
}

async function began({ place, schema, workspace, now }: SchemaPlace, begin: string) {
	const { pool, close } = openPool(place);
	let client: PoolClient | undefined;
	const ended = async () => {
		// A transaction that was not committed ends with its connection.
		client?.release(true);
		await close();
	};
	const query: PostgresEnd['query'] = async (sql, values = []) => {
		if (client === undefined) throw new Error('The connection is not open yet.');
		const text = sql.replaceAll('lm.', `"${schema}".`);
		try {
			// Several statements in one message take no values and are answered by several results.
			if (values.length === 0) {
				const answer: unknown = await client.query({ text, rowMode: 'array' });
				return rowsIn(answer);
			}
			return rowsIn(await client.query({ text, values: [...values], rowMode: 'array' }));
		} catch (error) {
			throw explainFailure(error, place);
		}
	};
	try {
		await migrate(pool, schema, workspace, now);
		client = await pool.connect();
		client.on('error', () => undefined);
		await query(begin);
	} catch (error) {
		await ended();
		throw explainFailure(error, place);
	}
	const end: PostgresEnd = {
		query,
		page: async (table: Table, after) =>
			await query(
				pageQuery(table, after === undefined, (n) => `$${n}`),
				after,
			),
		number: async (sql) => Number((await query(sql))[0]?.[0] ?? 0),
		async text(sql) {
			const value = (await query(sql))[0]?.[0];
			return typeof value === 'string' ? value : undefined;
		},
		close: ended,
	};
	return end;
}

function rowsIn(answer: unknown): CellRow[] {
	if (typeof answer !== 'object' || answer === null || !('rows' in answer)) return [];
	const { rows } = answer;
	if (!Array.isArray(rows)) return [];
	return rows.map((row: unknown) => (Array.isArray(row) ? row.map(cell) : []));
}

/** What Postgres cannot hold goes, as where a lead is saved there. */
function storable(value: Cell): Cell {
	if (typeof value !== 'string') return value;
	const text = value.replaceAll('\u0000', '');
	return /^[[{]/.test(text) ? cleanDoc(text) : text;
}
