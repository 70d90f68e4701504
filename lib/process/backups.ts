import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
	backUp,
	backupsOf,
	lookAt,
	removeBefore,
	restore,
	thinOut,
	type Backup,
	type BackupMade,
	type Restored,
} from '../store/copies';
import type { LeadStore, StoreCounts } from '../store/port';
import { clockNow, fileOf, storeOf, whileClosed } from './stores';

/** What a restore would do. */
export interface Outlook {
	/** What the backup holds. */
	backup: { leads: number; touchpoints: number; changedAt?: string };
	/** Leads in the store now. */
	leadsNow: StoreCounts['leads'];
	file: string;
}

/** Copies the store of a workspace beside it, and removes all but the newest `keep` copies, and says what to do where it cannot. */
export async function backUpWorkspace(
	workspace: string,
	keep: number,
): Promise<BackupMade & { removed: string[] }> {
	const file = fileOf(workspace);
	const made = await backUp(file, clockNow());
	return { ...made, removed: thinOut(file, keep) };
}

/** Backups of a workspace, newest first. */
export function backupsOfWorkspace(workspace: string): Backup[] {
	return backupsOf(fileOf(workspace));
}

/** Removes, or counts, backups older than so many days. */
export function removeBackupsBefore(
	workspace: string,
	days: number,
	now: number,
	dryRun: boolean,
): number {
	return removeBefore(fileOf(workspace), now - days * 86_400_000, dryRun);
}

/** The content of a backup, as it is read. */
export function readBackup({ file }: Pick<Backup, 'file'>): Readable {
	return fs.createReadStream(file);
}

/** Writes a backup that was passed on to a file of its own, for n8n's own user only; `remove` takes it away again. */
export async function takeIn(
	content: Buffer | Readable,
): Promise<{ file: string; remove(): void }> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-restore-'));
	const file = path.join(folder, 'backup.sqlite');
	const target = fs.createWriteStream(file, { mode: 0o600 });
	await pipeline(Buffer.isBuffer(content) ? [content] : content, target);
	return { file, remove: () => fs.rmSync(folder, { recursive: true, force: true }) };
}

/** What restoring a file would do; changes nothing, and says what to do where it cannot. */
export async function outlook(workspace: string, backup: string): Promise<Outlook> {
	const store = await storeOf(workspace);
	const [{ leads }, found] = await Promise.all([store.counts(), lookAt(backup)]);
	return { backup: found, leadsNow: leads, file: backup };
}

/** Puts a backup in the place of a workspace's store. @throws with what to do */
export async function restoreWorkspace(
	workspace: string,
	backup: string,
	{ by, replaceOther }: { by: string; replaceOther: boolean },
): Promise<Restored> {
	const store = await storeOf(workspace);
	const how = { workspace: store.workspace, now: clockNow(), by, replaceOther };
	return await whileClosed(workspace, async () => await restore(backup, fileOf(workspace), how));
}

/** Backing up and restoring are the built-in database's. @throws with what to use in Postgres */
export function mustBeBuiltIn({ engine, workspace }: LeadStore): void {
	if (engine === 'sqlite') return;
	throw new Error(
		`The leads of workspace '${workspace}' are in Postgres, which has its own way: back up with pg_dump, e.g. pg_dump --format=custom --schema=<schema> <database>, and restore with pg_restore while n8n is stopped.`,
	);
}
