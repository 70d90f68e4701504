import { longForm, type SoakResult } from './result';

/**
 * The queue-mode test with a thousand leads at 20 a second and a worker killed on the way. Needs Redis: run
 * `npm run test:system` once before, which installs it.
 */
export async function run(): Promise<SoakResult> {
	return await longForm(
		{ config: 'test/system/jest.config.cjs', args: ['queue'] },
		{ LEAD_QUEUE_LEADS: '1000' },
		'1,000 leads through main, webhook processor and two workers, one killed: each processed once, one mail each',
	);
}
