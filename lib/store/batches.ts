/** Most rows one call of the store takes: a larger transaction would keep other writers waiting. */
export const batchRows = 1000;

/** The items in slices of at most `size`, in their order. */
export function slicesOf<T>(items: readonly T[], size = batchRows): T[][] {
	return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
		items.slice(at * size, (at + 1) * size),
	);
}

/**
 * Runs `step` over slices of at most `batchRows` items, one after the other, and returns the answers in the order of the items.
 * Between slices the event loop is free.
 */
export async function inBatches<T, R>(
	items: readonly T[],
	step: (slice: T[], from: number) => Promise<R[]>,
	size = batchRows,
): Promise<R[]> {
	const answers: R[] = [];
	for (let from = 0; from < items.length; from += size) {
		for (const answer of await step(items.slice(from, from + size), from)) answers.push(answer);
	}
	return answers;
}
