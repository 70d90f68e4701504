import { longForm, type SoakResult } from './result';

/** Lead page and queue page in a real browser, on a phone's and on a desk's window. */
export async function run(): Promise<SoakResult> {
	return await longForm(
		{ config: 'test/e2e/jest.config.cjs', args: ['test/e2e/reps.e2e.ts'] },
		{ SOAK: '1' },
		'at 390 and 1280 pixels each button once, double clicks, and links that expired, were forged or whose lead is somebody else’s',
	);
}
