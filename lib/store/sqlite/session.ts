import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { migrate } from './schema/migrations';
import { int, text } from './rows';

/** How long a writer waits for another process on the same file, in milliseconds (SQLite's own waiting). */
const busyMs = 10_000;

/** The newer form a file was found in; the caller turns it into advice. */
export class NewerStore extends Error {
	constructor(readonly found: number) {
		super(`The store has form ${found}.`);
	}
}

/** One open file with its prepared statements, the time of the request at hand and the counters it changes. */
export class Session {
	/** Milliseconds since the epoch: the store's time for the request at hand. */
	now = 0;
	readonly db: DatabaseSync;
	private readonly statements = new Map<string, StatementSync>();
	private sync: 'FULL' | 'NORMAL' = 'NORMAL';
	/** Counter changes of the request at hand, and those of the requests before it in the same transaction. */
	private ofRequest = new Map<string, number>();
	private ofTransaction = new Map<string, number>();

	constructor(
		readonly file: string,
		readonly workspace: string,
	) {
		// Personal data: readable by n8n's own user only. SQLite gives its journal the same rights.
		closeSync(openSync(file, 'a', 0o600));
		this.db = new DatabaseSync(file, { timeout: busyMs });
	}

	/** Makes the file ready: journal, migrations. @throws NewerStore */
	prepare(now: number): void {
		this.useWal();
		this.db.exec(
			'PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456; PRAGMA journal_size_limit = 67108864',
		);
		this.db.exec('BEGIN IMMEDIATE');
		const { newer } = migrate(this.db, now);
		this.db.exec(newer === undefined ? 'COMMIT' : 'ROLLBACK');
		if (newer !== undefined) throw new NewerStore(newer);
	}

	/** Changing the journal of a new file does not wait for others who do the same: SQLite says it is busy at once. */
	private useWal(): void {
		for (let left = 100; ; left--) {
			try {
				this.db.exec('PRAGMA journal_mode = WAL');
				return;
			} catch (error) {
				if (left === 0 || !isBusy(error)) throw error;
				Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
			}
		}
	}

	/** A prepared statement, kept for the life of the session. */
	sql(source: string): StatementSync {
		let statement = this.statements.get(source);
		if (statement === undefined) {
			statement = this.db.prepare(source);
			this.statements.set(source, statement);
		}
		return statement;
	}

	/** Opens the one write transaction; `durable` makes its commit survive power loss. */
	begin(durable: boolean): void {
		const sync = durable ? 'FULL' : 'NORMAL';
		if (sync !== this.sync) {
			this.db.exec(`PRAGMA synchronous = ${sync}`);
			this.sync = sync;
		}
		this.sql('BEGIN IMMEDIATE').run();
		this.ofTransaction.clear();
	}

	/** Runs one request of the transaction so that its failure leaves the others untouched. */
	guarded<T>(request: () => T): T {
		this.sql('SAVEPOINT request').run();
		this.ofRequest.clear();
		try {
			const answer = request();
			this.sql('RELEASE request').run();
			for (const [key, n] of this.ofRequest) add(this.ofTransaction, key, n);
			return answer;
		} catch (error) {
			// A full disk may have rolled everything back already.
			if (this.db.isTransaction) {
				this.sql('ROLLBACK TO request').run();
				this.sql('RELEASE request').run();
			}
			throw error;
		}
	}

	commit(): void {
		const upsert = this.sql(
			'INSERT INTO counters (kind, name, n) VALUES (?, ?, ?) ON CONFLICT (kind, name) DO UPDATE SET n = n + excluded.n',
		);
		for (const [key, n] of this.ofTransaction) {
			const [kind = '', name = ''] = key.split('\u0000');
			if (n !== 0) upsert.run(kind, name, n);
		}
		this.sql('COMMIT').run();
	}

	rollback(): void {
		if (this.db.isTransaction) this.sql('ROLLBACK').run();
	}

	/** Adds to a counter when the transaction commits; `counts` reads them, so that no report has to scan. */
	count(kind: string, name: string, n: number): void {
		add(this.ofRequest, `${kind}\u0000${name}`, n);
	}

	/** Values of all counters of a kind that are not 0. */
	counters(kind: string): Record<string, number> {
		const rows = this.sql('SELECT name, n FROM counters WHERE kind = ? AND n <> 0').all(kind);
		return Object.fromEntries(rows.map((row) => [text(row.name), int(row.n)]));
	}

	/** A kept document (settings, secrets) as JSON text. */
	kept(name: string): string | undefined {
		const row = this.sql('SELECT doc FROM kept WHERE name = ?').get(name);
		return row === undefined ? undefined : text(row.doc);
	}

	keep(name: string, doc: string): void {
		this.sql(
			'INSERT INTO kept (name, doc) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET doc = excluded.doc',
		).run(name, doc);
	}

	close(): void {
		this.statements.clear();
		this.db.close();
	}
}

/** SQLITE_BUSY or SQLITE_LOCKED, in any of their extended forms. */
function isBusy(error: unknown): boolean {
	if (typeof error !== 'object' || error === null || !('errcode' in error)) return false;
	return typeof error.errcode === 'number' && [5, 6].includes(error.errcode & 0xff);
}

function add(to: Map<string, number>, key: string, n: number): void {
	to.set(key, (to.get(key) ?? 0) + n);
}
