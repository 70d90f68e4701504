import { bare } from './queue/bare';
import { longForm, type SoakResult } from './result';

const { LEAD_QUEUE_LEADS = '1000' } = process.env;

/**
 * The queue-mode test with a thousand leads at 20 a second and a worker killed on the way, and beside it what n8n takes for as many
 * posts without our nodes. Needs Redis: run `npm run test:system` once before, which installs it.
 */
export async function run(): Promise<SoakResult> {
	const ours = await longForm(
		{ config: 'test/system/jest.config.cjs', args: ['queue'] },
		{ LEAD_QUEUE_LEADS },
		'leads through main, webhook processor and two workers, one killed: each processed once, one mail each',
		/^\d+ leads: .*$/gm,
	);
	const beside = await bare(Number(LEAD_QUEUE_LEADS), 20);
	return { ...ours, said: `${ours.said}; ${beside}` };
}
