import Fuse from 'fuse.js';
import { findDuplicates } from '../../lib/core/dedupe/find';
import type { DuplicateSearch } from '../../lib/core/dedupe/types';
import { people } from './dedupe/people';
import { interleaved, rounded } from './measure';
import type { BenchResult, Line } from './result';

const rounds = 3;
/** Leads whose duplicates the rival looks for, one query each; all of them would take it a quarter of an hour. */
const queries = 10;
const small = 10_000;

/**
 * Duplicates in lists of 10,000 and 100,000 leads, and with BENCH_FULL=1 of a million; beside it fuse.js, which searches an
 * index of the same 10,000 leads for one lead at a time. The work is right when precision and recall are.
 */
export async function run(): Promise<BenchResult> {
	const { records, truth } = people(small);
	const texts = records.map(({ values }) => ({
		text: `${values['firstName'] ?? ''} ${values['lastName'] ?? ''} ${values['company'] ?? ''}`,
	}));
	const index = new Fuse(texts, { keys: ['text'], threshold: 0.2 });
	let right = true;
	const measured = await interleaved<DuplicateSearch | number>(
		{
			ours: () => Promise.resolve(findDuplicates(records)),
			rival: () =>
				Promise.resolve(
					texts.slice(0, queries).reduce((found, { text }) => found + index.search(text).length, 0),
				),
		},
		rounds,
		(_name, result) => {
			if (typeof result !== 'number') right &&= isRight(result, truth);
		},
	);
	const { ours, rival } = measured;
	if (ours === undefined || rival === undefined) throw new Error('Nothing was measured');
	const each = { ours: ours.best / small, rival: rival.best / queries };
	const lines: Line[] = [
		{
			what: 'one lead against 10,000 others',
			unit: 'ms',
			ours: rounded(each.ours),
			rival: rounded(each.rival),
			ratio: rounded(each.rival / each.ours),
		},
	];
	const sizes = process.env['BENCH_FULL'] === '1' ? [100_000, 1_000_000] : [100_000];
	let peak = Math.max(ours.peakMemoryMb, rival.peakMemoryMb);
	for (const size of sizes) {
		const list = people(size);
		const { all } = await interleaved(
			{ all: () => Promise.resolve(findDuplicates(list.records)) },
			size > 100_000 ? 1 : rounds,
			(_name, result) => {
				right &&= isRight(result, list.truth);
			},
		);
		if (all === undefined) continue;
		lines.push({
			what: `a list of ${size.toLocaleString('en')} leads`,
			unit: 's',
			ours: rounded(all.best / 1000),
			median: rounded(all.median / 1000),
			max: rounded(all.max / 1000),
		});
		peak = Math.max(peak, all.peakMemoryMb);
	}
	return {
		name: 'dedupe',
		lines,
		same: right,
		peakMemoryMb: peak,
		notes: [
			'same: precision at least .98 and recall at least .9 over the pairs, counted after transitive closure',
		],
	};
}

function isRight({ groups }: DuplicateSearch, truth: Int32Array): boolean {
	let said = 0;
	let hits = 0;
	for (const group of groups) {
		for (const [at, a] of group.entries()) {
			for (const b of group.slice(at + 1)) {
				said += 1;
				if (truth[Number(a)] === truth[Number(b)]) hits += 1;
			}
		}
	}
	const sizes = new Map<number, number>();
	for (const person of truth) sizes.set(person, (sizes.get(person) ?? 0) + 1);
	const wanted = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
	return hits >= 0.98 * said && hits >= 0.9 * wanted;
}
