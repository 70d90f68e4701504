import { NewerStore } from '../failure';
import type { Pool } from '../pools';
import { int, text } from '../session';
import { accounts } from './accounts';
import { exits } from './exits';
import { forms } from './forms';
import { mailboxes } from './mailboxes';
import { schema1 } from './schema1';
import { sheetRows } from './sheetRows';
import { visitors } from './visitors';
import { waiting } from './waiting';

/** Steps from an empty schema to the present form, in order. A step that was published is never changed; a new one is added. */
const steps: readonly string[] = [
	schema1,
	accounts,
	forms,
	visitors,
	mailboxes,
	waiting,
	exits,
	sheetRows,
];

/** The form this version of the package writes. */
export const presentVersion = steps.length;

/** Held while a schema is made or changed ('lead' in ASCII): several processes may start at once. */
const lock = 0x6c656164;

/** Brings the schema of a workspace to the present form. @throws NewerStore, or when the schema is another workspace's */
export async function migrate(
	pool: Pool,
	schema: string,
	workspace: string,
	now = Date.now(),
): Promise<void> {
	if ((await formOf(pool, schema)) === presentVersion) {
		await checkOwner(pool, schema, workspace);
		return;
	}
	const client = await pool.connect();
	let broken = true;
	try {
		await client.query('BEGIN');
		await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [lock, schema]);
		const found = await formOf(client, schema);
		if (found > presentVersion) throw new NewerStore(found);
		if (found === 0) {
			await client.query(
				`CREATE SCHEMA IF NOT EXISTS "${schema}"; CREATE TABLE "${schema}".migrations (version integer PRIMARY KEY, at bigint NOT NULL)`,
			);
		}
		for (const [index, sql] of steps.entries()) {
			if (index < found) continue;
			await client.query(sql.replaceAll('lm.', `"${schema}".`));
			await client.query(`INSERT INTO "${schema}".migrations (version, at) VALUES ($1, $2)`, [
				index + 1,
				now,
			]);
		}
		await client.query(
			`INSERT INTO "${schema}".kept (name, doc) VALUES ('workspace', $1) ON CONFLICT DO NOTHING`,
			[nameOf(workspace)],
		);
		await client.query('COMMIT');
		broken = false;
	} catch (error) {
		broken = await client.query('ROLLBACK').then(
			() => false,
			() => true,
		);
		throw error;
	} finally {
		client.release(broken);
	}
	await checkOwner(pool, schema, workspace);
}

/** The form a schema has: 0 where there is none yet. */
async function formOf(runner: Pick<Pool, 'query'>, schema: string): Promise<number> {
	// Read from the table, not with to_regclass(): that may answer from what the connection remembers of before the lock.
	const { rows } = await runner.query(
		"SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = $1 AND tablename = 'migrations'",
		[schema],
	);
	if (rows.length === 0) return 0;
	const found = await runner.query<{ version: unknown }>(
		`SELECT max(version) AS version FROM "${schema}".migrations`,
	);
	return int(found.rows[0]?.version);
}

async function checkOwner(pool: Pool, schema: string, workspace: string): Promise<void> {
	const { rows } = await pool.query<{ doc: unknown }>(
		`SELECT doc FROM "${schema}".kept WHERE name = 'workspace'`,
	);
	const owner = text(rows[0]?.doc);
	if (owner === nameOf(workspace)) return;
	throw new Error(
		`The schema ${schema} holds the workspace '${owner}', not '${workspace}'. Give the workspace another name.`,
	);
}

/** Names that differ in case and spacing only are the same workspace. */
function nameOf(workspace: string): string {
	return workspace.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ');
}
