import type { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../port';
import type { Connection } from '../operations';
import type { Failure, Reply, Request } from './messages';
import { startThread } from '../thread';

/** Rows that cross to the worker at once. */
const sliceRows = 100;

/** Somebody who waits for an answer. Method syntax on purpose: the map holds waiters for every kind of answer. */
interface Waiter {
	resolve(answer: unknown): void;
	reject(error: Error): void;
}

let worker: Worker | undefined;
let lastId = 0;
let outbox: Request[] = [];
const waiting = new Map<number, Waiter>();
const openers = new Map<string, number>();

/**
 * Connects to a file through the one worker thread of this process, which is started when first needed, ends with the
 * last connection and never keeps the process alive by itself.
 */
export function connect(file: string, workspace: string): Connection {
	openers.set(file, (openers.get(file) ?? 0) + 1);
	let open = true;
	return {
		engine: 'sqlite',
		workspace,
		sliceRows,
		call(op, args, how) {
			if (open) return send({ file, workspace, op, args, now: how?.now, bulk: how?.bulk ?? false });
			const message = `The lead store of workspace '${workspace}' was closed.`;
			return Promise.reject(new StoreUnavailable(message, false));
		},
		async close() {
			if (!open) return;
			open = false;
			await release(file, workspace);
		},
	};
}

async function release(file: string, workspace: string): Promise<void> {
	const left = (openers.get(file) ?? 1) - 1;
	if (left > 0) {
		openers.set(file, left);
		return;
	}
	openers.delete(file);
	if (worker !== undefined) {
		await send({ file, workspace, op: 'close', args: undefined, bulk: false });
	}
	if (openers.size > 0 || waiting.size > 0) return;
	const ending = worker;
	worker = undefined;
	await ending?.terminate();
}

function send<R>(request: Omit<Request, 'id'>): Promise<R> {
	const id = ++lastId;
	return new Promise<R>((resolve, reject) => {
		if (waiting.size === 0) started().ref();
		waiting.set(id, { resolve, reject });
		// Requests of the same turn of the event loop cross together, and are then committed together.
		if (outbox.length === 0) queueMicrotask(flush);
		outbox.push({ ...request, id });
	});
}

function flush(): void {
	const requests = outbox;
	outbox = [];
	try {
		started().postMessage(requests);
	} catch {
		// One of them holds something that cannot cross: only that one fails.
		for (const request of requests) post(request);
	}
}

function post(request: Request): void {
	try {
		started().postMessage([request]);
	} catch (error) {
		settle(request.id, (waiter) =>
			waiter.reject(error instanceof Error ? error : new Error(String(error))),
		);
	}
}

function started(): Worker {
	if (worker !== undefined) return worker;
	const here = startThread('store/sqlite/worker', { name: 'lead-store' });
	here.unref();
	here.on('message', (replies: Reply[]) => replies.forEach(receive));
	here.on('error', (cause) => lost(here, cause));
	here.on('exit', () => lost(here));
	worker = here;
	return here;
}

function receive(reply: Reply): void {
	settle(reply.id, (waiter) => {
		if (reply.ok) waiter.resolve(reply.answer);
		else waiter.reject(toError(reply.failure));
	});
}

function settle(id: number, how: (waiter: Waiter) => void): void {
	const waiter = waiting.get(id);
	waiting.delete(id);
	if (waiting.size === 0) worker?.unref();
	if (waiter !== undefined) how(waiter);
}

/** The thread has died: what it had not answered may or may not be committed, and every operation may be repeated. */
function lost(which: Worker, cause?: unknown): void {
	if (worker !== which) return;
	worker = undefined;
	const error = new StoreUnavailable(
		'The lead store stopped in the middle of its work. Try again; what was already saved stays saved.',
		true,
		{ cause },
	);
	for (const id of [...waiting.keys()]) settle(id, (waiter) => waiter.reject(error));
}

/** An error that crossed from a thread. */
export function toError({ message, retryable, stack }: Failure): Error {
	if (retryable !== undefined) return new StoreUnavailable(message, retryable);
	const error = new Error(message);
	if (stack !== undefined) error.stack = stack;
	return error;
}
