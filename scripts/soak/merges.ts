import { longForm, type SoakResult } from './result';

/** A thousand random chains of merges on each engine, taken back in any order of leaves. */
export async function run(): Promise<SoakResult> {
	return await longForm(
		{
			args: [
				...['test/store/sqlite/contract', 'test/store/postgres/contract'],
				...['--testNamePattern', 'random chains'],
			],
		},
		{ LEAD_MERGE_CHAINS: '1000' },
		'1,000 random chains of merges on each engine: every row was restored down to the letter, with contacts and opportunities',
	);
}
