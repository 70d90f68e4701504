import type { Answer, DuplicatePair, DuplicateSearch } from './types';

/**
 * What is left of a search when somebody has said of some pairs that they are different: such a pair is not found, and no group
 * unites its two sides. A group that would is put together anew, the strongest links first; a link that would unite them
 * after all becomes a pair to look at. Answers that say 'same' change nothing here. Linear in the pairs found.
 */
export function keepApart(search: DuplicateSearch, answers: readonly Answer[]): DuplicateSearch {
	const different = answers.filter(({ same }) => !same);
	if (different.length === 0) return search;
	const apart = new Map<string, Set<string>>();
	for (const { a, b } of different) {
		for (const [one, other] of [
			[a, b],
			[b, a],
		] as const)
			apart.set(one, (apart.get(one) ?? new Set()).add(other));
	}
	const pairs = search.pairs.filter(({ a, b }) => apart.get(a)?.has(b) !== true);
	const place = new Map(
		search.groups.flatMap((ids, group) => ids.map((id): [string, number] => [id, group])),
	);
	const broken = new Set(
		different.flatMap(({ a, b }) => {
			const group = place.get(a);
			return group !== undefined && group === place.get(b) ? [group] : [];
		}),
	);
	if (broken.size === 0) return { ...search, pairs };
	const links = Map.groupBy(
		pairs.filter(({ a, b, verdict }) => verdict === 'match' && place.get(a) === place.get(b)),
		({ a }) => place.get(a) ?? -1,
	);
	const undone = new Set<DuplicatePair>();
	const groups = search.groups.flatMap((ids, group) =>
		broken.has(group) ? regroup(links.get(group) ?? [], apart, undone) : [ids],
	);
	return {
		...search,
		groups,
		pairs: pairs.map((pair) => (undone.has(pair) ? { ...pair, verdict: 'review' } : pair)),
	};
}

/** Joins links, strongest first, unless that would put two into one group that are different. */
function regroup(
	links: readonly DuplicatePair[],
	apart: ReadonlyMap<string, ReadonlySet<string>>,
	undone: Set<DuplicatePair>,
): string[][] {
	const groupOf = new Map<string, Set<string>>();
	for (const link of [...links].sort((one, other) => other.points - one.points)) {
		const one = groupOf.get(link.a) ?? new Set([link.a]);
		const other = groupOf.get(link.b) ?? new Set([link.b]);
		if (one === other) continue;
		const clash = [...one].some((id) => [...(apart.get(id) ?? [])].some((far) => other.has(far)));
		if (clash) {
			undone.add(link);
			continue;
		}
		const joined = one.union(other);
		for (const id of joined) groupOf.set(id, joined);
	}
	return [...new Set(groupOf.values())].map((ids) => [...ids]);
}
