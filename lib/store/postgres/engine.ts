import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '../types';
import type { Answer, Args, Connection, Operations } from '../operations';
import {
	explainFailure,
	isForgottenStatement,
	isLostConnection,
	isUnsent,
	mayPass,
} from './failure';
import { gathering } from './gathering';
import type { Operation } from './operation';
import { operations } from './operations/index';
import type { PostgresPlace } from './place';
import { openPool, type Pool, type PoolClient } from './pools';
import { migrate } from './schema/migrations';
import { int, Session } from './session';

/** Rows of one transaction. */
const sliceRows = 1000;
/** Transactions that gathered calls have under way at once: a second one works while the first waits for the disk. */
const lanes = 2;
/** How often a transaction that lost a race is begun anew. */
const attempts = 12;

/** How often a request moves to another connection when its own is lost: a restart ends all idle ones of the pool. */
const reconnects = 3;

/**
 * How long the database keeps a transaction whose process says nothing more, in milliseconds. A stopped process, a machine without
 * power or a cut network would hold its locks for hours otherwise; well below what others wait for a connection.
 */
const silenceMs = 5_000;

/** The database's time in milliseconds. */
const clock = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';
/** What is answered durably waits for the disk even where the database as a whole does not; the rest never waits. */
const begin = {
	durable: `SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'`,
	soon: `SELECT set_config('synchronous_commit', 'off', true)`,
};

/** See `silenceMs`. */
const impatient = `SELECT set_config('idle_in_transaction_session_timeout', '${silenceMs}', true)`;

/**
 * Connects to the schema of a workspace. Every transaction is READ COMMITTED and takes the rows it decides on FOR UPDATE, in
 * one order (pool, leads, enrolments, deliveries, receipts, tasks); what another transaction added meanwhile is found by a
 * unique constraint, and the transaction is begun anew.
 */
export function connect(place: PostgresPlace, schema: string, workspace: string): Connection {
	const { pool, close } = openPool(place);
	let ready: Promise<void> | undefined;
	let open = true;
	let named = true;

	const prepared = async (now: number | undefined) => {
		ready ??= migrate(pool, schema, workspace, now);
		try {
			await ready;
		} catch (error) {
			ready = undefined;
			throw error;
		}
	};
	const run = async <A, R>(operation: Operation<A, R>, args: A, now?: number): Promise<R> => {
		await prepared(now);
		if (operation.kind === 'write') {
			const session = (client: PoolClient) => new Session(client, schema, workspace, named);
			return await inTransaction(pool, operation, args, session, now);
		}
		const session = new Session(pool, schema, workspace, named);
		return await operation.run(session.begin(now ?? (await timeOf(pool, operation))), args);
	};
	const persistently = async <A, R>(
		operation: Operation<A, R>,
		args: A,
		now: number | undefined,
	): Promise<R> => {
		for (let left = attempts; ; left--) {
			try {
				return await run(operation, args, now);
			} catch (error) {
				const forgotten = named && isForgottenStatement(error);
				if (forgotten) named = false;
				const lost = isLostConnection(error) && left > attempts - reconnects;
				const again = forgotten || lost || (mayPass(error) && left > 1);
				if (!again) throw explainFailure(error, place);
				await sleep(Math.random() * 10 * (attempts - left + 1));
			}
		}
	};
	const gathered = gatheredCalls(persistently);
	const call = async <K extends keyof Operations>(
		op: K,
		args: Args<K>,
		{ now, bulk = false }: { now?: number; bulk?: boolean } = {},
	): Promise<Answer<K>> => {
		if (!open) {
			throw new StoreUnavailable(`The lead store of workspace '${workspace}' was closed.`, false);
		}
		const operation: Operation<Args<K>, Answer<K>> = operations[op];
		const together: Calls[K] | undefined = bulk ? undefined : gathered[op];
		return await (together?.(args, now) ?? persistently(operation, args, now));
	};
	return {
		engine: 'postgres',
		workspace,
		sliceRows,
		call,
		async close() {
			if (!open) return;
			open = false;
			await close();
		},
	};
}

/** One call of each operation. */
type Calls = { [K in keyof Operations]: (args: Args<K>, now?: number) => Promise<Answer<K>> };

/** The calls that treat every row by itself, so that those that wait at the same time share a transaction. */
function gatheredCalls(
	run: <A, R>(operation: Operation<A, R>, args: A, now: number | undefined) => Promise<R>,
): Partial<Calls> {
	const of = <T, R>(operation: Operation<T[], R[]>) =>
		gathering<T, R>(
			async (rows, now) => await run(operation, rows, now),
			(error) => !(error instanceof StoreUnavailable),
			{ lanes, rows: sliceRows },
		);
	return {
		keepReceipts: of(operations.keepReceipts),
		saveLeads: of(operations.saveLeads),
		recordTouchpoints: of(operations.recordTouchpoints),
	};
}

/** Only a few reads ask for the time. */
async function timeOf(pool: Pool, operation: object): Promise<number> {
	if (operation !== operations.now && operation !== operations.nurtureState) return 0;
	const { rows } = await pool.query<{ now: number }>(`SELECT ${clock} AS now`);
	return int(rows[0]?.now);
}

async function inTransaction<A, R>(
	pool: Pool,
	operation: Operation<A, R>,
	args: A,
	session: (client: PoolClient) => Session,
	now: number | undefined,
): Promise<R> {
	const client: PoolClient = await pool.connect();
	let broken = true;
	// Without a listener an error of the connection itself would end n8n; the statement under way fails with it anyway.
	const ignore = () => undefined;
	client.on('error', ignore);
	const work = session(client);
	try {
		const durability = operation.durable(args) ? begin.durable : begin.soon;
		// Several statements in one message are answered by several results.
		const begun = client
			.query(`BEGIN; ${durability}; ${impatient}; SELECT ${clock} AS now`)
			.then((answers: unknown) => work.begin(now ?? timeIn(answers)));
		// Awaited below; when it fails, so does the statement that was sent along with it.
		begun.catch(() => undefined);
		if (operation.eager !== true) await begun;
		const answer = await operation.run(work, args);
		await begun;
		await commit(client, work);
		broken = false;
		return answer;
	} catch (error) {
		work.end();
		broken = await client.query('ROLLBACK').then(
			() => false,
			() => true,
		);
		throw error;
	} finally {
		client.off('error', ignore);
		client.release(broken);
	}
}

/**
 * Writes the counters and commits, in one go: where the counters cannot be written, Postgres takes the commit as a rollback. A
 * connection lost here leaves it open whether the commit was made: the caller has to look, not we.
 */
async function commit(client: PoolClient, work: Session): Promise<void> {
	try {
		await Promise.all([work.writeCounters(), client.query('COMMIT')]);
	} catch (cause) {
		if (!isLostConnection(cause) || isUnsent(cause)) throw cause;
		throw new StoreUnavailable(
			'The Postgres lead store went away while saving: it may or may not be saved. Try again; what is saved already stays as it is.',
			true,
			{ cause },
		);
	}
}

function timeIn(answers: unknown): number {
	const last: unknown = Array.isArray(answers) ? answers.at(-1) : undefined;
	const rows = typeof last === 'object' && last !== null && 'rows' in last ? last.rows : undefined;
	const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
	return typeof row === 'object' && row !== null && 'now' in row ? int(row.now) : Date.now();
}
