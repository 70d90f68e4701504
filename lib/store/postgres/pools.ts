import { createRequire } from 'node:module';
import type * as pg from '../../vendor/pg';
import type { Pool, PoolClient } from '../../vendor/pg';
import { placeKey, type PostgresPlace } from './place';

/** Most connections of one process, whatever the credential allows: more would only queue inside the database. */
const most = 20;
/** An idle connection is closed after this time, so that an n8n without work holds none. */
const idleMs = 10_000;
/** How long connecting may take before the store counts as away. */
const connectMs = 10_000;

const int8 = 20;
const numeric = 1700;

const pools = new Map<string, { pool: Pool; openers: number }>();

/** The pool of a place, shared by every workspace and node of this process. */
export function openPool(place: PostgresPlace): { pool: Pool; close(): Promise<void> } {
	const key = placeKey(place);
	const known = pools.get(key) ?? { pool: newPool(place), openers: 0 };
	known.openers += 1;
	pools.set(key, known);
	return {
		pool: known.pool,
		async close() {
			known.openers -= 1;
			if (known.openers > 0) return;
			pools.delete(key);
			await known.pool.end();
		},
	};
}

function newPool(place: PostgresPlace): Pool {
	const { Pool, types } = client();
	const { host, port, database, user, password, ssl } = place;
	const pool = new Pool({
		host,
		port,
		database,
		user,
		password,
		ssl: ssl === 'off' ? false : { rejectUnauthorized: ssl === 'verified' },
		max: Math.min(Math.max(Math.trunc(place.maxConnections), 1), most),
		idleTimeoutMillis: idleMs,
		connectionTimeoutMillis: connectMs,
		allowExitOnIdle: true,
		// Statements of one request that do not need each other's answers are sent together.
		pipeline: true,
		keepAlive: true,
		application_name: 'lead-management',
		types: { getTypeParser: (oid: number) => (isNumber(oid) ? Number : types.getTypeParser(oid)) },
	});
	// A connection that breaks while nobody uses it is replaced when next needed.
	pool.on('error', () => undefined);
	return pool;
}

let loaded: typeof pg | undefined;

/** The client of Postgres, loaded with the first connection: n8n loads every node at start, and the built-in database needs none. */
function client(): typeof pg {
	loaded ??= createRequire(__filename)('../../vendor/pg');
	return loaded ?? missing();
}

function missing(): never {
	throw new Error(
		'The Postgres client is not part of this installation. Install the package again.',
	);
}

/** Instants and counts fit a JavaScript number; pg would hand them out as text. */
function isNumber(oid: number): boolean {
	return oid === int8 || oid === numeric;
}

export type { Pool, PoolClient };
