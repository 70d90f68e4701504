import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** What a process said before it ended. */
export interface Ended {
	lines: string[];
	code: number | null;
}

/** Starts `child.ts` with a task; `onLine` may end it early. */
export function startChild(
	args: string[],
	onLine?: (line: string, kill: () => void) => void,
): Promise<Ended> {
	const register = path.join(__dirname, '../../../scripts/register.cjs');
	const script = path.join(__dirname, 'child.ts');
	const child = spawn(process.execPath, ['--require', register, script, ...args], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const lines: string[] = [];
	createInterface({ input: child.stdout }).on('line', (line) => {
		lines.push(line);
		onLine?.(line, () => child.kill('SIGKILL'));
	});
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve({ lines, code }));
	});
}
