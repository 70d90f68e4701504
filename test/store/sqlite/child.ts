import { openStore } from '../../../lib/store/open';
import { aCapture, anEnrolment, aReceipt, aRep } from '../fixtures';

/**
 * A process of its own on the same file, for the tests beside it: `child.ts <task> <folder> <name>`.
 * Writes one line per answered piece of work to standard output.
 */
const [task = '', folder = '', name = ''] = process.argv.slice(2);

const tasks: Record<string, () => Promise<void>> = {
	/** Opens the store at the instant that its siblings open it; `name` is that instant. */
	async open() {
		while (Date.now() < Number(name));
		const store = await openStore({ engine: 'sqlite', folder, workspace: 'Main' });
		say((await store.settings()).name, (await store.secrets()).hashSalt);
		await store.close();
	},

	/** Tries to own 100 addresses that its siblings want as well. */
	async capture() {
		const store = await openStore({ engine: 'sqlite', folder, workspace: 'Main' });
		for (let n = 0; n < 100; n++) {
			const [answer] = await store.saveLeads([
				aCapture(`${name}-${n}`, { email: `shared${n}@example.com` }),
			]);
			const [receipt] = await store.keepReceipts([
				aReceipt(`shared${n}`, { receiptId: `${name}-${n}` }),
			]);
			say(n, answer?.kind, receipt?.kind);
		}
		await store.close();
	},

	/** Gives out leads and claims due steps until there are none left. */
	async work() {
		const store = await openStore({ engine: 'sqlite', folder, workspace: 'Main' });
		for (let n = 0; n < 60; n++) {
			const [result] = await store.distribute({
				leadIds: [`L${n}`],
				policy: {
					rules: [],
					strategy: 'roundRobin',
					keepWith: [],
					fallback: 'unassigned',
					slaMinutes: { hot: 15, warm: 240, cold: 1440 },
				},
				reps: [aRep('a'), aRep('b'), aRep('c')],
				timezone: 'UTC',
				holidays: [],
				by: name,
				ids: [0, 1, 2, 3].map((id) => `${name}-${n}-${id}`),
				companyOwners: {},
			});
			const due = await store.claimDue({ limit: 3, leaseMs: 600_000 });
			say(n, result?.kind, ...due.map(({ enrolment }) => enrolment.enrolmentId));
		}
		await store.close();
	},

	/** Writes without end, saying what was answered, until it is killed. */
	async write() {
		const store = await openStore({ engine: 'sqlite', folder, workspace: 'Main' });
		const writer = async (lane: number) => {
			for (let n = 0; ; n++) {
				const id = `${name}-${lane}-${n}`;
				await store.keepReceipts([aReceipt(id)]);
				await store.saveLeads([
					aCapture(id, {
						receipt: { receiptId: `receipt-${id}`, state: 'captured', leadId: id, outcome: 'new' },
					}),
				]);
				await store.enrol([anEnrolment(id)]);
				say(id);
			}
		};
		say('ready');
		await Promise.all([0, 1, 2, 3].map(writer));
	},
};

function say(...words: unknown[]): void {
	process.stdout.write(`${words.join(' ')}\n`);
}

void tasks[task]?.();
