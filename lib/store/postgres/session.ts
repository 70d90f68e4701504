import { int, text } from '../rows/values';
import type { Pool, PoolClient } from './pools';

export { int, maybeInt, maybeText, text } from '../rows/values';

/** A row as pg hands it out; numbers and texts as our columns have them. */
export type Row = Record<string, unknown>;
/** A value that is bound to a statement; an array is one column of many rows. */
export type Value = string | number | null | ReadonlyArray<string | number | null>;

/** Names of prepared statements, by their text: the same in every connection of this process. */
const names = new Map<string, string>();

/** Rows of a counter: as many transactions may change it at once without waiting for each other. */
const shards = 16;

/**
 * One request at work, in a transaction or, for reads, without. Statements name our tables as `lm.leads`: the workspace's
 * schema is put in here and nowhere else, so that no statement can reach another workspace's rows.
 */
export class Session {
	private readonly counters = new Map<string, number>();
	private at: number | undefined;
	private ended = false;

	constructor(
		private readonly runner: Pool | PoolClient,
		readonly schema: string,
		readonly workspace: string,
		/** Whether statements are prepared once per connection. */
		private readonly named: boolean,
	) {}

	/** Milliseconds since the epoch: the store's time for this request. Known once its transaction has begun. */
	get now(): number {
		if (this.at === undefined) throw new Error('The transaction of this request has not begun.');
		return this.at;
	}

	/** Tells the request its time. @param at milliseconds since the epoch */
	begin(at: number): this {
		this.at = at;
		return this;
	}

	/** From now on nothing is sent: what runs beside the statement that failed would write after the transaction was taken back. */
	end(): void {
		this.ended = true;
	}

	/** Runs a statement that is the same every time, prepared once per connection. */
	async rows(sql: string, values: readonly Value[] = []): Promise<Row[]> {
		this.checkOpen();
		const text = this.text(sql);
		let name = names.get(text);
		if (name === undefined) names.set(text, (name = `lead${names.size}`));
		const query = { text, values: values.map(storable), ...(this.named ? { name } : {}) };
		return (await this.runner.query<Row>(query)).rows;
	}

	/** Runs a statement that is put together anew for each request. */
	async once(sql: string, values: readonly Value[]): Promise<Row[]> {
		this.checkOpen();
		return (await this.runner.query<Row>(this.text(sql), values.map(storable))).rows;
	}

	private checkOpen(): void {
		if (this.ended) throw new Error('The transaction of this request was taken back.');
	}

	private text(sql: string): string {
		return sql.replaceAll('lm.', `"${this.schema}".`);
	}

	/** Adds to a counter when the transaction commits; reports read counters instead of scanning. */
	count(kind: string, name: string, n: number): void {
		const key = `${kind}\u0000${name}`;
		this.counters.set(key, (this.counters.get(key) ?? 0) + n);
	}

	/**
	 * Writes the counters. Each connection has rows of its own, else every transaction would wait for the one before; in one
	 * order, so that no two wait for each other.
	 */
	async writeCounters(): Promise<void> {
		const changed = [...this.counters]
			.filter(([, n]) => n !== 0)
			.sort(([a], [b]) => (a < b ? -1 : 1));
		if (changed.length === 0) return;
		const keys = changed.map(([key]) => key.split('\u0000'));
		await this.rows(
			`INSERT INTO lm.counters (kind, name, shard, n) SELECT kind, name, pg_backend_pid() % ${shards}, n
			FROM unnest($1::text[], $2::text[], $3::bigint[]) AS u (kind, name, n)
			ON CONFLICT (kind, name, shard) DO UPDATE SET n = lm.counters.n + excluded.n`,
			[
				keys.map(([kind = '']) => kind),
				keys.map(([, name = '']) => name),
				changed.map(([, n]) => n),
			],
		);
	}

	/** Values of all counters of these kinds that are not 0. */
	async countersOf(...kinds: string[]): Promise<(kind: string) => Record<string, number>> {
		const rows = await this.rows(
			'SELECT kind, name, sum(n)::bigint AS n FROM lm.counters WHERE kind = ANY($1) GROUP BY kind, name HAVING sum(n) <> 0',
			[kinds],
		);
		const found = new Map<string, Record<string, number>>();
		for (const row of rows) {
			const kind = text(row.kind);
			const counters = found.get(kind) ?? {};
			counters[text(row.name)] = int(row.n);
			found.set(kind, counters);
		}
		return (kind) => found.get(kind) ?? {};
	}

	/** Keeps a document under a name, in place of the one before. */
	async keep(name: string, doc: string): Promise<void> {
		await this.rows(
			'INSERT INTO lm.kept (name, doc) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET doc = excluded.doc',
			[name, doc],
		);
	}

	/** A kept document (settings, secrets) as JSON text. */
	async kept(name: string): Promise<string | undefined> {
		const [row] = await this.rows('SELECT doc FROM lm.kept WHERE name = $1', [name]);
		return row === undefined ? undefined : text(row.doc);
	}
}

/** Postgres has no U+0000 in texts. */
function storable(value: Value): Value {
	if (typeof value === 'string')
		return value.includes('\u0000') ? value.replaceAll('\u0000', '') : value;
	if (value === null || typeof value === 'number') return value;
	return value.some((one) => typeof one === 'string' && one.includes('\u0000'))
		? value.map((one) => (typeof one === 'string' ? one.replaceAll('\u0000', '') : one))
		: value;
}

/** A document as it may be stored: the database reads fields of it and knows neither U+0000 nor half a surrogate pair. */
export function cleanDoc(doc: string): string {
	if (!/\\u(0000|d[89a-f])/i.test(doc)) return doc;
	return JSON.stringify(JSON.parse(doc), (_key, value: unknown) =>
		typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value,
	);
}

/** One column of many rows, for unnest. */
export function column<T, V>(rows: readonly T[], of: (row: T) => V): V[] {
	return rows.map(of);
}
