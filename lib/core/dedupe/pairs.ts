import type { Keys } from './keys';

/**
 * Pairs of records that share a key, each once, as `smaller · count + larger`, ascending. A key that more than `largest`
 * records share is ignored, and so is a pair that `accepts` refuses. Sorting numbers is the whole work: no list per key is
 * kept. Pauses after each key.
 */
export function* candidatePairs(
	allKeys: Iterable<Keys>,
	count: number,
	largest: number,
	accepts: (a: number, b: number) => boolean,
): Generator<void, Float64Array> {
	let found = new Float64Array(1024);
	let length = 0;
	const bits = 2 ** Math.max(1, Math.ceil(Math.log2(Math.max(2, count))));
	// The lowest bits hold the record; the key gives up what does not fit beside it in 53 bits.
	const keyRange = Math.min(2 ** 32, 2 ** 53 / bits);
	const whole = keyRange === 2 ** 32;
	// Powers of two: multiplying by the inverse is exact and cheaper than dividing.
	const inverse = 1 / bits;
	const sorted = new Float64Array(count);
	for (const keys of allKeys) {
		let used = 0;
		for (let row = 0; row < count; row += 1) {
			const key = keys[row] ?? 0;
			if (key !== 0) sorted[used++] = (whole ? key : key % keyRange) * bits + row;
		}
		const list = sorted.subarray(0, used).sort();
		for (let from = 0; from < used;) {
			const key = Math.floor((list[from] ?? 0) * inverse);
			const end = (key + 1) * bits;
			let to = from + 1;
			while (to < used && (list[to] ?? 0) < end) to += 1;
			if (to - from > 1 && to - from <= largest) {
				for (let i = from; i < to; i += 1) {
					const a = (list[i] ?? 0) - key * bits;
					for (let j = i + 1; j < to; j += 1) {
						const b = (list[j] ?? 0) - key * bits;
						if (!accepts(a, b)) continue;
						if (length === found.length) found = grown(found);
						found[length++] = a * count + b;
					}
				}
			}
			from = to;
		}
		yield;
	}
	return distinct(found.subarray(0, length).sort());
}

function grown(list: Float64Array): Float64Array<ArrayBuffer> {
	const larger = new Float64Array(list.length * 2);
	larger.set(list);
	return larger;
}

function distinct(list: Float64Array): Float64Array {
	let kept = 0;
	for (let at = 0; at < list.length; at += 1) {
		const value = list[at] ?? 0;
		if (kept === 0 || list[kept - 1] !== value) list[kept++] = value;
	}
	return list.subarray(0, kept);
}
