import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { int } from '../rows';
import { CannotCopy, type CopyMade, type StoreFacts } from './jobs';

/**
 * Writes a consistent copy of a store that goes on working: SQLite reads one snapshot of it (VACUUM INTO), whatever is written meanwhile.
 * The copy has its name only when it is whole, checked and on the disk; what a crash left behind has another name.
 */
export function copyStore({ from, to }: { from: string; to: string }): CopyMade {
	const part = `${to}.part`;
	rmSync(part, { force: true });
	// Personal data: the file is there, for n8n's own user only, before SQLite fills it.
	closeSync(openSync(part, 'w', 0o600));
	try {
		fill(part, from);
		const facts = look(part);
		toDisk(part);
		renameSync(part, to);
		toDisk(path.dirname(to));
		return { ...facts, bytes: statSync(to).size };
	} finally {
		// A disk that was too full for the copy is not kept full by a part of it.
		rmSync(part, { force: true });
	}
}

function fill(part: string, from: string): void {
	const source = new DatabaseSync(from, { timeout: 10_000, readOnly: true });
	try {
		source.prepare('VACUUM INTO ?').run(part);
	} finally {
		source.close();
	}
}

/** Checks that a file is a whole lead store. @throws CannotCopy */
export function look(file: string): StoreFacts {
	const db = new DatabaseSync(file, { readOnly: true });
	try {
		return factsOf(db, file, true);
	} finally {
		db.close();
	}
}

/** What an open store holds. */
export function factsOf(db: DatabaseSync, file: string, check = false): StoreFacts {
	const names = tablesOf(db, file);
	for (const table of ['migrations', 'leads', 'kept', 'suppression']) {
		if (!names.includes(table))
			throw new CannotCopy(
				`${path.basename(file)} is not a lead store: choose a file that Back Up has made.`,
			);
	}
	const fault = check ? db.prepare('PRAGMA quick_check(1)').get()?.quick_check : 'ok';
	if (fault !== 'ok')
		throw new CannotCopy(
			`${path.basename(file)} is damaged (${String(fault)}): choose another backup.`,
		);
	const row = db.prepare('SELECT count(*) AS n, max(updated_at) AS at FROM leads').get();
	const changed = row?.at;
	return {
		leads: int(row?.n),
		touchpoints: int(db.prepare('SELECT count(*) AS n FROM touchpoints').get()?.n),
		...(typeof changed === 'number' && { changedAt: new Date(changed).toISOString() }),
	};
}

function tablesOf(db: DatabaseSync, file: string): string[] {
	try {
		const rows = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
		return rows.map(({ name }) => String(name));
	} catch (cause) {
		throw new CannotCopy(
			`${path.basename(file)} cannot be read as a lead store: choose a file that Back Up has made.`,
			{ cause },
		);
	}
}

/** Waits until a file, or what a folder lists, is on the disk; where folders cannot be opened, as on Windows, there is nothing to wait for. */
export function toDisk(what: string): void {
	let handle: number;
	try {
		handle = openSync(what, 'r');
	} catch {
		return;
	}
	try {
		fsyncSync(handle);
	} catch {
		// Some file systems refuse this for folders.
	} finally {
		closeSync(handle);
	}
}
