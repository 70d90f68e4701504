import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './log.mjs';

/**
 * Runs `work` while no other process on this machine holds `file`: two clones, or two terminals, share one cache.
 * A lock whose process is gone is taken over.
 */
export async function withLock(file, work) {
	fs.mkdirSync(path.dirname(file), { recursive: true });
	for (let told = false; !take(file); told = true) {
		if (!told) say(`Waiting for another process that prepares the same thing (${file}) …`);
		await sleep(300);
	}
	try {
		return await work();
	} finally {
		fs.rmSync(file, { force: true });
	}
}

const me = () => `${process.pid}@${os.hostname()}`;

/** One attempt: link(2) is atomic, so a lock file is never seen without its owner in it. */
function take(file) {
	const mine = `${file}.${process.pid}`;
	fs.writeFileSync(mine, me());
	try {
		fs.linkSync(mine, file);
		return true;
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
		if (abandoned(file)) fs.rmSync(file, { force: true });
		return false;
	} finally {
		fs.rmSync(mine, { force: true });
	}
}

/** Whether the process that holds the lock is gone. A lock of another host counts as held for an hour. */
function abandoned(file) {
	try {
		const [pid, host] = fs.readFileSync(file, 'utf8').split('@');
		if (host !== os.hostname()) return Date.now() - fs.statSync(file).mtimeMs > 3_600_000;
		process.kill(Number(pid), 0);
		return false;
	} catch (error) {
		return error.code === 'ESRCH';
	}
}
