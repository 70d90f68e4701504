import { spawnSync } from 'node:child_process';
import { project } from '../runtime/pack';
import type { SoakResult } from './result';

/** The storm of captures at full strength: ten copies of a thousand events, two hundred at once a hundred times. */
export async function run(): Promise<SoakResult> {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		['node_modules/jest/bin/jest.js', '--config', 'jest.config.cjs', 'test/process/capture/storm'],
		{
			cwd: project,
			encoding: 'utf8',
			env: {
				...process.env,
				LEAD_STORM_EVENTS: '1000',
				LEAD_STORM_ROUNDS: '100',
				NODE_OPTIONS: '',
			},
		},
	);
	if (status !== 0) process.stderr.write(`${stdout}\n${stderr}`);
	return {
		passed: status === 0,
		said: '10 × 1,000 events in any order had 1,000 effects; 200 captures of one person at once made one lead, 100 times',
	};
}
