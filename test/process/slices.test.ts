import { describe, expect, it } from '@jest/globals';
import { inSlices } from '../../lib/process/slices';

describe('slices', () => {
	it('answer in the order of the items, whichever slice is ready first', async () => {
		const waits = [30, 0, 10];
		const answers = await inSlices([0, 1, 2, 3, 4], 2, async (slice, from) => {
			await new Promise((done) => setTimeout(done, waits[from / 2]));
			return slice.map((item) => item * 10);
		});
		expect(answers).toEqual([0, 10, 20, 30, 40]);
	});

	it('are two at a time', async () => {
		let open = 0;
		let most = 0;
		await inSlices([...Array(20).keys()], 2, async (slice) => {
			most = Math.max(most, ++open);
			await Promise.resolve();
			open--;
			return slice;
		});
		expect(most).toBe(2);
	});

	it('begin no further one after an error', async () => {
		const begun: number[] = [];
		const run = inSlices([...Array(10).keys()], 1, async (slice, from) => {
			begun.push(from);
			await Promise.resolve();
			if (from === 1) throw new Error('The store is away');
			return slice;
		});
		await expect(run).rejects.toThrow('The store is away');
		expect(begun.length).toBeLessThanOrEqual(3);
	});
});
