import { parentPort } from 'node:worker_threads';
import { learn } from '../../core/score/learn/learn';
import type { Facts } from '../../core/filter/values';
import type { LearnMessage } from './learnApart';

/** The thread of one learning: takes the history in pieces, then learns and answers. */
const rows: Facts[] = [];
parentPort?.on('message', (message: LearnMessage) => {
	if (message.kind === 'rows') {
		const more: Facts[] = JSON.parse(message.text);
		for (const row of more) rows.push(row);
		return;
	}
	parentPort?.postMessage(learn({ rows, ...message.rest }));
});
