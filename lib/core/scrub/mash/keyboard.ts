/** The letters of a QWERTY keyboard by row; where a key lies decides how likely a hand falls on it next. */
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
/** Hands rest on the middle row; the lower one is hardest to reach. */
const reachWeights = [3, 4, 2];
/** Shares of what a mashing hand does next: roll to a key close by, hit anything in reach, hit the same key, go back to the last but one. */
const habits = { roll: 0.35, any: 0.4, same: 0.05, back: 0.15, else: 0.05 };

const place = new Map<string, { row: number; column: number }>();
for (const [row, keys] of rows.entries()) {
	for (const [column, key] of [...keys].entries())
		place.set(key, { row, column: column + row * 0.5 });
}
const letters = [...place.keys()];
const reach = new Map(
	letters.map((key) => [key, (reachWeights[place.get(key)?.row ?? 0] ?? 1) / totalReach()]),
);
const rolls = new Map(letters.map((key) => [key, rollFrom(key)]));

/**
 * How surprising the next letter is, in bits, if somebody hammers on the keyboard; `last` and `before` are the two letters
 * ahead of it, '' at the beginning. Written from the geometry of the keyboard, not learned.
 */
export function mashSurprise(before: string, last: string, next: string): number {
	const any = reach.get(next) ?? 0;
	const roll = rolls.get(last)?.get(next) ?? any;
	const chance =
		habits.roll * roll +
		habits.any * any +
		habits.same * (next === last ? 1 : 0) +
		habits.back * (next === before && before !== '' ? 1 : 0) +
		habits.else / letters.length;
	return -Math.log2(chance);
}

/** Whether two keys lie beside each other in one row. */
export function isBeside(a: string, b: string): boolean {
	const [first, second] = [place.get(a), place.get(b)];
	if (first === undefined || second === undefined) return false;
	return first.row === second.row && Math.abs(first.column - second.column) === 1;
}

function totalReach(): number {
	return rows.reduce((sum, keys, row) => sum + keys.length * (reachWeights[row] ?? 1), 0);
}

/** Keys close by are likelier the closer they are, in the same row above all. */
function rollFrom(key: string): Map<string, number> {
	const from = place.get(key) ?? { row: 0, column: 0 };
	const weights = letters.map((other): [string, number] => {
		const to = place.get(other) ?? from;
		const far = Math.abs(to.column - from.column) + 1.5 * Math.abs(to.row - from.row);
		return [other, other === key ? 0 : Math.exp(-far / 1.5)];
	});
	const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
	return new Map(weights.map(([other, weight]) => [other, weight / total]));
}
