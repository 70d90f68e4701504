import { idMaker } from '../../../lib/process/ids';
import { runDueSteps } from '../../../lib/process/nurture/runDueSteps';
import { openStore, type StoreOptions } from '../../../lib/store/open';
import { aMailing, aPool } from './kit';

/** What a sender process is told. */
export interface SenderTask {
	store: Exclude<StoreOptions, 'clock'>;
	/** Of the mail server on this machine. */
	port: number;
	leaseMs: number;
}

/** A real sender process: `sender.js <task as JSON>`; says 'ready' and sends until nothing is due. */
async function main(task: SenderTask): Promise<void> {
	const store = await openStore(task.store);
	const settings = await store.settings();
	const courier = aPool(task.port, { patience: 20_000 });
	process.stdout.write('ready\n');
	await runDueSteps(
		{ store, settings, now: Date.now(), newId: idMaker(Date.now), by: 'sender' },
		{ mailing: aMailing(), courier, batch: 20, most: 10_000, leaseMs: task.leaseMs },
	);
	courier.close();
	await store.close();
}

main(JSON.parse(process.argv[2] ?? '{}')).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
