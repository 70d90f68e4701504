import {
	backUp,
	backupsOf,
	lookAt,
	restore,
	thinOut,
	type Backup,
	type BackupMade,
	type Restored,
} from '../store/copies';
import type { StoreCounts } from '../store/port';
import { clockNow, fileOf, storeOf, whileClosed } from './stores';
import { StoreUnavailable } from '../store/port';

/** What a restore would do. */
export interface Outlook {
	/** What the backup holds. */
	backup: { leads: number; touchpoints: number; changedAt?: string };
	/** Leads in the store now. */
	leadsNow: StoreCounts['leads'];
	file: string;
}

/** Copies the store of a workspace beside it, and removes all but the newest `keep` copies. @throws StoreUnavailable */
export async function backUpWorkspace(
	workspace: string,
	keep: number,
): Promise<BackupMade & { removed: string[] }> {
	await mustBeBuiltIn(workspace);
	const file = fileOf(workspace);
	const made = await backUp(file, clockNow());
	return { ...made, removed: thinOut(file, keep) };
}

/** Backups of a workspace, newest first. */
export function backupsOfWorkspace(workspace: string): Backup[] {
	return backupsOf(fileOf(workspace));
}

/** What restoring a file would do; changes nothing. @throws StoreUnavailable */
export async function outlook(workspace: string, backup: string): Promise<Outlook> {
	const store = await mustBeBuiltIn(workspace);
	const [{ leads }, found] = await Promise.all([store.counts(), lookAt(backup)]);
	return { backup: found, leadsNow: leads, file: backup };
}

/** Puts a backup in the place of a workspace's store. @throws StoreUnavailable with what to do */
export async function restoreWorkspace(
	workspace: string,
	backup: string,
	{ by, replaceOther }: { by: string; replaceOther: boolean },
): Promise<Restored> {
	const store = await mustBeBuiltIn(workspace);
	const how = { workspace: store.workspace, now: clockNow(), by, replaceOther };
	return await whileClosed(workspace, async () => await restore(backup, fileOf(workspace), how));
}

async function mustBeBuiltIn(workspace: string) {
	const store = await storeOf(workspace);
	if (store.engine === 'sqlite') return store;
	throw new StoreUnavailable(
		`The leads of workspace '${workspace}' are in Postgres, which has its own way: back up with pg_dump, e.g. pg_dump --format=custom --schema=<schema> <database>, and restore with pg_restore while n8n is stopped.`,
		false,
	);
}
