// pg: the client of PostgreSQL, for the Postgres store.
export { Pool, types } from 'pg';
export type { PoolClient, PoolConfig } from 'pg';
