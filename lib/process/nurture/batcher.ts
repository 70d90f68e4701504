/**
 * Joins requests that come while one is under way into the next one, so that parallel senders share a commit.
 * Each caller gets the answer to its own request, or the error of the call it was part of.
 */
export function batcher<A, R>(
	run: (requests: A[]) => Promise<R[]>,
	most = 1_000,
): (request: A) => Promise<R> {
	interface Waiting {
		request: A;
		resolve(answer: R): void;
		reject(error: unknown): void;
	}
	let waiting: Waiting[] = [];
	let running = false;

	const flush = async () => {
		running = true;
		while (waiting.length > 0) {
			const batch = waiting.slice(0, most);
			waiting = waiting.slice(most);
			try {
				const answers = await run(batch.map(({ request }) => request));
				batch.forEach(({ resolve, reject }, index) => {
					const answer = answers[index];
					if (answer === undefined) reject(new Error('The store gave no answer.'));
					else resolve(answer);
				});
			} catch (error) {
				for (const { reject } of batch) reject(error);
			}
		}
		running = false;
	};
	return async (request) =>
		await new Promise((resolve, reject) => {
			waiting.push({ request, resolve, reject });
			if (!running) void flush();
		});
}
