import { parentPort, workerData } from 'node:worker_threads';
import type { JobReply } from '../sqlite/copies/jobs';
import { CannotCopy } from '../sqlite/copies/jobs';
import { explainFailure } from '../sqlite/failure';
import { StoreUnavailable } from '../types';
import { transfer, type TransferArgs } from './transfer';

/** The thread of one copy between engines: apart from the thread of other jobs, which need not wait for the client of Postgres. */
const args: TransferArgs = workerData;
void reply().then((answer) => parentPort?.postMessage(answer));

async function reply(): Promise<JobReply> {
	try {
		return { ok: true, answer: await transfer(args) };
	} catch (error) {
		if (error instanceof CannotCopy) return { ok: false, failure: { message: error.message } };
		if (error instanceof StoreUnavailable)
			return { ok: false, failure: { message: error.message, retryable: error.retryable } };
		return { ok: false, failure: explainFailure(error, args.file) };
	}
}
