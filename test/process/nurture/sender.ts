import { idMaker } from '../../../lib/process/ids';
import { runDueSteps } from '../../../lib/process/nurture/runDueSteps';
import { openStore } from '../../../lib/store/open';
import { aMailing, aPool } from './kit';

/** A real sender process: `node --require scripts/register.cjs sender.ts <folder> <port> <leaseMs>`; says 'ready' and sends. */
async function main([folder = '', port = '0', leaseMs = '1000']: string[]): Promise<void> {
	const store = await openStore({ engine: 'sqlite', folder, workspace: 'Main' });
	const settings = await store.settings();
	const courier = aPool(Number(port), { patience: 20_000 });
	process.stdout.write('ready\n');
	await runDueSteps(
		{ store, settings, now: Date.now(), newId: idMaker(Date.now), by: 'sender' },
		{ mailing: aMailing(), courier, batch: 20, most: 10_000, leaseMs: Number(leaseMs) },
	);
	courier.close();
	await store.close();
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
