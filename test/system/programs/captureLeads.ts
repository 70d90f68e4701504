import fs from 'node:fs';
import { receive } from '../../../lib/process/capture/receive';
import { runFor } from '../../../lib/process/capture/runs';
import { closeStores, configureStores, openContext } from '../../../lib/process/stores';

/**
 * Takes in leads one after the other as the published trigger does: receipt, lead, answer, workflow, mark. Each step is said on
 * standard output when it is over: 'promised' is what a sender has been told.
 */
async function main([folder = '', count = '0']: string[]): Promise<void> {
	configureStores({ folder });
	const context = await openContext('Main', 'test');
	fs.writeSync(1, 'open\n');
	for (let index = 0; index < Number(count); index++) {
		const payload = { email: `lead-${index}@example.com`, name: 'Ann Example' };
		const { receiptId, outcomes } = await receive(context, {
			payload,
			meta: {},
			source: 'webhook:test',
			read: {},
			capture: {},
		});
		fs.writeSync(1, `promised ${receiptId} ${payload.email}\n`);
		await runFor(context, [{ receipt: { receiptId, payload, starts: 0 }, outcomes }], async () => {
			fs.writeSync(1, `started ${receiptId}\n`);
			await Promise.resolve();
		});
		fs.writeSync(1, `ended ${receiptId}\n`);
	}
	await closeStores();
	fs.writeSync(1, 'closed\n');
}

main(process.argv.slice(2)).catch((error: unknown) => {
	fs.writeSync(1, `refused ${error instanceof Error ? error.name : String(error)}\n`);
	process.exitCode = 1;
});
