import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { backUp, backupsOf, restore, thinOut } from '../../lib/store/copies';
import { openStore, storeFile } from '../../lib/store/open';
import type { SoakResult } from './result';

/** How long it goes on. */
const seconds = 90;

/**
 * A writer captures and unsubscribes without a pause, backups are made beside it, the writer is killed, a random backup is restored; again
 * and again. After each restore the store is whole, its counters are right, it holds what the backup held, and everybody whose
 * unsubscribing was ever answered is still unsubscribed.
 */
export async function run(): Promise<SoakResult> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-soak-backups-'));
	const file = storeFile(folder, 'Main');
	const faults: string[] = [];
	const unsubscribed = new Set<number>();
	const counts = { rounds: 0, backups: 0, captured: 0 };
	const end = Date.now() + seconds * 1000;
	try {
		while (Date.now() < end) {
			const writer = await startWriter(folder, (kind, n) => {
				if (kind === 'captured') counts.captured += 1;
				else unsubscribed.add(n);
			});
			for (let made = 0; made < 3; made++) {
				await backUp(file, Date.now());
				counts.backups += 1;
				await sleep(Math.floor(Math.random() * 200));
			}
			await writer.kill();
			const kept = backupsOf(file);
			const chosen = kept[Math.floor(Math.random() * kept.length)];
			if (chosen === undefined) throw new Error('No backup was kept.');
			const how = { workspace: 'Main', now: Date.now(), by: 'soak', replaceOther: false };
			const back = await restore(chosen.file, file, how);
			faults.push(...(await faultsOf(folder, file, back.leads, unsubscribed)));
			thinOut(file, 4);
			for (const name of fs.readdirSync(path.join(folder, 'backups')))
				if (name.includes('-replaced-')) fs.rmSync(path.join(folder, 'backups', name));
			counts.rounds += 1;
		}
	} finally {
		fs.rmSync(folder, { recursive: true, force: true });
	}
	const did = `${counts.captured} captures, ${counts.backups} backups, ${counts.rounds} writers killed and stores restored, ${unsubscribed.size} people unsubscribed and still so`;
	return { passed: faults.length === 0, said: [did, ...new Set(faults)].join('; ') };
}

/** Starts the process that writes; it is told of everything that the store has answered. */
async function startWriter(folder: string, heard: (kind: string, n: number) => void) {
	const child = spawn(
		process.execPath,
		[
			...['--require', path.resolve(__dirname, '../register.cjs')],
			...[path.join(__dirname, 'programs', 'backupsWriter.ts'), folder],
		],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const lines = readline.createInterface({ input: child.stdout });
	lines.on('line', (line) => {
		const [kind = '', n = ''] = line.split(' ');
		heard(kind, Number(n));
	});
	const ended = once(child, 'exit');
	await Promise.race([once(lines, 'line'), ended]);
	return {
		kill: async () => {
			child.kill('SIGKILL');
			await ended;
		},
	};
}

async function faultsOf(
	folder: string,
	file: string,
	leads: number,
	unsubscribed: ReadonlySet<number>,
): Promise<string[]> {
	const faults: string[] = [];
	const store = await openStore({ engine: 'sqlite', folder, workspace: 'Main' });
	const counted = await store.counts();
	if (counted.leads !== leads) faults.push(`${counted.leads} leads in place of ${leads}`);
	const all = [...unsubscribed];
	const held = await store.suppressed(
		all.map((n) => ({ kind: 'email' as const, value: addressOf(n) })),
	);
	const missing = all.length - new Set(held.map(({ value }) => value)).size;
	if (missing > 0) faults.push(`${missing} of ${all.length} are no longer unsubscribed`);
	await store.close();
	const db = new DatabaseSync(file);
	const { whole } =
		db.prepare('SELECT integrity_check AS whole FROM pragma_integrity_check').get() ?? {};
	if (whole !== 'ok') faults.push(`damaged: ${String(whole)}`);
	const row = db.prepare('SELECT count(*) AS n FROM leads').get();
	if (row?.['n'] !== leads) faults.push('counters and rows differ');
	db.close();
	if (fs.readdirSync(folder).some((name) => name.includes('restoring')))
		faults.push('a prepared file was left');
	return faults;
}

/** Address of the person with this number. */
export function addressOf(n: number): string {
	return `person${n}@example.com`;
}
