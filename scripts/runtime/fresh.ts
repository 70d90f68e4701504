import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { tool } from './environment';
import { startN8n } from './n8n';

/** What a new instance writes before anybody did anything; n8n ends without emptying SQLite's log. */
const files = ['config', 'database.sqlite', 'database.sqlite-wal'];

/**
 * A new user folder in the folder for temporary files, with n8n's database made and its owner set up already: n8n's own
 * migrations take most of the time of a first start, so that is done once and copied.
 */
export async function freshFolder(): Promise<string> {
	const blank = path.join(tool('n8n'), '.blank');
	if (!fs.existsSync(blank)) await makeBlank(blank);
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-n8n-'));
	fs.mkdirSync(path.join(folder, '.n8n'));
	for (const file of files)
		fs.copyFileSync(path.join(blank, file), path.join(folder, '.n8n', file));
	return folder;
}

async function makeBlank(blank: string): Promise<void> {
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-n8n-'));
	const n8n = await startN8n({ folder, withPackage: false });
	await n8n.stop();
	const partial = `${blank}.${process.pid}`;
	fs.mkdirSync(partial, { recursive: true });
	copy(path.join(folder, '.n8n'), partial);
	fs.rmSync(folder, { recursive: true, force: true });
	// Another process may have been faster: then its copy is as good.
	if (fs.existsSync(blank)) fs.rmSync(partial, { recursive: true, force: true });
	else fs.renameSync(partial, blank);
}

function copy(from: string, to: string): void {
	for (const file of files.filter((name) => fs.existsSync(path.join(from, name)))) {
		fs.copyFileSync(path.join(from, file), path.join(to, file));
	}
}
