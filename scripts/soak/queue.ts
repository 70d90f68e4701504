import { spawnSync } from 'node:child_process';
import { project } from '../runtime/pack';
import type { SoakResult } from './result';

/**
 * The queue-mode test with a thousand leads at 20 a second and a worker killed on the way. Needs Redis: run
 * `npm run test:system` once before, which installs it.
 */
export async function run(): Promise<SoakResult> {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		['node_modules/jest/bin/jest.js', '--config', 'test/system/jest.config.cjs', 'queue'],
		{
			cwd: project,
			encoding: 'utf8',
			env: { ...process.env, LEAD_QUEUE_LEADS: '1000', NODE_OPTIONS: '' },
		},
	);
	process.stderr.write(`${stdout}\n${stderr}`);
	return {
		passed: status === 0,
		said: '1,000 leads through main, webhook processor and two workers, one killed: each processed once, one mail each',
	};
}
