import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { at } from '../runtime/json';
import { project } from '../runtime/pack';

/** How many checks of a suite held and how many did not. */
export interface Tally {
	passed: number;
	failed: number;
}

/** A line with a tally: the last thing every test command prints. */
export const tallyLine = ({ passed, failed }: Tally): string =>
	`${passed} passed, ${failed} failed`;

export const sum = (tallies: Tally[]): Tally => ({
	passed: tallies.reduce((total, { passed }) => total + passed, 0),
	failed: tallies.reduce((total, { failed }) => total + failed, 0),
});

/** Runs a program with its output shown. It counts as one check. */
export async function check(name: string, args: string[]): Promise<Tally> {
	const started = Date.now();
	const ok = (await run(args)) === 0;
	report(name, started, ok ? 'ok' : 'NOT OK');
	return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Runs the tests of a jest configuration. Every test counts; a file that could not be run, and a suite in which nothing
 * ran, count as failed.
 */
export async function jest(name: string, config: string, args: string[] = []): Promise<Tally> {
	const started = Date.now();
	const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-jest-'));
	const file = path.join(folder, 'result.json');
	const code = await run([
		...['node_modules/jest/bin/jest.js', '--config', config],
		...['--json', '--outputFile', file, ...args],
	]);
	const result: unknown = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
	fs.rmSync(folder, { recursive: true, force: true });
	const number = (member: string) => Number(at(result, member) ?? 0);
	const passed = number('numPassedTests');
	const failed = number('numFailedTests') + number('numRuntimeErrorTestSuites');
	const silent = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
	const tally = { passed, failed: failed + silent };
	report(name, started, tallyLine(tally));
	return tally;
}

/** Prints the sum and sets the exit code: 0 only where something ran and nothing failed. */
export function conclude(tallies: Tally[]): void {
	const total = sum(tallies);
	process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
	console.log(tallyLine(total));
}

function report(name: string, started: number, text: string): void {
	console.error(`── ${name}: ${text} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

/** Runs a script under this Node; what it prints goes to standard error, so that the tally stands alone. */
function run(args: string[]): Promise<number> {
	const register = path.join(project, 'scripts', 'register.cjs');
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, ['--require', register, ...args], {
			cwd: project,
			stdio: ['ignore', 2, 2],
		});
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
}
