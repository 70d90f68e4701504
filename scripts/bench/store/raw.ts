import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { schema1 } from '../../../lib/store/sqlite/schema/schema1';
import type { Lead } from '../../../lib/core/lead/lead';
import { audited, leadOf, receiptOf, scoreChanges, scoredOf, touchOf } from './leads';
import type { Rival } from './rival';

/** The rival: plain node:sqlite on the main thread, the same tables and rows, no checks, no worker. */
export class RawStore implements Rival {
	private readonly db: DatabaseSync;
	private readonly lead: StatementSync;
	private readonly update1: StatementSync;
	private readonly key: StatementSync;
	private readonly touch: StatementSync;
	private readonly audit: StatementSync;
	private readonly find: StatementSync;
	private readonly receipt: StatementSync;
	private version = 1;

	constructor(file: string) {
		this.db = new DatabaseSync(file, { timeout: 5000 });
		this.db.exec(
			'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536',
		);
		this.db.exec(schema1);
		this.lead = this.db.prepare(
			"INSERT INTO leads (lead_id, version, stage, temperature, owner, score, priority, domain, created_at, updated_at, keys, doc) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
		);
		this.update1 = this.db.prepare(
			'UPDATE leads SET version = version + 1, stage = ?, temperature = ?, owner = ?, score = ?, priority = ?, domain = ?, created_at = ?, updated_at = ?, doc = ? WHERE lead_id = ? AND version = ? RETURNING id',
		);
		this.key = this.db.prepare("INSERT INTO keys (kind, value, lead) VALUES ('email', ?, ?)");
		this.touch = this.db.prepare(
			'INSERT INTO touchpoints (source, source_id, lead_id, occurred_at, doc) VALUES (?, ?, ?, ?, ?)',
		);
		this.audit = this.db.prepare(
			'INSERT INTO audit (lead, at, by, action, changes) VALUES (?, ?, ?, ?, ?)',
		);
		this.find = this.db.prepare(
			"SELECT lead_id FROM keys JOIN leads ON leads.id = keys.lead WHERE kind = 'email' AND value = ?",
		);
		this.receipt = this.db.prepare(
			"INSERT INTO receipts (receipt_id, source, event_id, hash, received_at, payload, meta) VALUES (?, 'webhook:bench', ?, 'hash', ?, ?, '{}')",
		);
	}

	save(from: number, count: number, perCommit: number): number {
		return this.each(from, count, perCommit, (n) => this.insert(leadOf(n)));
	}

	/** Updates the same leads one version further each time. */
	update(from: number, count: number, perCommit: number): number {
		const version = this.version++;
		return this.each(from, count, perCommit, (n) => {
			const lead = scoredOf(n, version);
			const id = Number(this.update1.get(...columns(lead), lead.leadId, version)?.['id']);
			this.audit.run(id, Date.now(), 'Score', 'score', JSON.stringify(scoreChanges(lead)));
		});
	}

	/** One after the other: the connection is synchronous. */
	saveSingly(from: number, count: number): number {
		return this.save(from, count, 1);
	}

	keepReceipts(from: number, count: number): number {
		this.db.exec('PRAGMA synchronous = FULL');
		const kept = this.each(from, count, 1, (n) => {
			const { receiptId, eventId, payload } = receiptOf(n);
			this.receipt.run(receiptId, eventId, 1.7e12, JSON.stringify(payload));
		});
		this.db.exec('PRAGMA synchronous = NORMAL');
		return kept;
	}

	lookUp(numbers: number[]): number {
		return numbers.filter((n) => this.find.get(`person${n}@example.com`) !== undefined).length;
	}

	count(): number {
		return Number(this.db.prepare('SELECT count(*) AS n FROM leads').get()?.['n']);
	}

	close(): void {
		this.db.close();
	}

	private each(from: number, count: number, perCommit: number, work: (n: number) => void): number {
		for (let at = from; at < from + count; at += perCommit) {
			this.db.exec('BEGIN IMMEDIATE');
			for (let n = at; n < Math.min(at + perCommit, from + count); n++) work(n);
			this.db.exec('COMMIT');
		}
		return count;
	}

	private insert(lead: Lead): void {
		const id = this.lead.run(lead.leadId, ...columns(lead)).lastInsertRowid;
		this.key.run(lead.email ?? '', id);
		const touch = touchOf(lead);
		this.touch.run(
			touch.source,
			touch.sourceId,
			lead.leadId,
			Date.parse(touch.occurredAt),
			JSON.stringify(touch),
		);
		this.audit.run(id, Date.now(), 'Lead Capture', 'capture', JSON.stringify(audited(lead)));
	}
}

function columns(lead: Lead) {
	return [
		lead.stage,
		lead.temperature ?? null,
		lead.owner ?? null,
		lead.score ?? null,
		lead.priority ?? null,
		lead.domain ?? null,
		Date.parse(lead.createdAt),
		Date.parse(lead.updatedAt),
		JSON.stringify(lead),
	];
}
