import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { openStore } from '../../../lib/store/open';
import type { LeadStore } from '../../../lib/store/port';
import type { PostgresPlace } from '../../../lib/store/postgres/place';
import { openPool, type Pool } from '../../../lib/store/postgres/pools';
import { startPostgres, type Postgres } from '../../../scripts/runtime/postgres';
import type { StorePlace } from '../place';

/** A place with the database it is in, for tests that look under the hood. */
export interface PostgresTestPlace extends StorePlace {
	readonly place: PostgresPlace;
	/** A connection beside the store's. */
	readonly pool: Pool;
}

/** Starts a real Postgres for the tests of a file; every place in it has schemas of its own. */
export function usePostgres(): { server(): Postgres; place(): Promise<PostgresTestPlace> } {
	let server: Postgres | undefined;
	let beside: ReturnType<typeof openPool> | undefined;
	let folder = '';
	let made = 0;
	/** Schemas that are empty again: making new ones would be most of the time. */
	const free: string[] = [];
	beforeAll(async () => {
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-postgres-test-'));
		server = await startPostgres(folder);
		beside = openPool(server.place);
	}, 60_000);
	afterAll(async () => {
		await beside?.close();
		await server?.stop();
		fs.rmSync(folder, { recursive: true, force: true });
	});
	const running = () => {
		if (server === undefined || beside === undefined) {
			throw new Error('Postgres runs only inside a test.');
		}
		return { server, pool: beside.pool };
	};
	return {
		server: () => running().server,
		async place() {
			const { pool } = running();
			const prefix = free.pop() ?? `t${++made}_`;
			const place = { ...running().server.place, schemaPrefix: prefix };
			const stores: LeadStore[] = [];
			return {
				place,
				pool,
				async open({ workspace = 'Main', clock } = {}) {
					const store = await openStore({ engine: 'postgres', place, workspace, clock });
					stores.push(store);
					return store;
				},
				async remove() {
					await Promise.all(stores.map((store) => store.close()));
					await empty(pool, prefix);
					free.push(prefix);
				},
			};
		},
	};
}

/** Deletes what was written, and leaves the tables; that they were made for a workspace stays known. */
async function empty(pool: Pool, prefix: string): Promise<void> {
	const { rows } = await pool.query<{ name: string }>(
		`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
		WHERE starts_with(schemaname, $1) AND tablename NOT IN ('migrations', 'locks', 'kept')`,
		[prefix],
	);
	const kept = await pool.query<{ name: string }>(
		"SELECT format('%I.kept', schemaname) AS name FROM pg_tables WHERE starts_with(schemaname, $1) AND tablename = 'kept'",
		[prefix],
	);
	const statements = [
		...rows.map(({ name }) => `DELETE FROM ${name}`),
		...kept.rows.map(({ name }) => `DELETE FROM ${name} WHERE name <> 'workspace'`),
	];
	if (statements.length > 0) await pool.query(statements.join(';'));
}
