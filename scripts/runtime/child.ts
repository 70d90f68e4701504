import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from './json';

/** A program in a process group of its own, with what it wrote. */
export interface Child {
	readonly pid: number;
	/** Everything it wrote so far, standard output and error as they came. */
	logs(): string;
	/** Settles with the exit code, or the name of the signal that ended it. */
	readonly exited: Promise<number | string>;
	running(): boolean;
	/** Asks the group to end and ends it by force after `graceMs` (default 15 s). */
	stop(graceMs?: number): Promise<void>;
	/** Ends the whole group at once, as a power cut would. */
	kill(): Promise<void>;
}

/**
 * Starts a program.
 * @param options.logFile where its output is appended as well
 */
export function startChild(
	command: string,
	args: string[],
	options: { env: NodeJS.ProcessEnv; cwd: string; logFile?: string },
): Child {
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: options.env,
		// A group of its own: Ctrl-C in the terminal reaches us only, and we end it in good order.
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const chunks: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => {
			chunks.push(text);
			if (options.logFile !== undefined) fs.appendFileSync(options.logFile, text);
		});
	}
	const exited = exitOf(child);
	const running = () =>
		child.exitCode === null && child.signalCode === null && child.pid !== undefined;
	const end = async (signal: NodeJS.Signals) => {
		if (child.pid !== undefined) signalGroup(child.pid, signal);
		await exited;
	};
	return {
		pid: child.pid ?? -1,
		logs: () => chunks.join(''),
		exited,
		running,
		stop: async (graceMs = 15_000) => {
			if (!running()) return;
			const force = new AbortController();
			const forced = sleep(graceMs, undefined, { signal: force.signal }).then(
				() => end('SIGKILL'),
				() => undefined,
			);
			await end('SIGTERM');
			force.abort();
			await forced;
			if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
		},
		kill: () => end('SIGKILL'),
	};
}

/** Sends a signal to a process group; a group that is gone already is no matter. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch (error) {
		// Not by class: under jest the error comes from another realm.
		if (at(error, 'code') !== 'ESRCH') throw error;
	}
}

function exitOf(child: ChildProcess): Promise<number | string> {
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
	});
}
