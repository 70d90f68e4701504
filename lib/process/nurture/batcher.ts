/**
 * Joins requests that come while one is under way into the next one, so that parallel senders share a commit.
 * Each caller gets the answer to its own request, or the error of the call it was part of.
 *
 * @param canWait requests that nobody waits for: they go with the next urgent one, or alone after a few milliseconds
 */
export function batcher<A, R>(
	run: (requests: A[]) => Promise<R[]>,
	canWait: (request: A) => boolean = () => false,
): (request: A) => Promise<R> {
	interface Waiting {
		request: A;
		resolve(answer: R): void;
		reject(error: unknown): void;
	}
	let waiting: Waiting[] = [];
	let running = false;
	let timer: NodeJS.Timeout | undefined;

	const flush = async () => {
		clearTimeout(timer);
		timer = undefined;
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
			// Whoever was answered may ask again at once: together with those that nobody waits for.
			if (waiting.every(({ request }) => canWait(request))) break;
		}
		running = false;
		later();
	};
	const later = () => {
		if (waiting.length > 0 && !running) timer ??= setTimeout(() => void flush(), patienceMs);
	};
	return async (request) =>
		await new Promise((resolve, reject) => {
			waiting.push({ request, resolve, reject });
			if (running) return;
			if (canWait(request)) later();
			else void flush();
		});
}

const most = 1_000;
const patienceMs = 8;
