import type { LeadStore } from '../port';
import type { Connection } from '../operations';
import { accounts } from './accounts';
import { assign } from './assign';
import { caller } from './caller';
import { forms } from './forms';
import { leads } from './leads';
import { mailboxes } from './mailboxes';
import { nurture } from './nurture';
import { receipts } from './receipts';
import { reporting } from './reporting';
import { rest } from './rest';
import { sheets } from './sheets';

/** The lead store behind a connection of any engine; `clock` (milliseconds since the epoch) stands in for the store's own time. */
export function storeOver(connection: Connection, clock?: () => number): LeadStore {
	const calls = caller(connection, clock);
	return {
		...rest(calls, connection),
		...receipts(calls, connection),
		...leads(calls, connection),
		...assign(calls, connection),
		...accounts(calls, connection),
		...nurture(calls, connection),
		...sheets(calls),
		...reporting(calls),
		...forms(calls),
		...mailboxes(calls),
	};
}
