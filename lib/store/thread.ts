import path from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** Starts a thread on a file, named from lib/ and without its ending. */
export function startThread(file: string, options: WorkerOptions): Worker {
	return new Worker(path.join(__dirname, '..', `${file}${path.extname(__filename)}`), {
		...options,
		execArgv: compiler(),
	});
}

/** Uncompiled, in tests and scripts, the thread needs what makes TypeScript run; shipped code is JavaScript and needs nothing. */
function compiler(): string[] {
	if (!__filename.endsWith('.ts')) return [];
	return ['--require', path.join(__dirname, '../../scripts/register.cjs')];
}
