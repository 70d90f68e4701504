import { longForm, type SoakResult } from './result';

/** A capture killed at every write and every sync between receipt, lead and mark. Needs strace, which `npm run test:system` installs. */
export async function run(): Promise<SoakResult> {
	return await longForm(
		{ config: 'test/system/jest.config.cjs', args: ['captures'] },
		{ LEAD_CAPTURE_KILLS: '1000' },
		'a capture killed at every write and every sync: every lead that was promised is there once, and its workflow was started',
		/^(sync|write): .*$/gm,
	);
}
