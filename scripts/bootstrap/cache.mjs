import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withHeartbeat } from './log.mjs';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';

const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/** Where this user's clones share what is large: Node 24, n8n, Chromium. */
export const cacheFolder = path.join(userCache(), 'n8n-nodes-lead-management');

function userCache() {
	if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
	if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches');
	if (process.platform === 'win32' && process.env.LOCALAPPDATA) return process.env.LOCALAPPDATA;
	return path.join(os.homedir(), '.cache');
}

/**
 * Makes sure that a folder of the cache holds an npm package, without running install scripts, and returns the folder.
 * The file `.ready` is written last: an install that was interrupted is thrown away and done again.
 *
 * @param name folder inside the cache; the version is part of it
 * @param what said to the user while it is installed
 * @param manifest dependencies and overrides of the folder's package.json
 * @param finish work after npm's, before the folder counts as ready
 */
export async function cached({ name, what, manifest, finish = () => {} }) {
	const folder = path.join(cacheFolder, name);
	const ready = path.join(folder, '.ready');
	if (fs.existsSync(ready)) return folder;
	await withLock(`${folder}.lock`, async () => {
		if (fs.existsSync(ready)) return;
		await withHeartbeat(what, async () => {
			fs.rmSync(folder, { recursive: true, force: true });
			fs.mkdirSync(folder, { recursive: true });
			const file = path.join(folder, 'package.json');
			fs.writeFileSync(file, JSON.stringify({ private: true, ...manifest }, null, 2));
			await npm(folder, ['install', '--ignore-scripts', ...quiet]);
			await finish(folder);
			fs.writeFileSync(ready, new Date().toISOString());
		});
	});
	return folder;
}

/**
 * Builds one native module of a folder of the cache: the only install script that is run there. Where a ready-made one
 * cannot be fetched it is compiled against the headers that came with this Node, so that nothing else has to be fetched;
 * a `nodedir` of npm's own settings goes before them.
 */
export function rebuild(folder, name) {
	const prefix = path.dirname(path.dirname(fs.realpathSync(process.execPath)));
	const headers = fs.existsSync(path.join(prefix, 'include', 'node', 'node_api.h'));
	const env = { ...(headers && { npm_config_nodedir: prefix }), ...process.env };
	return npm(folder, ['rebuild', name, '--ignore-scripts=false', ...quiet], env);
}
