import { spawnSync } from 'node:child_process';
import { project } from '../runtime/pack';
import type { SoakResult } from './result';

const kills = Number(process.env['KILLS'] ?? 2_000);

/**
 * The tests of sending in their long form: real sender processes killed at random moments while a real server counts each
 * Message-ID, then several senders at once; and the simulated calendar of 90 days and 1,000 leads against the mails that a
 * server saw while the clock was stepped through the same days. KILLS says how many senders are killed, 2,000 if unset.
 */
export function run(): Promise<SoakResult> {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[
			'node_modules/jest/bin/jest.js',
			'--runInBand',
			'test/process/nurture/kill',
			'test/process/nurture/simulate',
		],
		{
			cwd: project,
			encoding: 'utf8',
			env: { ...process.env, SOAK: '1', KILLS: String(kills), NODE_OPTIONS: '' },
		},
	);
	process.stderr.write(`${stdout}\n${stderr}`);
	return Promise.resolve({
		passed: status === 0,
		said: `${kills.toLocaleString('en')} senders killed while they sent: no mail lost, none twice, ambiguous ones uncertain; two and eight senders at once: none twice; 90 days for 1,000 leads: simulated as sent`,
	});
}
