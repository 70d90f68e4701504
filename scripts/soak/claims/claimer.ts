import { setTimeout as sleep } from 'node:timers/promises';
import { assignLeads } from '../../../lib/process/assign/assign';
import { claimNext } from '../../../lib/process/assign/claim';
import type { Rep } from '../../../lib/core/assign/types';
import type { ProcessContext } from '../../../lib/process/context';
import { idMaker } from '../../../lib/process/ids';
import { openStore, type StoreOptions } from '../../../lib/store/open';
import { StoreUnavailable, type LeadStore } from '../../../lib/store/port';
import { anyRandom, claimPolicy, leadIdOf, repsOf, type ClaimerOrder } from './order';

/** One process that claims: several claimers at once in each workspace, until nothing is left. Says what it did, line by line. */
async function work(order: ClaimerOrder): Promise<void> {
	await Promise.all(
		order.workspaces.map(async (workspace) => {
			const options: StoreOptions = { ...order.where, workspace };
			const store = await openStore(options);
			const claimers = Array.from({ length: order.claimers }, (_, index) =>
				order.kind === 'assign'
					? assigning(store, order, order.process * order.claimers + index)
					: claiming(store, order, index),
			);
			await Promise.all(claimers);
			await store.close();
		}),
	);
}

/** As a workflow does that runs again after its store was away: a stopped process may hold what everybody needs for a while. */
async function again<T>(step: () => Promise<T>): Promise<T> {
	for (;;) {
		try {
			return await step();
		} catch (error) {
			if (!(error instanceof StoreUnavailable && error.retryable)) throw error;
			console.log(`away ${error.message}`);
			await sleep(500);
		}
	}
}

async function contextOf(store: LeadStore): Promise<ProcessContext> {
	const [settings, now] = await Promise.all([store.settings(), store.now()]);
	return { store, settings, now, newId: idMaker(() => now), by: 'claimer' };
}

/** Gives every third batch of the pool out, in an order of its own: each lead is asked for by several claimers. */
async function assigning(store: LeadStore, order: ClaimerOrder, claimer: number): Promise<void> {
	const reps = repsOf(store.workspace);
	const size = Math.max(1, Math.ceil(order.leads / 250));
	const batches = Array.from({ length: Math.ceil(order.leads / size) }, (_, batch) => batch);
	const mine = batches.filter((batch) => batch % order.spread === claimer % order.spread);
	for (const batch of mine.sort(() => anyRandom() - 0.5)) {
		const count = Math.min(size, order.leads - batch * size);
		const ids = Array.from({ length: count }, (_, index) =>
			leadIdOf(store.workspace, batch * size + index),
		);
		await again(async () => {
			const leads = await store.getLeads(ids);
			await assignLeads(await contextOf(store), leads, claimPolicy, reps);
		});
	}
}

/** Claims the next lead, works on it for a moment and writes what came of it over what it was when claimed. */
async function claiming(store: LeadStore, order: ClaimerOrder, claimer: number): Promise<void> {
	const reps = repsOf(store.workspace);
	const rep = reps[(order.process * order.claimers + claimer) % reps.length];
	if (rep === undefined) return;
	for (let idle = 0; idle < 20;) {
		const did = await again(async () => await answerNext(store, order, rep));
		idle = did ? 0 : idle + 1;
		if (!did) await sleep(order.leaseMs / 4);
	}
}

/** @returns whether there was a lead to claim */
async function answerNext(store: LeadStore, order: ClaimerOrder, rep: Rep): Promise<boolean> {
	const giveBackAfter = order.leaseMs / 60_000;
	const claimed = await claimNext(await contextOf(store), { rep, pool: 'North', giveBackAfter });
	if (claimed.kind === 'nothing') return false;
	const [stored] = await store.getLeads([claimed.lead.leadId]);
	const isMine =
		stored?.lead.assignedAt === claimed.assignment.at && stored.lead.owner === rep.repId;
	if (!isMine) return true;
	await sleep(anyRandom() * order.workMs);
	const at = new Date(await store.now()).toISOString();
	const [result] = await store.saveLeads([
		{
			lead: { ...stored.lead, notes: `answered by ${rep.repId}`, firstResponseAt: at },
			version: stored.version,
			audit: { by: rep.repId, action: 'answered', changes: {} },
		},
	]);
	console.log(`${result?.kind ?? 'lost'} ${stored.lead.leadId}`);
	return true;
}

const order: ClaimerOrder = JSON.parse(process.argv[2] ?? '{}');
void work(order).then(() => process.exit(0));
