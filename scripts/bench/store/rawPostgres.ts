import { Pool } from '../../../lib/vendor/pg';
import { schema1 } from '../../../lib/store/postgres/schema/schema1';
import type { PostgresPlace } from '../../../lib/store/postgres/place';
import type { Lead } from '../../../lib/core/lead/lead';
import { audited, leadOf, receiptOf, scoreChanges, scoredOf, touchOf } from './leads';
import { parallel } from './parallel';
import type { Rival } from './rival';

const insertLeads = `INSERT INTO leads (lead_id, version, stage, temperature, owner, score, priority, domain, created_at, updated_at, keys, doc)
	SELECT lead_id, 1, stage, temperature, owner, score, priority, domain, created_at, updated_at, '', doc
	FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::bigint[], $7::text[], $8::bigint[], $9::bigint[], $10::text[])
	AS r (lead_id, stage, temperature, owner, score, priority, domain, created_at, updated_at, doc)
	RETURNING id`;
const updateLeads = `UPDATE leads SET version = version + 1, stage = r.stage, temperature = r.temperature, owner = r.owner, score = r.score,
	priority = r.priority, domain = r.domain, created_at = r.created_at, updated_at = r.updated_at, doc = r.doc
	FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[], $6::bigint[], $7::text[], $8::bigint[], $9::bigint[], $10::text[])
	AS r (lead_id, stage, temperature, owner, score, priority, domain, created_at, updated_at, doc)
	WHERE leads.lead_id = r.lead_id AND leads.version = $11 RETURNING leads.id`;
const insertKeys =
	"INSERT INTO keys (kind, value, lead) SELECT 'email', * FROM unnest($1::text[], $2::bigint[])";
const insertTouches =
	'INSERT INTO touchpoints (source, source_id, lead_id, occurred_at, doc) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[])';
const insertAudit =
	'INSERT INTO audit (lead, at, by, action, changes) SELECT lead, $2, $3, $4, changes FROM unnest($1::bigint[], $5::text[]) AS r (lead, changes)';
const insertReceipt =
	"INSERT INTO receipts (receipt_id, source, event_id, hash, received_at, payload, meta) VALUES ($1, 'webhook:bench', $2, 'hash', 1.7e12, $3, '{}')";
const findLeads =
	"SELECT lead_id FROM keys JOIN leads ON leads.id = keys.lead WHERE kind = 'email' AND value = ANY ($1)";

/** The rival: one statement per table and batch (UNNEST) by the same client, the same tables and rows, no checks. */
export class RawPostgres implements Rival {
	private version = 1;

	private constructor(private readonly pool: Pool) {}

	static async open(place: PostgresPlace, name: string): Promise<RawPostgres> {
		const { host, port, database, user, password, maxConnections: max } = place;
		const schema = `raw_${name}`;
		const pool = new Pool({
			host,
			port,
			database,
			user,
			password,
			max,
			options: `-c search_path=${schema}`,
		});
		// Where something else fails first, the server is stopped under it: that must not hide what failed.
		pool.on('error', () => undefined);
		await pool.query(`CREATE SCHEMA ${schema}; ${schema1.replaceAll('lm.', `${schema}.`)}`);
		return new RawPostgres(pool);
	}

	async save(from: number, count: number, perCommit: number): Promise<number> {
		for (let at = from; at < from + count; at += perCommit)
			await this.insert(numbered(at, Math.min(perCommit, from + count - at)).map(leadOf));
		return count;
	}

	async saveSingly(from: number, count: number, atOnce: number): Promise<number> {
		return await parallel(atOnce, count, async (index) => {
			await this.insert([leadOf(from + index)]);
			return 1;
		});
	}

	/** Updates the same leads one version further each time. */
	async update(from: number, count: number, perCommit: number): Promise<number> {
		const version = this.version++;
		for (let at = from; at < from + count; at += perCommit) {
			const leads = numbered(at, Math.min(perCommit, from + count - at)).map((n) =>
				scoredOf(n, version),
			);
			await this.transaction(async (query) => {
				const ids = idsOf(await query(updateLeads, [...columns(leads), version]));
				const changes = leads.map((lead) => JSON.stringify(scoreChanges(lead)));
				await query(insertAudit, [ids, Date.now(), 'Score', 'score', changes]);
			});
		}
		return count;
	}

	async keepReceipts(from: number, count: number, atOnce: number): Promise<number> {
		return await parallel(atOnce, count, async (index) => {
			const { receiptId, eventId, payload } = receiptOf(from + index);
			await this.pool.query(insertReceipt, [receiptId, eventId, JSON.stringify(payload)]);
			return 1;
		});
	}

	async lookUp(numbers: number[]): Promise<number> {
		let found = 0;
		for (let at = 0; at < numbers.length; at += 1000) {
			const values = numbers.slice(at, at + 1000).map((n) => `person${n}@example.com`);
			found += (await this.pool.query(findLeads, [values])).rows.length;
		}
		return found;
	}

	async count(): Promise<number> {
		return Number((await this.pool.query('SELECT count(*) AS n FROM leads')).rows[0].n);
	}

	async close(): Promise<void> {
		await this.pool.end();
	}

	private async insert(leads: readonly Lead[]): Promise<void> {
		const touches = leads.map(touchOf);
		await this.transaction(async (query) => {
			const ids = idsOf(await query(insertLeads, columns(leads)));
			await query(insertKeys, [leads.map(({ email }) => email), ids]);
			await query(insertTouches, [
				touches.map(({ source }) => source),
				touches.map(({ sourceId }) => sourceId),
				leads.map(({ leadId }) => leadId),
				touches.map(({ occurredAt }) => Date.parse(occurredAt)),
				touches.map((touch) => JSON.stringify(touch)),
			]);
			const changes = leads.map((lead) => JSON.stringify(audited(lead)));
			await query(insertAudit, [ids, Date.now(), 'Lead Capture', 'capture', changes]);
		});
	}

	private async transaction(work: (query: Query) => Promise<void>): Promise<void> {
		const client = await this.pool.connect();
		try {
			await client.query('BEGIN');
			await work(async (sql, values) => (await client.query(sql, values)).rows);
			await client.query('COMMIT');
		} finally {
			client.release();
		}
	}
}

type Query = (sql: string, values: unknown[]) => Promise<Array<Record<string, unknown>>>;

function idsOf(rows: ReadonlyArray<Record<string, unknown>>): unknown[] {
	return rows.map((row) => row['id']);
}

function numbered(from: number, count: number): number[] {
	return Array.from({ length: count }, (_, index) => from + index);
}

function columns(leads: readonly Lead[]): unknown[] {
	return [
		leads.map(({ leadId }) => leadId),
		leads.map(({ stage }) => stage),
		leads.map(({ temperature }) => temperature ?? null),
		leads.map(({ owner }) => owner ?? null),
		leads.map(({ score }) => score ?? null),
		leads.map(({ priority }) => priority ?? null),
		leads.map(({ domain }) => domain ?? null),
		leads.map(({ createdAt }) => Date.parse(createdAt)),
		leads.map(({ updatedAt }) => Date.parse(updatedAt)),
		leads.map((lead) => JSON.stringify(lead)),
	];
}
