import { longForm, type SoakResult } from './result';

/** A million tokens that are not ours. */
export async function run(): Promise<SoakResult> {
	return await longForm(
		{ args: ['test/web/forged'] },
		{ LEAD_FORGED: '1000000' },
		'1,000,000 tokens altered, cut, of another kind, key or workspace, or made up: none was accepted, and all got the answer of an unknown link',
	);
}
