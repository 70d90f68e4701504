/** The ways of sharing out what led to a goal. */
export const models = [
	'first',
	'last',
	'lastNonDirect',
	'linear',
	'uShaped',
	'wShaped',
	'fullPath',
	'timeDecay',
] as const;

/** A key of `models`. */
export type Model = (typeof models)[number];

/** A touch as far as sharing out needs it; the list is sorted, oldest first. */
export interface PathTouch {
	/** Milliseconds since the epoch. */
	at: number;
	channel: string;
}

/** When the milestones of a lead's way were reached, milliseconds since the epoch; absent while it was not. */
export interface Milestones {
	goal: number;
	leadCreated?: number;
	opportunity?: number;
}

/**
 * Shares of the touches of a path, in hundredths of a percent: integers that add up to exactly 10,000 (largest remainder,
 * the earlier touch first). An empty path gives an empty list.
 *
 * first, last: everything to that one · lastNonDirect: the last that was not a direct visit · linear: the same to each · uShaped: 40 first,
 * 40 last, 20 between · wShaped: 30 first, 30 at the lead's creation, 30 at the opportunity, 10 the others · fullPath: 22.5 each for
 * first, creation, opportunity and goal, 10 the others · timeDecay: half for every seven days before the goal.
 *
 * @example
 * shares('uShaped', [day1, day2, day3], { goal }) //=> [4000, 2000, 4000]
 */
export function shares(model: Model, path: readonly PathTouch[], milestones: Milestones): number[] {
	if (path.length === 0) return [];
	return inHundredths(weights(model, path, milestones));
}

function weights(model: Model, path: readonly PathTouch[], milestones: Milestones): number[] {
	const last = path.length - 1;
	switch (model) {
		case 'first':
			return only(path, 0);
		case 'last':
			return only(path, last);
		case 'lastNonDirect': {
			const index = path.findLastIndex(({ channel }) => channel !== 'Direct');
			return only(path, index < 0 ? last : index);
		}
		case 'linear':
			return path.map(() => 1);
		case 'uShaped':
			return withKeys(path, [0, last], path.length > 2 ? 40 : 50, 20);
		case 'wShaped':
			return withKeys(
				path,
				[0, at(path, milestones.leadCreated), at(path, milestones.opportunity)],
				30,
				10,
			);
		case 'fullPath':
			return withKeys(
				path,
				[0, at(path, milestones.leadCreated), at(path, milestones.opportunity), last],
				22.5,
				10,
			);
		case 'timeDecay':
			return path.map((touch) => 2 ** (-Math.max(0, milestones.goal - touch.at) / (7 * dayMs)));
	}
}

const dayMs = 86_400_000;

function only(path: readonly PathTouch[], index: number): number[] {
	return path.map((_touch, place) => (place === index ? 1 : 0));
}

/** The touch that led to a milestone: the last one up to it. A milestone that was not reached has none. */
function at(path: readonly PathTouch[], milestone: number | undefined): number | undefined {
	if (milestone === undefined) return undefined;
	const index = path.findLastIndex((touch) => touch.at <= milestone);
	return Math.max(0, index);
}

/** `each` for every key touch, twice where one touch is two keys; the rest is spread over the others. */
function withKeys(
	path: readonly PathTouch[],
	keys: ReadonlyArray<number | undefined>,
	each: number,
	rest: number,
): number[] {
	const found = path.map(() => 0);
	for (const key of keys) if (key !== undefined) found[key] = (found[key] ?? 0) + each;
	const others = found.filter((weight) => weight === 0).length;
	return others === 0 ? found : found.map((weight) => (weight === 0 ? rest / others : weight));
}

/** Whole hundredths that add up to 10,000: rounded down, then one more for the largest remainders. */
function inHundredths(weightOf: readonly number[]): number[] {
	const sum = weightOf.reduce((total, weight) => total + weight, 0);
	const exact = weightOf.map((weight) =>
		sum > 0 ? (weight / sum) * 10_000 : 10_000 / weightOf.length,
	);
	const whole = exact.map(Math.floor);
	const missing = 10_000 - whole.reduce((total, part) => total + part, 0);
	const order = exact
		.map((part, index) => ({ index, remainder: part - Math.floor(part) }))
		.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
	for (const { index } of order.slice(0, missing)) whole[index] = (whole[index] ?? 0) + 1;
	return whole;
}
