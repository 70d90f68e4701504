import { longForm, type SoakResult } from './result';

/** A hundred visits of a website in a real browser. */
export async function run(): Promise<SoakResult> {
	return await longForm(
		{
			config: 'test/e2e/jest.config.cjs',
			args: ['test/e2e/tracking.e2e.ts', '--testNamePattern', 'time on pages'],
		},
		{ LEAD_VISITS: '92' },
		'visits in a real browser, with tabs in the background, last pages, tabs that died, single-page apps and asked consent: every page’s time within a second of the truth',
		/^\s*\d+ visits, .*$/gm,
	);
}
