import { parentPort, workerData } from 'node:worker_threads';
import { explainFailure } from '../failure';
import { copyStore, look } from './copy';
import type { Job, JobReply } from './jobs';
import { CannotCopy } from './jobs';
import { prepareCopy } from './prepare';
import { swap } from './swap';

/** The thread of one job on whole files: node:sqlite is synchronous, and captures go on meanwhile in the store's own thread. */
const job: Job = workerData;
parentPort?.postMessage(reply());

function reply(): JobReply {
	try {
		return { ok: true, answer: run() };
	} catch (error) {
		if (error instanceof CannotCopy) return { ok: false, failure: { message: error.message } };
		return { ok: false, failure: explainFailure(error, fileOf()) };
	}
}

function run(): unknown {
	switch (job.kind) {
		case 'copy':
			return copyStore(job.args);
		case 'look':
			return look(job.args.file);
		case 'prepare':
			return prepareCopy(job.args);
		case 'swap':
			return swap(job.args);
	}
}

function fileOf(): string {
	if (job.kind === 'copy') return job.args.from;
	return job.kind === 'swap' ? job.args.live : job.args.file;
}
