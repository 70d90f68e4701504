import type { LeadStore } from '../port';
import { assign } from './client/assign';
import { caller } from './client/caller';
import { leads } from './client/leads';
import { nurture } from './client/nurture';
import { receipts } from './client/receipts';
import { rest } from './client/rest';
import { sheets } from './client/sheets';
import type { Connection } from './engine';

/** The lead store over one SQLite file; `clock` (milliseconds since the epoch) stands in for the worker's own time. */
export function sqliteStore(connection: Connection, clock?: () => number): LeadStore {
	const calls = caller(connection, clock);
	return {
		...rest(calls, connection),
		...receipts(calls, connection),
		...leads(calls, connection),
		...assign(calls, connection),
		...nurture(calls, connection),
		...sheets(calls),
	};
}
