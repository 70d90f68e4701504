import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { SenderTask } from './sender';

/** A sender process that has been started. */
export interface Sender {
	/** Settles when it is about to send, or has ended before that. */
	ready: Promise<void>;
	/** Settles with whether it was killed; an end that is neither that nor a success is an error. */
	ended: Promise<'done' | 'killed'>;
	kill(): void;
}

/** Starts sender processes. */
export interface Senders {
	start(task: SenderTask): Sender;
	remove(): void;
}

/**
 * Bundles what a sender process runs, with the store's worker thread, once for all that are started: a start then takes a third
 * of the time that compiling every file takes.
 */
export async function senderProgram(): Promise<Senders> {
	const project = path.join(__dirname, '..', '..', '..');
	const folder = mkdtempSync(path.join(os.tmpdir(), 'lead-sender-'));
	await build({
		// The worker thread is looked for one folder up, under its name in lib/.
		entryPoints: [
			{ in: 'test/process/nurture/sender.ts', out: 'sender/sender' },
			{ in: 'lib/store/sqlite/worker.ts', out: 'store/sqlite/worker' },
		],
		absWorkingDir: project,
		outdir: folder,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node24',
		external: ['pg-native', 'cloudflare:sockets'],
		logLevel: 'warning',
		plugins: [bundleLazily],
	});
	const script = path.join(folder, 'sender', 'sender.js');
	const env = {
		...process.env,
		NODE_OPTIONS: '',
		NODE_COMPILE_CACHE: path.join(folder, 'cache'),
	};
	return {
		start(task) {
			const child = spawn(process.execPath, [script, JSON.stringify(task)], {
				stdio: ['ignore', 'pipe', 'pipe'],
				env,
			});
			let said = '';
			child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
			const exit = once(child, 'exit');
			return {
				ready: Promise.race([once(child.stdout, 'data'), exit]).then(() => undefined),
				ended: exit.then(() => {
					if (child.signalCode === 'SIGKILL') return 'killed';
					if (child.exitCode === 0) return 'done';
					throw new Error(`A sender ended with ${child.exitCode ?? child.signalCode}: ${said}`);
				}),
				kill: () => child.kill('SIGKILL'),
			};
		},
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

/** Libraries that our code loads when it first needs them go into the bundle like all others. */
const bundleLazily: Plugin = {
	name: 'bundle lazily loaded libraries',
	setup({ onLoad }) {
		onLoad({ filter: /\/lib\/(mail\/load|store\/postgres\/pools)\.ts$/ }, ({ path: file }) => ({
			loader: 'ts',
			contents: readFileSync(file, 'utf8').replace('createRequire(__filename)(', 'require('),
		}));
	},
};
