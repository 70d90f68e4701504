import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import type { JobReply, Jobs, StoreFacts, SwapArgs } from './sqlite/copies/jobs';
import { toError } from './sqlite/engine';
import { startThread } from './thread';

/** A backup in the folder of backups. */
export interface Backup {
	/** File name. */
	name: string;
	file: string;
	madeAt: string;
	bytes: number;
}

/** A backup that was just made. */
export interface BackupMade extends Backup, StoreFacts {}

/** What was put back, and what became of it. */
export interface Restored extends StoreFacts {
	uncertain: number;
	suppressions: number;
	erasures: number;
	replaced: StoreFacts;
	/** Where the store that was replaced is kept; absent where there was none. */
	keptAs?: string;
}

/** Copies a store, while it goes on working, into the folder `backups` beside it. @param now milliseconds since the epoch */
export async function backUp(file: string, now: number): Promise<BackupMade> {
	const folder = backupFolder(file);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	clear(folder);
	const name = `${stemOf(file)}-${stamp(now)}.sqlite`;
	const to = path.join(folder, name);
	const made = await inThread('copy', { from: file, to });
	return { name, file: to, madeAt: new Date(now).toISOString(), ...made };
}

/** Backups of a store, newest first. */
export function backupsOf(file: string): Backup[] {
	return copiesOf(file).filter(({ name }) => !name.startsWith(replacedPrefix(file)));
}

/** Backups, and stores that were replaced by one, newest first; files of other names are nobody's business here. */
function copiesOf(file: string): Backup[] {
	const folder = backupFolder(file);
	if (!existsSync(folder)) return [];
	const pattern = new RegExp(
		`^${stemOf(file)}-(?:replaced-)?(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d)-(\\d\\d)-(\\d\\d)-(\\d{3})Z\\.sqlite$`,
	);
	return readdirSync(folder)
		.flatMap((name): Backup[] => {
			const [, day, ...time] = pattern.exec(name) ?? [];
			if (day === undefined) return [];
			const at = path.join(folder, name);
			const madeAt = `${day}T${time.slice(0, 3).join(':')}.${time[3] ?? '000'}Z`;
			return [{ name, file: at, madeAt, bytes: statSync(at).size }];
		})
		.sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
}

/** Removes all but the newest backups of a store; returns the names of those that went. */
export function thinOut(file: string, keep: number): string[] {
	const old = backupsOf(file).slice(Math.max(1, Math.trunc(keep)));
	for (const { file: one } of old) rmSync(one, { force: true });
	return old.map(({ name }) => name);
}

/** Removes, or counts, backups and replaced stores from before a moment; returns how many. @param before milliseconds since the epoch */
export function removeBefore(file: string, before: number, dryRun: boolean): number {
	const old = copiesOf(file).filter(({ madeAt }) => Date.parse(madeAt) < before);
	if (!dryRun) for (const { file: one } of old) rmSync(one, { force: true });
	return old.length;
}

/** What a file holds that may be restored. */
export async function lookAt(file: string): Promise<StoreFacts> {
	return await inThread('look', { file });
}

/**
 * Puts a backup in the place of a store that this process has closed. The backup itself stays as it is.
 * @throws StoreUnavailable with what to do: the file is none of ours or damaged, of a newer version, or the store is in use
 */
export async function restore(
	backup: string,
	file: string,
	how: Pick<SwapArgs, 'workspace' | 'now' | 'by' | 'replaceOther'>,
): Promise<Restored> {
	const { workspace, now } = how;
	const prepared = `${file}.restoring`;
	const discard = () => {
		for (const ending of ['', '-wal', '-shm', '-journal'])
			rmSync(`${prepared}${ending}`, { force: true });
	};
	const was = existsSync(file);
	const keepAs = path.join(backupFolder(file), `${replacedPrefix(file)}${stamp(now)}.sqlite`);
	mkdirSync(path.dirname(keepAs), { recursive: true, mode: 0o700 });
	discard();
	try {
		copyFileSync(backup, prepared);
		const { uncertain, ...facts } = await inThread('prepare', { file: prepared, workspace, now });
		const swapped = await inThread('swap', { prepared, live: file, keepAs, ...how });
		return { ...facts, uncertain, ...swapped, ...(was && { keptAs: keepAs }) };
	} finally {
		discard();
	}
}

/** Where the backups of a store are. */
export function backupFolder(file: string): string {
	return path.join(path.dirname(file), 'backups');
}

function replacedPrefix(file: string): string {
	return `${stemOf(file)}-replaced-`;
}

function stemOf(file: string): string {
	return path.basename(file, path.extname(file));
}

function stamp(now: number): string {
	return new Date(now).toISOString().replace(/[:.]/g, '-');
}

/** What backups that were stopped in the middle have left. */
function clear(folder: string): void {
	for (const name of readdirSync(folder))
		if (/\.sqlite\.part(-journal|-wal|-shm)?$/.test(name))
			rmSync(path.join(folder, name), { force: true });
}

async function inThread<K extends keyof Jobs>(
	kind: K,
	args: Jobs[K]['args'],
): Promise<Jobs[K]['answer']> {
	const thread = startThread('store/sqlite/copies/jobThread', {
		name: 'lead-store-copy',
		workerData: { kind, args },
	});
	return await answerOf<Jobs[K]['answer']>(thread);
}

/** The one answer of a thread that does a job on stores; its end without one is an error. */
export async function answerOf<R>(thread: Worker): Promise<R> {
	return await new Promise<R>((resolve, reject) => {
		const waiter: Waiter = { resolve, reject };
		thread.once('message', (reply: JobReply) => {
			if (reply.ok) waiter.resolve(reply.answer);
			else waiter.reject(toError(reply.failure));
		});
		thread.once('error', reject);
		thread.once('exit', () => reject(new Error('The thread that copies stores ended early.')));
	});
}

/** Method syntax on purpose: the thread's answer is of the kind that the job names. */
interface Waiter {
	resolve(answer: unknown): void;
	reject(error: Error): void;
}
