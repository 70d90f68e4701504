import fs from 'node:fs';
import { openStore } from '../../../lib/store/open';

/**
 * Keeps submissions one after the other in the store of the folder given, and says each on standard output as soon as
 * the store has answered: what stands there has been promised to a sender.
 */
async function main([folder = '', count = '0']: string[]): Promise<void> {
	const store = await openStore({ engine: 'sqlite', folder, workspace: 'Main' });
	fs.writeSync(1, 'open\n');
	for (let index = 0; index < Number(count); index++) {
		const receiptId = `receipt-${index}`;
		await store.keepReceipts([
			{
				receiptId,
				source: 'webhook:test',
				eventId: `event-${index}`,
				hash: 'a'.repeat(64),
				receivedAt: new Date(Date.UTC(2026, 0, 1) + index).toISOString(),
				payload: { email: `lead-${index}@example.com` },
				meta: {},
				submissions: 1,
			},
		]);
		fs.writeSync(1, `${receiptId}\n`);
	}
	await store.close();
}

main(process.argv.slice(2)).catch((error: unknown) => {
	fs.writeSync(1, `refused ${error instanceof Error ? error.name : String(error)}\n`);
	process.exitCode = 1;
});
