import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keepApart } from '../../../lib/core/dedupe/apart';
import type { DuplicatePair, DuplicateSearch } from '../../../lib/core/dedupe/types';

const link = (a: string, b: string, points: number): DuplicatePair => ({
	a,
	b,
	points,
	verdict: 'match',
	reasons: [],
});
const search = (pairs: DuplicatePair[], groups: string[][]): DuplicateSearch => ({
	pairs,
	groups,
	weights: 'general',
	compared: pairs.length,
});

describe('keeping apart', () => {
	it('breaks the weakest link of a chain whose ends are different', () => {
		const chain = [link('a', 'b', 12), link('b', 'c', 9)];
		const kept = keepApart(search(chain, [['a', 'b', 'c']]), [{ a: 'c', b: 'a', same: false }]);
		expect(kept.groups).toEqual([['a', 'b']]);
		expect(kept.pairs).toEqual([chain[0], { ...chain[1], verdict: 'review' }]);
	});

	it('leaves everything as it is without answers', () => {
		const found = search([link('a', 'b', 12)], [['a', 'b']]);
		expect(keepApart(found, [{ a: 'a', b: 'b', same: true }])).toBe(found);
	});

	it('never unites two that are different, and never unites what was apart', () => {
		const id = fc.constantFrom(...'abcdefgh');
		const pair = fc.tuple(id, id).filter(([a, b]) => a < b);
		fc.assert(
			fc.property(
				fc.array(pair, { maxLength: 20 }),
				fc.array(pair, { maxLength: 8 }),
				(links, apart) => {
					const unique = [...new Set(links.map((one) => one.join('')))];
					const pairs = unique.map(([a = '', b = ''], index) => link(a, b, 8 + (index % 5)));
					const groups = groupsOf(pairs);
					const answers = apart.map(([a, b]) => ({ a, b, same: false }));
					const kept = keepApart(search(pairs, groups), answers);
					for (const group of kept.groups) {
						expect(group.length).toBeGreaterThan(1);
						for (const [a, b] of apart) expect(group.includes(a) && group.includes(b)).toBe(false);
						expect(groups.some((before) => group.every((one) => before.includes(one)))).toBe(true);
					}
					expect(new Set(kept.groups.flat()).size).toBe(kept.groups.flat().length);
				},
			),
			{ numRuns: 2_000 },
		);
	});
});

/** Connected pairs, the plain way. */
function groupsOf(pairs: readonly DuplicatePair[]): string[][] {
	let groups: Array<Set<string>> = [];
	for (const { a, b } of pairs) {
		const touched = groups.filter((group) => group.has(a) || group.has(b));
		groups = groups.filter((group) => !touched.includes(group));
		groups.push(new Set([a, b, ...touched.flatMap((group) => [...group])]));
	}
	return groups.map((group) => [...group].sort());
}
