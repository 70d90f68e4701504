import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStore } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import type { Child } from '../../scripts/runtime/child';
import { type Catcher, catchMail } from '../../scripts/runtime/catcher';
import { freshFolder } from '../../scripts/runtime/fresh';
import { at, isJson, listAt, textAt } from '../../scripts/runtime/json';
import { packageName } from '../../scripts/runtime/pack';
import { type Queue, startQueue } from '../../scripts/runtime/queue';
import { until } from '../../scripts/runtime/until';
import { capturePath, masterFile, readDemo } from '../../scripts/start/templates';

/** The short form; `npm run soak -- --only queue` posts a thousand. */
const leads = Number(process.env['LEAD_QUEUE_LEADS'] ?? 60);
const perSecond = 20;

let folder = '';
let queue: Queue;
let mails: Catcher;
let store: LeadStore;
let webhook = '';

/** The master template with every node of ours on Postgres, as the error in queue mode says. */
function onPostgres(credentials: Record<string, { id: string; name: string }>) {
	const parsed = readDemo(masterFile);
	const nodes = listAt(parsed, 'nodes')
		.filter(isJson)
		.map((node) => {
			if (!textAt(node, 'type').startsWith(packageName)) return node;
			const parameters = at(node, 'parameters');
			return {
				...node,
				parameters: { ...(isJson(parameters) ? parameters : {}), store: 'postgres' },
				credentials,
			};
		});
	return { ...parsed, id: textAt(parsed, 'id'), name: textAt(parsed, 'name'), nodes };
}

beforeAll(async () => {
	folder = await freshFolder();
	mails = await catchMail();
	queue = await startQueue(folder);
	const { rest } = queue.main;
	const { host, port, database, user, password } = queue.postgres.place;
	const place = { host, port, database, user, password, ssl: 'disable', maxConnections: 10 };
	const credentials = {
		postgres: { id: await rest.saveCredential('postgres', 'Leads', place), name: 'Leads' },
		smtp: { id: await rest.saveCredential('smtp', 'Mails', mails.credential), name: 'Mails' },
	};
	const workflow = onPostgres(credentials);
	await rest.publish(workflow);
	webhook = `${queue.webhooks}/webhook/${capturePath(workflow)}`;
	store = await openStore({ engine: 'postgres', place: queue.postgres.place, workspace: 'Main' });
}, 300_000);

afterAll(async () => {
	await store?.close();
	await queue?.stop();
	await mails?.stop();
	fs.rmSync(folder, { recursive: true, force: true });
});

/** Kills a worker in the middle of a workflow, which is then nobody's until n8n notices. */
async function killAtWork(worker: Child | undefined): Promise<void> {
	if (worker === undefined) throw new Error('There is no such worker.');
	const count = (words: string) => worker.logs().split(words).length;
	const atWork = async () => count('Worker started execution') > count('Worker finished execution');
	await until('a workflow in the worker', atWork, { timeoutMs: 120_000, everyMs: 5 });
	await worker.kill();
}

test('leads go through the whole process once each, a worker killed on the way', async () => {
	const person = (index: number) => ({
		name: `Quentin Row${index}`,
		email: `quentin.row${index}@row${index}-tools.example.com`,
		company: `Row ${index} Tools Ltd`,
		jobTitle: 'Head of Sales',
		country: 'Germany',
		employees: '120',
		industry: 'Manufacturing',
		message: 'Please call me about a quote.',
	});
	const post = async (index: number) =>
		await fetch(webhook, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(person(index)),
		});
	await until('the webhook', async () => (await post(0)).status === 200, { timeoutMs: 60_000 });
	/** As a provider does: what was not accepted comes again, each time after about twice as long, half a minute at most. */
	const refusals: string[] = [];
	const deliver = async (index: number) => {
		for (let attempt = 0; attempt < 30; attempt++) {
			const refused = await post(index).then(
				async (response) =>
					response.status === 200
						? undefined
						: `${response.status} ${(await response.text()).slice(0, 200)}`,
				(error: unknown) => String(at(error, 'cause') ?? error).slice(0, 100),
			);
			if (refused === undefined) return 'accepted';
			refusals.push(refused);
			await sleep(Math.min(1000 * 2 ** attempt, 30_000) * (0.5 + Math.random()));
		}
		return 'refused';
	};
	const answers: Array<Promise<string>> = [];
	let killed = Promise.resolve();
	for (let index = 1; index < leads; index++) {
		answers.push(deliver(index));
		if (index === Math.floor(leads / 2)) killed = killAtWork(queue.workers[0]);
		await sleep(1000 / perSecond);
	}
	expect(new Set(await Promise.all(answers))).toEqual(new Set(['accepted']));
	if (refusals.length > 0)
		console.warn(`Refused and sent again: ${refusals.length}`, new Set(refusals));
	await killed;
	const done = async () => {
		const { leads: kept, unended, byOwner } = await store.counts();
		const owned = Object.values(byOwner).reduce((sum, n) => sum + n, 0);
		return kept === leads && unended === 0 && owned === leads;
	};
	await until('every workflow to end', done, {
		timeoutMs: 300_000 + leads * 600,
		everyMs: 1000,
	}).catch(async (error: unknown) => {
		throw new Error(`${String(error)}\n${JSON.stringify(await store.counts())}\n${queue.logs()}`);
	});
	// The first mail of the sequence goes out at once; the schedule of the template runs every few minutes, which is not awaited here.
	await until('the mails', async () => mails.mails.length >= leads, {
		timeoutMs: 120_000,
	}).catch(() => undefined);
	const to = mails.mails.flatMap((mail) => mail.to);
	expect(to.length).toBe(new Set(to).size);
	expect(to.length).toBe(leads);
	const { leads: all } = await store.listLeads({ limit: 1000 });
	const ids = all.map(({ lead }) => lead.leadId);
	const assignments = await store.assignmentsOf(ids);
	expect(assignments).toHaveLength(leads);
	// What the killed worker had begun was found dead by n8n, and begun again by us.
	expect(queue.main.process.logs()).toContain('stalled');
	const touches = await store.touchpoints({ leadIds: ids, perLead: 50 });
	expect(touches.filter(({ type }) => type === 'form.submit')).toHaveLength(leads);
}, 1_800_000);
