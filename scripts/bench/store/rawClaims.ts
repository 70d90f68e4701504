import { DatabaseSync } from 'node:sqlite';
import { schema1 } from '../../../lib/store/sqlite/schema/schema1';
import { leadOf } from './leads';

/** The rival of the sequencer: due rows claimed in plain node:sqlite on the main thread, each with its lead's document. */
export class RawClaims {
	private readonly db: DatabaseSync;

	constructor(file: string) {
		this.db = new DatabaseSync(file, { timeout: 5000 });
		this.db.exec(
			'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536',
		);
		this.db.exec(schema1);
	}

	fill(due: number, waiting: number): void {
		const lead = this.db.prepare(
			"INSERT INTO leads (lead_id, version, stage, created_at, updated_at, keys, doc) VALUES (?, 1, 'new', 0, 0, '[]', ?)",
		);
		const enrol = this.db.prepare(
			"INSERT INTO enrolments (enrolment_id, lead_id, sequence, state, claim_at, doc) VALUES (?, ?, 'Bench', 'active', ?, ?)",
		);
		this.db.exec('BEGIN');
		for (let n = 0; n < due + waiting; n++) {
			const doc = leadOf(n);
			if (n < due) lead.run(doc.leadId, JSON.stringify(doc));
			const enrolment = {
				enrolmentId: `enrolment${n}`,
				leadId: doc.leadId,
				sequence: 'Bench',
				version: 1,
				generation: 1,
				stepIndex: 0,
				repeat: 0,
				state: 'active',
				dueAt: '2026-03-02T09:00:00.000Z',
				enrolledAt: '2026-03-02T09:00:00.000Z',
			};
			enrol.run(`enrolment${n}`, doc.leadId, n < due ? 1 : 4e12, JSON.stringify(enrolment));
		}
		this.db.exec('COMMIT');
	}

	/** Claims until it has so many. @returns how many were claimed */
	claimAll(count: number, perClaim: number): number {
		const claim = this.db.prepare(
			'UPDATE enrolments SET fence = fence + 1, leased = 1, claim_at = 4e12 WHERE id IN (SELECT id FROM enrolments WHERE claim_at <= 2e12 ORDER BY claim_at LIMIT ?) RETURNING lead_id, fence, doc',
		);
		const find = this.db.prepare('SELECT doc, version FROM leads WHERE lead_id = ?');
		let claimed = 0;
		while (claimed < count) {
			const rows = claim.all(perClaim);
			for (const row of rows) {
				const lead = find.get(row['lead_id'] ?? null);
				if (JSON.parse(String(row['doc'])) && JSON.parse(String(lead?.['doc']))) claimed += 1;
			}
			if (rows.length === 0) break;
		}
		return claimed;
	}

	close(): void {
		this.db.close();
	}
}
