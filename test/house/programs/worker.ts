import { Worker, isMainThread, parentPort } from 'node:worker_threads';

/** Starts itself as a worker thread and prints what the worker says. */
if (isMainThread) {
	const worker: Worker = new Worker(__filename);
	worker.once('message', (answer: number) => process.stdout.write(`worker says ${answer}\n`));
} else {
	const answer: number = 6 * 7;
	parentPort?.postMessage(answer);
}
