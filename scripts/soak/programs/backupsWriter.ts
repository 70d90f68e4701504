import { openStore } from '../../../lib/store/open';
import { addressOf } from '../backups';

/** Captures and unsubscribes without a pause until it is killed; says what the store has answered. */
async function write(folder: string): Promise<never> {
	const store = await openStore({ engine: 'sqlite', folder, workspace: 'Main' });
	for (let n = Date.now() * 1000; ; n++) {
		const at = new Date().toISOString();
		const email = addressOf(n);
		await store.saveLeads([
			{
				lead: {
					leadId: `L${n}`,
					email,
					createdAt: at,
					updatedAt: at,
					stage: 'new',
					stageHistory: [],
				},
				version: 'new',
				keys: [{ kind: 'email', value: email }],
				audit: { by: 'soak', action: 'capture', changes: {} },
			},
		]);
		console.log(`captured ${n}`);
		if (n % 5 !== 0) continue;
		await store.suppress([
			{ kind: 'email', value: email, scope: 'all', reason: 'unsubscribed', at },
		]);
		console.log(`unsubscribed ${n}`);
	}
}

void write(process.argv[2] ?? '');
