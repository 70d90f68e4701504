import { DatabaseSync } from 'node:sqlite';
import { Pool } from '../../../lib/vendor/pg';
import type { PostgresPlace } from '../../../lib/store/postgres/place';
import { keyText } from '../../../lib/store/rules/keys';
import { leadCounter } from '../../../lib/store/rules/counts';
import { audited, leadOf, touchOf } from './leads';

/** A way into a store's tables beside the store, to fill it faster than any store could. */
export interface Door {
	run(sql: string): Promise<void>;
	words: Words;
	close(): Promise<void>;
}

/** What the two databases say differently. */
interface Words {
	/** The numbers from..to-1 as a table `g` with the column n. */
	numbers(from: number, to: number): string;
	/** A number with 19 digits. */
	padded: string;
	/** Rows with ids of our own. */
	withIds: string;
	counter(kind: string, name: string, n: number): string;
	/** After the load: what the planner and the next ids need to know. */
	after: string[];
}

const counted = (columns: string, values: string) =>
	`INSERT INTO counters (${columns}) VALUES (${values}) ON CONFLICT (kind, name`;

/** @param file the database's file, which has its tables already */
export function sqliteDoor(file: string): Door {
	const db = new DatabaseSync(file, { timeout: 60_000 });
	db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -262144');
	return {
		run: async (sql) => db.exec(sql),
		close: async () => db.close(),
		words: {
			numbers: (from, to) =>
				`(WITH RECURSIVE r (n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM r WHERE n + 1 < ${to}) SELECT n FROM r) AS g`,
			padded: "substr('0000000000000000000' || n, -19)",
			withIds: '',
			counter: (kind, name, n) =>
				`${counted('kind, name, n', `'${kind}', '${name}', ${n}`)}) DO UPDATE SET n = counters.n + excluded.n`,
			after: ['PRAGMA wal_checkpoint(TRUNCATE)'],
		},
	};
}

/** @param schema the schema that has the tables */
export function postgresDoor(place: PostgresPlace, schema: string): Door {
	const { host, port, database, user, password } = place;
	const options = `-c search_path=${schema} -c synchronous_commit=off`;
	const pool = new Pool({ host, port, database, user, password, max: 1, options });
	return {
		run: async (sql) => void (await pool.query(sql)),
		close: async () => await pool.end(),
		words: {
			numbers: (from, to) => `generate_series(${from}, ${to - 1}) AS g (n)`,
			padded: "lpad(n::text, 19, '0')",
			withIds: 'OVERRIDING SYSTEM VALUE',
			counter: (kind, name, n) =>
				`${counted('kind, name, shard, n', `'${kind}', '${name}', 0, ${n}`)}, shard) DO UPDATE SET n = counters.n + excluded.n`,
			after: ['leads', 'touchpoints', 'audit'].flatMap((table) => [
				`SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) FROM ${table}))`,
				`ANALYZE ${table}`,
			]),
		},
	};
}

/** Rows of one statement. */
const chunk = 50_000;

/**
 * Loads the leads from..to-1 with key, touchpoint, audit and counters, as captures would have written them one after the other from
 * the first on. Their documents are that of the first one with another number in it.
 */
export async function load({ run, words }: Door, from: number, to: number): Promise<void> {
	const lead = leadOf(from);
	const made = Date.parse(leadOf(0).createdAt);
	const every = Date.parse(leadOf(1).createdAt) - made;
	const leadId = `'01HLEAD' || ${words.padded}`;
	const numbered = (value: unknown) => {
		const text = (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll("'", "''");
		return `replace('${text.replaceAll(lead.leadId, '@ID@').replaceAll(String(from), '@N@')}', '@N@', CAST(n AS text))`;
	};
	const withId = (value: unknown) => `replace(${numbered(value)}, '@ID@', ${leadId})`;
	const at = `${made} + n * ${every}`;
	const email = numbered(lead.email ?? '');
	const touch = touchOf(lead);
	const keys = numbered(keyText([{ kind: 'email', value: lead.email ?? '' }]));
	for (let start = from; start < to; start += chunk) {
		const rows = words.numbers(start, Math.min(start + chunk, to));
		const insert = async (table: string, columns: string, values: string[]) =>
			await run(
				`INSERT INTO ${table} (${columns}) ${columns.startsWith('id,') ? words.withIds : ''} SELECT ${values.join(', ')} FROM ${rows}`,
			);
		await insert(
			'leads',
			'id, lead_id, version, stage, domain, created_at, updated_at, keys, doc',
			[
				'n + 1',
				leadId,
				'1',
				"'new'",
				"'company' || n % 5000 || '.example'",
				at,
				at,
				keys,
				withId(lead),
			],
		);
		await insert('keys', 'kind, value, lead', ["'email'", email, 'n + 1']);
		await insert('touchpoints', 'source, source_id, lead_id, occurred_at, doc', [
			`'${touch.source}'`,
			numbered(touch.sourceId),
			leadId,
			at,
			withId(touch),
		]);
		await insert('audit', 'lead, at, by, action, changes', [
			'n + 1',
			at,
			"'Lead Capture'",
			"'capture'",
			numbered(audited(lead)),
		]);
	}
	await run(words.counter('lead', leadCounter('new', null, null), to - from));
	await run(words.counter('touchpoints', '', to - from));
	for (const sql of words.after) await run(sql);
}
