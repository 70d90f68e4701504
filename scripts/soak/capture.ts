import { longForm, type SoakResult } from './result';

/** The storm of captures at full strength: ten copies of a thousand events, two hundred at once a hundred times. */
export async function run(): Promise<SoakResult> {
	return await longForm(
		{ args: ['test/process/capture/storm'] },
		{ LEAD_STORM_EVENTS: '1000', LEAD_STORM_ROUNDS: '100' },
		'on each engine 10 × 1,000 events in any order had 1,000 effects; 200 captures of one person at once made one lead, 100 times',
	);
}
