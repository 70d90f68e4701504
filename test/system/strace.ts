import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..', '..');

/**
 * Runs a program of this folder's `programs` under strace, with a store in `folder` and a count.
 *
 * @param trace names of system calls that are written down
 * @param inject what strace does at a system call, e.g. a signal
 */
export function underStrace(
	program: string,
	folder: string,
	count: number,
	{ trace, inject }: { trace: string; inject: readonly string[] },
) {
	const log = path.join(folder, 'strace.log');
	const done = spawnSync(
		'strace',
		[
			...['-f', '-y', '-qq', '-o', log, '-e', `trace=${trace}`],
			...inject.flatMap((rule) => ['-e', `inject=${rule}`]),
			...[process.execPath, '--require', path.join(root, 'scripts', 'register.cjs')],
			...[path.join(__dirname, 'programs', program), path.join(folder, 'store'), String(count)],
		],
		{ encoding: 'utf8', cwd: root },
	);
	return { ...done, trace: fs.readFileSync(log, 'utf8').split('\n') };
}
