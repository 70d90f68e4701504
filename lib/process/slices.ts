/** Slices at work at the same time: while the store writes one, the next is worked out. */
const atOnce = 2;

/**
 * Runs `step` over slices of the items and returns the answers in the order of the items. Two slices are at work at a time,
 * so that this thread computes while the store's thread writes. After an error no further slice is begun.
 */
export async function inSlices<T, R>(
	items: readonly T[],
	size: number,
	step: (slice: T[], from: number) => Promise<R[]>,
	pause?: () => Promise<void>,
): Promise<R[]> {
	const answers: R[][] = [];
	let next = 0;
	const work = async () => {
		while (next < items.length) {
			const from = next;
			next += size;
			try {
				answers[from / size] = await step(items.slice(from, from + size), from);
			} catch (error) {
				next = items.length;
				throw error;
			}
			await pause?.();
		}
	};
	await Promise.all(Array.from({ length: atOnce }, work));
	return answers.flat();
}
