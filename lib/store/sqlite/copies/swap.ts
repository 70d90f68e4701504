import { existsSync, linkSync, renameSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { erase } from '../operations/leads/erase';
import { int, text } from '../rows';
import { Session } from '../session';
import { factsOf, toDisk } from './copy';
import { CannotCopy, type StoreFacts, type SwapArgs, type Swapped } from './jobs';

/** How long others are waited for, in milliseconds. */
const busyMs = 2_000;

/**
 * Puts a prepared file in the store's place. Nobody else may have the store open: an exclusive lock tells. What must not be forgotten
 * goes over first: who wants no more mail, and who is to be erased. The store that is replaced keeps its content under another name, and
 * at every moment one of the two, whole, has the store's name.
 * @throws CannotCopy
 */
export function swap(args: SwapArgs): Swapped {
	const { live, prepared, keepAs } = args;
	if (!existsSync(live)) {
		refuseJournal(live);
		renameSync(prepared, live);
		toDisk(path.dirname(live));
		return { replaced: { leads: 0, touchpoints: 0 }, suppressions: 0, erasures: 0 };
	}
	const carried = lockedFor(live, (db) => carry(db, args));
	refuseJournal(live);
	linkSync(live, keepAs);
	renameSync(prepared, live);
	toDisk(path.dirname(live));
	return carried;
}

/** Changes of a journal that is left would be written into the other file. */
function refuseJournal(live: string): void {
	for (const ending of ['-wal', '-journal'])
		if (existsSync(`${live}${ending}`))
			throw new CannotCopy(
				`Beside the store lies ${path.basename(live)}${ending}: another program has it open, or was stopped in the middle of a write. End that program, or start and stop n8n once, then restore again.`,
			);
}

/** Runs with the only connection to the store; takes its journal into the file at the end. */
function lockedFor<T>(live: string, work: (db: DatabaseSync) => T): T {
	const db = new DatabaseSync(live, { timeout: busyMs });
	try {
		onlyOne(db);
		return work(db);
	} finally {
		db.close();
	}
}

function onlyOne(db: DatabaseSync): void {
	try {
		// In this mode SQLite opens a store with a write-ahead log only where nobody else has it open.
		db.exec('PRAGMA locking_mode = EXCLUSIVE');
		db.exec('BEGIN EXCLUSIVE; COMMIT');
		db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
		db.exec('BEGIN EXCLUSIVE; COMMIT');
	} catch (cause) {
		throw new CannotCopy(
			'The store is in use by another process. Stop every other n8n and program that has this store open, then restore again.',
			{ cause },
		);
	}
}

function carry(db: DatabaseSync, args: SwapArgs): Swapped {
	const { live, prepared, workspace, now, by, replaceOther } = args;
	const replaced = factsOf(db, live);
	const session = new Session(prepared, workspace);
	try {
		session.prepare(now);
		session.now = now;
		session.begin(true);
		const carried = session.guarded(() => {
			if (!sameSecrets(session, db, replaced, replaceOther))
				return { suppressions: 0, erasures: 0 };
			return { suppressions: suppressions(session, db), erasures: erasures(session, db, by) };
		});
		session.keep('restored', JSON.stringify({ at: new Date(now).toISOString(), by }));
		session.commit();
		session.db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
		return { replaced, ...carried };
	} finally {
		session.close();
	}
}

/** Whether addresses in both are hashed alike. A copy that has no keys yet takes the store's. */
function sameSecrets(
	session: Session,
	db: DatabaseSync,
	replaced: StoreFacts,
	replaceOther: boolean,
): boolean {
	const row = db.prepare("SELECT doc FROM kept WHERE name = 'secrets'").get();
	if (row === undefined) return false;
	const own = session.kept('secrets');
	if (own === undefined) session.keep('secrets', text(row.doc));
	if (own === undefined || own === row.doc) return true;
	if (replaced.leads > 0 && !replaceOther)
		throw new CannotCopy(
			`The backup is of another store than the one here, which holds ${replaced.leads} leads. Who has unsubscribed here would be forgotten. Choose a backup of this workspace, or tick 'Replace Another Store'.`,
		);
	return false;
}

function suppressions(session: Session, db: DatabaseSync): number {
	const insert = session.sql(
		'INSERT INTO suppression (hash, scope, kind, reason, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash, scope) DO NOTHING',
	);
	let added = 0;
	for (const row of db.prepare('SELECT hash, scope, kind, reason, at FROM suppression').iterate())
		added += Number(
			insert.run(text(row.hash), text(row.scope), text(row.kind), text(row.reason), int(row.at))
				.changes,
		);
	return added;
}

function erasures(session: Session, db: DatabaseSync, by: string): number {
	let erased = 0;
	for (const row of db.prepare("SELECT lead_id FROM leads WHERE stage = 'erased'").iterate())
		erased += erase(session, { leadIds: [text(row.lead_id)], by, mayReturn: true }).length;
	return erased;
}
