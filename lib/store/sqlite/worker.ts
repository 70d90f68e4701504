import { parentPort } from 'node:worker_threads';
import { explainFailure } from './failure';
import type { Reply, Request } from './messages';
import type { Operation } from './operation';
import { operations } from './operations/index';
import { Queue } from './queue';
import { Session } from './session';

/**
 * The worker thread: node:sqlite is synchronous, so every file of this process is read and written here and nowhere
 * else. One writer per file, no transaction open across a turn of the event loop.
 */
const files = new Map<string, { session: Session; queue: Queue }>();
const byName: Readonly<Record<string, Operation<unknown, unknown> | undefined>> = operations;
let scheduled = false;

parentPort?.on('message', (requests: Request[]) => {
	for (const request of requests) accept(request);
	schedule();
});

function accept(request: Request): void {
	if (request.op === 'close') {
		close(request);
		return;
	}
	const operation = byName[request.op];
	try {
		if (operation === undefined) throw new Error(`The store has no operation '${request.op}'.`);
		opened(request).queue.add({ request, operation });
	} catch (error) {
		answer([{ id: request.id, ok: false, failure: explainFailure(error, request.file) }]);
	}
}

function opened({ file, workspace, now }: Request): { session: Session; queue: Queue } {
	const known = files.get(file);
	if (known !== undefined) return known;
	const session = new Session(file, workspace);
	try {
		session.prepare(now ?? Date.now());
	} catch (error) {
		session.close();
		throw error;
	}
	const queue = new Queue(session, (error) => explainFailure(error, file));
	files.set(file, { session, queue });
	return { session, queue };
}

/** Waits until every message that has arrived is in a queue, so that those that came together are committed together. */
function schedule(): void {
	if (scheduled) return;
	scheduled = true;
	setImmediate(() => {
		scheduled = false;
		for (const { queue } of files.values()) if (queue.waiting > 0) answer(queue.runGroup());
		if ([...files.values()].some(({ queue }) => queue.waiting > 0)) schedule();
	});
}

function close(request: Request): void {
	const open = files.get(request.file);
	while (open !== undefined && open.queue.waiting > 0) answer(open.queue.runGroup());
	open?.session.close();
	files.delete(request.file);
	answer([{ id: request.id, ok: true, answer: undefined }]);
}

function answer(replies: Reply[]): void {
	parentPort?.postMessage(replies);
}
