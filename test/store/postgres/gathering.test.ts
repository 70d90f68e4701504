import { describe, expect, it } from '@jest/globals';
import { gathering } from '../../../lib/store/postgres/gathering';

/** Doubles numbers; notes what went together, and fails where asked to. */
function doubling({ lanes = 1, rows = 10, ownFault = true, failsOn = NaN } = {}) {
	const groups: number[][] = [];
	const ends: Array<() => void> = [];
	const run = async (numbers: number[]) => {
		groups.push(numbers);
		await new Promise<void>((resolve) => ends.push(resolve));
		if (numbers.includes(failsOn)) throw new Error(`no ${failsOn}`);
		return numbers.map((n) => n * 2);
	};
	/** Ends what is under way until nothing is. */
	const finish = async () => {
		for (let idle = 0; idle < 20; idle++) {
			if (ends.length > 0) idle = 0;
			ends.shift()?.();
			await Promise.resolve();
		}
	};
	return { ask: gathering(run, () => ownFault, { lanes, rows }), groups, finish };
}

describe('Gathering requests', () => {
	it('sends those of one turn together, and those that come meanwhile together after them', async () => {
		const { ask, groups, finish } = doubling();
		const answers = [ask([1]), ask([2, 3])];
		await Promise.resolve();
		answers.push(ask([4]), ask([]), ask([5]));
		await finish();
		expect(await Promise.all(answers)).toEqual([[2], [4, 6], [8], [], [10]]);
		expect(groups).toEqual([
			[1, 2, 3],
			[4, 5],
		]);
	});

	it('has as many under way as there are lanes', async () => {
		const { ask, groups, finish } = doubling({ lanes: 2 });
		const answers = [];
		for (const n of [1, 2, 3, 4]) {
			answers.push(ask([n]));
			await Promise.resolve();
		}
		expect(groups).toEqual([[1], [2]]);
		await finish();
		await Promise.all(answers);
		expect(groups).toEqual([[1], [2], [3, 4]]);
	});

	it('takes no more rows than allowed, but a request that is larger alone', async () => {
		const { ask, groups, finish } = doubling({ rows: 3 });
		const answers = [ask([1, 2]), ask([3, 4]), ask([5]), ask([6, 7, 8, 9])];
		await finish();
		await Promise.all(answers);
		expect(groups).toEqual([
			[1, 2, 5],
			[3, 4],
			[6, 7, 8, 9],
		]);
	});

	it('keeps requests of another time apart', async () => {
		const { ask, groups, finish } = doubling();
		const answers = [ask([1], 100), ask([2], 200), ask([3], 100)];
		await finish();
		await Promise.all(answers);
		expect(groups).toEqual([[1, 3], [2]]);
	});

	it('lets the fault of one request fail nobody else', async () => {
		const { ask, finish } = doubling({ failsOn: 2 });
		const answers = Promise.allSettled([ask([1]), ask([2]), ask([3])]);
		await finish();
		expect(await answers).toMatchObject([
			{ value: [2] },
			{ reason: { message: 'no 2' } },
			{ value: [6] },
		]);
	});

	it('repeats nothing where the store failed', async () => {
		const { ask, groups, finish } = doubling({ failsOn: 2, ownFault: false });
		const answers = Promise.allSettled([ask([1]), ask([2])]);
		await finish();
		expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(groups).toHaveLength(1);
	});
});
