/** How requests are joined. */
export interface Joining<A> {
	/** Requests that nobody waits for: they go with the next urgent one, or alone after a few milliseconds. */
	canWait?(request: A): boolean;
	/** How many urgent requests may come at about the same time; joined when so many are there. */
	expected?(): number;
}

/**
 * Joins requests into few calls, so that parallel senders share a commit: those that come while a call is under way, and
 * those expected within about the time that a call takes, which is what waiting for them can save.
 * Each caller gets the answer to its own request, or the error of the call it was part of.
 */
export function batcher<A, R>(
	run: (requests: A[]) => Promise<R[]>,
	{ canWait = () => false, expected = () => 1 }: Joining<A> = {},
): (request: A) => Promise<R> {
	interface Waiting {
		request: A;
		resolve(answer: R): void;
		reject(error: unknown): void;
	}
	let waiting: Waiting[] = [];
	let urgent = 0;
	let running = false;
	let timer: NodeJS.Timeout | undefined;
	/** How long a call takes, smoothed. */
	let usual = 0;

	const flush = async () => {
		clearTimeout(timer);
		timer = undefined;
		running = true;
		const batch = waiting.slice(0, most);
		waiting = waiting.slice(most);
		urgent = waiting.filter(({ request }) => !canWait(request)).length;
		const began = performance.now();
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
		usual += (performance.now() - began - usual) / 4;
		running = false;
		consider();
	};
	const consider = () => {
		if (running || waiting.length === 0) return;
		if (urgent > 0 && (urgent >= expected() || usual < 1)) void flush();
		else
			timer ??= setTimeout(() => void flush(), urgent > 0 ? Math.min(longestMs, usual) : longestMs);
	};
	return async (request) =>
		await new Promise((resolve, reject) => {
			waiting.push({ request, resolve, reject });
			if (!canWait(request)) urgent++;
			consider();
		});
}

const most = 1_000;
const longestMs = 8;
