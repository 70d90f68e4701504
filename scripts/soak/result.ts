import { spawnSync } from 'node:child_process';
import { project } from '../runtime/pack';

/** What a soak run came to. */
export interface SoakResult {
	passed: boolean;
	/** What was done and counted, in a sentence or two. */
	said: string;
}

/**
 * Runs a test in its long form, by the variables that make it long; what it printed is shown where it failed.
 * @param said what has been shown when it passes
 * @param figures lines of the output that tell how much was done; they stand before what is said
 */
export async function longForm(
	{ config = 'jest.config.cjs', args }: { config?: string; args: string[] },
	variables: Record<string, string>,
	said: string,
	figures?: RegExp,
): Promise<SoakResult> {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		['node_modules/jest/bin/jest.js', '--config', config, ...args],
		{ cwd: project, encoding: 'utf8', env: { ...process.env, ...variables, NODE_OPTIONS: '' } },
	);
	if (status !== 0) process.stderr.write(`${stdout}\n${stderr}`);
	const counted = figures === undefined ? [] : (stderr.match(figures) ?? []);
	return await Promise.resolve({ passed: status === 0, said: [...counted, said].join('; ') });
}
