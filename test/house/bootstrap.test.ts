import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const root = path.resolve(__dirname, '..', '..');
const run = (...args: string[]) =>
	spawnSync(process.execPath, [path.join(root, 'scripts', 'run.mjs'), ...args], {
		encoding: 'utf8',
	});

describe('node scripts/run.mjs', () => {
	test('leaves standard output to the task', () => {
		const { stdout, status } = run('node', '--', '-e', 'process.stdout.write("only this")');
		expect([status, stdout]).toEqual([0, 'only this']);
	});

	test('runs TypeScript, in worker threads as well', () => {
		const script = path.join(__dirname, 'programs', 'worker.ts');
		const { stdout, status } = run('node', script);
		expect([status, stdout]).toEqual([0, 'worker says 42\n']);
	});

	test('passes the exit code on', () => {
		expect(run('node', '-e', 'process.exit(7)').status).toBe(7);
	});

	test('names the tasks where it does not know one', () => {
		const { stderr, stdout, status } = run('no-such-task');
		expect([status, stdout]).toEqual([1, '']);
		expect(stderr).toMatch(/There is no task 'no-such-task'\. Tasks: build, node, try/);
	});
});

describe('lock', () => {
	let folder: string;
	beforeEach(() => {
		folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lead-lock-'));
	});
	afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

	/** A process that adds one to a number in a file under the lock, slowly enough to lose counts without it. */
	const count = () =>
		new Promise<number | null>((resolve) => {
			const module = JSON.stringify(path.join(root, 'scripts', 'bootstrap', 'lock.mjs'));
			const file = JSON.stringify(path.join(folder, 'count'));
			const lock = JSON.stringify(path.join(folder, 'lock'));
			const script = `
				import(${module}).then(({ withLock }) => withLock(${lock}, async () => {
					const fs = await import('node:fs');
					const before = fs.existsSync(${file}) ? Number(fs.readFileSync(${file}, 'utf8')) : 0;
					await new Promise((done) => setTimeout(done, 50));
					fs.writeFileSync(${file}, String(before + 1));
				}));`;
			spawn(process.execPath, ['-e', script], { stdio: 'ignore' }).once('exit', resolve);
		});

	test('lets one process in at a time', async () => {
		expect(await Promise.all(Array.from({ length: 5 }, count))).toEqual([0, 0, 0, 0, 0]);
		expect(fs.readFileSync(path.join(folder, 'count'), 'utf8')).toBe('5');
		expect(fs.existsSync(path.join(folder, 'lock'))).toBe(false);
	});

	test('is taken over from a process that is gone', async () => {
		const gone = spawnSync(process.execPath, ['-e', 'process.stdout.write(String(process.pid))'], {
			encoding: 'utf8',
		});
		fs.writeFileSync(path.join(folder, 'lock'), `${gone.stdout}@${os.hostname()}`);
		expect(await count()).toBe(0);
		expect(fs.readFileSync(path.join(folder, 'count'), 'utf8')).toBe('1');
	});
});
