import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStore } from '../../lib/store/open';
import type { LeadStore } from '../../lib/store/port';
import type { Child } from '../../scripts/runtime/child';
import { type Catcher, catchMail } from '../../scripts/runtime/catcher';
import { deliver } from '../../scripts/runtime/deliver';
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
	await until('the webhook', async () => (await deliver(webhook, [person(0)], 1)).lost === 0);
	let killed = Promise.resolve();
	const bodies = function* () {
		for (let index = 1; index < leads; index++) {
			if (index === Math.floor(leads / 2)) killed = killAtWork(queue.workers[0]);
			yield person(index);
		}
	};
	const before = queue.cpu();
	const began = performance.now();
	const delivered = await deliver(webhook, bodies(), perSecond);
	expect(delivered.lost).toBe(0);
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
	const seconds = (performance.now() - began) / 1000;
	const after = queue.cpu();
	const kinds = ['main', 'webhooks', 'workers', 'postgres', 'redis'] as const;
	const used = kinds.map((kind) => `${kind} ${(after[kind] - before[kind]).toFixed(1)}`);
	process.stderr.write(
		`${leads} leads: ${delivered.seconds.toFixed(0)} s until all were accepted, ${delivered.refusals.length} posts refused and sent again ${[...new Set(delivered.refusals)].join(' | ')}, ${seconds.toFixed(0)} s until all were processed; seconds of processor time: ${used.join(', ')}\n`,
	);
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

test('the built-in database is refused, by a trigger when it is published and by any other node when it runs', async () => {
	const { rest } = queue.main;
	const refused = 'The built-in database cannot be used in queue mode';
	const node = (name: string, type: string, parameters: object) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	});
	const workflow = (id: string, nodes: object[], connections: object) => ({
		id,
		name: id,
		nodes,
		connections,
		settings: {},
	});
	const trigger = node('Leads', `${packageName}.leadCaptureTrigger`, { path: 'lead/main/builtin' });
	await rest.publish(workflow('builtInTrigger', [trigger], {}));
	await expect(rest.settled('builtInTrigger')).rejects.toThrow(refused);
	const nodes = [
		{ ...node('Asked', 'n8n-nodes-base.webhook', { path: 'asked' }), webhookId: 'asked' },
		node('Get', `${packageName}.leadRecord`, { operation: 'getMany' }),
	];
	const main = [[{ node: 'Get', type: 'main', index: 0 }]];
	await rest.publish(workflow('builtInNode', nodes, { Asked: { main } }));
	await until('the webhook', async () => (await fetch(`${queue.webhooks}/webhook/asked`)).ok);
	const told = async () => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: 'builtInNode' }));
		const list = await rest.call('GET', `/executions?filter=${filter}&status=error`);
		const [one] = listAt(list, 'data', 'results');
		if (one === undefined) return false;
		const whole = await rest.call('GET', `/executions/${textAt(one, 'id')}`);
		const data = textAt(whole, 'data', 'data');
		return data.includes(refused) && data.includes("Set 'Lead Store' to Postgres in every node");
	};
	await until('the error', told, { timeoutMs: 60_000 });
}, 150_000);
