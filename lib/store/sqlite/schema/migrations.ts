import type { DatabaseSync } from 'node:sqlite';
import { accounts } from './accounts';
import { companyOwners } from './companyOwners';
import { exits } from './exits';
import { forms } from './forms';
import { mailboxes } from './mailboxes';
import { reporting } from './reporting';
import { receiptRuns } from './receiptRuns';
import { receiptsWaiting } from './receiptsWaiting';
import { schema1 } from './schema1';
import { schema2 } from './schema2';
import { schema3 } from './schema3';
import { sheetRows } from './sheetRows';
import { visitors } from './visitors';
import { waiting } from './waiting';

/** Steps from an empty file to the present form, in order; a step's version is its place. One that was published is never changed; a new one is added. */
const steps: readonly string[] = [
	schema1,
	schema2,
	schema3,
	accounts,
	reporting,
	receiptRuns,
	forms,
	receiptsWaiting,
	companyOwners,
	visitors,
	mailboxes,
	waiting,
	exits,
	sheetRows,
];

/** The form this version of the package writes. */
export const presentVersion = steps.length;

/** Brings a file to the present form inside the caller's transaction. @returns the version found when it is newer than ours. */
export function migrate(db: DatabaseSync, now: number): { newer?: number } {
	db.exec(
		'CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT',
	);
	const row = db.prepare('SELECT max(version) AS version FROM migrations').get();
	const found = typeof row?.version === 'number' ? row.version : 0;
	if (found > presentVersion) return { newer: found };
	for (const [index, sql] of steps.slice(found).entries()) {
		db.exec(sql);
		db.prepare('INSERT INTO migrations (version, at) VALUES (?, ?)').run(found + index + 1, now);
	}
	return {};
}
