import { setImmediate as turn } from 'node:timers/promises';
import { learn, type History, type Learned } from '../../core/score/learn/learn';
import { startThread } from '../../store/thread';

/** What the thread is told: the rows as JSON in pieces, then the rest, upon which it learns. */
export type LearnMessage =
	{ kind: 'rows'; text: string } | { kind: 'learn'; rest: Omit<History, 'rows'> };

/** Up to so many rows a thread would cost more than it saves. */
const fewRows = 300;
/** Rows that are written down at once: a few milliseconds of work. */
const pieceRows = 500;

/**
 * Learns as `learn` does, in a thread of its own: a history of 50,000 leads takes seconds, during which n8n has to go on
 * answering.
 */
export async function learnApart(history: History): Promise<Learned> {
	const { rows, ...rest } = history;
	if (rows.length <= fewRows) return learn(history);
	const thread = startThread('process/score/learnThread', { name: 'lead-learning' });
	try {
		const answer = new Promise<Learned>((resolve, reject) => {
			thread.once('message', resolve);
			thread.once('error', reject);
			thread.once('exit', () =>
				reject(
					new Error(
						'Learning stopped before it had a result; n8n may be short of memory. Learn from fewer leads.',
					),
				),
			);
		});
		// Awaited below; a thread that ends while it is still being told must not count as unhandled.
		answer.catch(() => undefined);
		const tell = (message: LearnMessage) => thread.postMessage(message);
		for (let from = 0; from < rows.length; from += pieceRows) {
			tell({ kind: 'rows', text: JSON.stringify(rows.slice(from, from + pieceRows)) });
			await turn();
		}
		tell({ kind: 'learn', rest });
		return await answer;
	} finally {
		await thread.terminate();
	}
}
