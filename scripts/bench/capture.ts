import fs from 'node:fs';
import { openStore } from '../../lib/store/open';
import { freshFolder } from '../runtime/fresh';
import { at, textAt } from '../runtime/json';
import { type N8n, startN8n } from '../runtime/n8n';
import { packageName } from '../runtime/pack';
import { until } from '../runtime/until';
import { rounded } from './measure';
import type { BenchResult, Line } from './result';
import { compareLoads, loadLines, openLoop, part, workflow, type Send } from './webhook';

const rounds = 3;
/** Requests of one round, by how many are under way at a time. */
const loads = [
	{ parallel: 1, requests: 30 },
	{ parallel: 50, requests: 100 },
];
/** Requests of the steady load. */
const steady = 200;

/**
 * A lead by a real n8n's webhook: from the post to the answer that comes when its receipt and the lead are durable. The rival is n8n's
 * own Webhook node with a Data Table behind it, which stores name and address by the address.
 */
export async function run(): Promise<BenchResult> {
	const folder = await freshFolder();
	const leads = await freshFolder();
	const n8n = await startN8n({ folder, env: { LEAD_MANAGEMENT_FOLDER: leads } });
	try {
		const { contenders, made, rows } = await publishAll(n8n);
		const lines: Line[] = [];
		let perSecond = { ours: 0, empty: 0 };
		for (const load of loads) {
			const found = await compareLoads(contenders, { rounds, ...load, settle: () => idle(n8n) });
			const what = (name: string) => `${name}, ${load.parallel} at once`;
			lines.push(
				...loadLines(
					what('captured, beside Webhook and Data Table'),
					found('ours'),
					found('rival'),
				),
				...loadLines(what('captured, workflow started'), found('started'), found('rival')),
				...loadLines(what('captured, beside an empty Webhook'), found('ours'), found('empty')),
			);
			perSecond = { ours: found('ours').perSecond, empty: found('empty').perSecond };
		}
		const half = async (name: 'ours' | 'empty') =>
			await openLoop(contenders[name], { perSecond: perSecond[name] / 2, requests: steady });
		const [empty, ours] = [await half('empty'), await half('ours')];
		await idle(n8n);
		lines.push({
			what: 'p99 at half of its load, beside an empty Webhook at half of its own',
			unit: 'ms',
			ours: ours.p99,
			rival: empty.p99,
			ratio: rounded(empty.p99 / ours.p99),
		});
		const store = await openStore({ engine: 'sqlite', folder: leads, workspace: 'Main' });
		const stored = (await store.counts()).leads;
		await store.close();
		return {
			name: 'capture',
			lines,
			same: stored === made.ours && (await rows()) === made.rival,
			notes: [
				'Ours writes receipt, lead, touchpoint and audit row to the disk before it answers. An empty Webhook stores nothing but its execution.',
			],
		};
	} finally {
		await n8n.stop();
		for (const one of [folder, leads]) fs.rmSync(one, { recursive: true, force: true });
	}
}

/** Ours with and without a workflow behind it, the rival, and n8n's Webhook node alone. */
async function publishAll(n8n: N8n) {
	const trigger = (name: string, id: string, startWorkflow: string) =>
		part(
			'Leads come in',
			`${packageName}.leadCaptureTrigger`,
			1,
			{ source: 'website', path: name, startWorkflow },
			id,
		);
	const nothing = part('Nothing', 'n8n-nodes-base.noOp', 1, {}, '9');
	const webhook = (path: string, id: string, responseMode: string) =>
		part(
			'Webhook',
			'n8n-nodes-base.webhook',
			2.1,
			{ httpMethod: 'POST', path, responseMode, options: {} },
			id,
		);
	const table = await makeTable(n8n);
	await n8n.rest.publish(workflow('benchOurs', [trigger('ours', '1', 'never')]));
	await n8n.rest.publish(workflow('benchStarted', [trigger('started', '2', 'each'), nothing]));
	await n8n.rest.publish(
		workflow('benchRival', [webhook('rival', '3', 'lastNode'), upsert(table.id)]),
	);
	await n8n.rest.publish(workflow('benchEmpty', [webhook('empty', '4', 'onReceived')]));
	const made = { ours: 0, rival: 0 };
	const sender = async (path: string, count: () => number): Promise<Send> => {
		const url = await n8n.webhook(path);
		return () =>
			fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({
					name: 'Ann Example',
					email: `lead${count()}.${path}@example.com`,
					message: 'Please send me an offer for a roof.',
				}),
			});
	};
	let others = 0;
	return {
		made,
		rows: table.rows,
		contenders: {
			ours: await sender('ours', () => (made.ours += 1)),
			started: await sender('started', () => (made.ours += 1)),
			rival: await sender('rival', () => (made.rival += 1)),
			empty: await sender('empty', () => (others += 1)),
		},
	};
}

async function makeTable(n8n: N8n): Promise<{ id: string; rows: () => Promise<number> }> {
	const project = textAt(await n8n.rest.call('GET', '/projects/personal'), 'data', 'id');
	const tables = `/projects/${project}/data-tables`;
	const columns = ['email', 'name'].map((name) => ({ name, type: 'string' }));
	const table = await n8n.rest.call('POST', tables, { name: 'Leads', columns });
	const id = textAt(table, 'data', 'id');
	return {
		id,
		rows: async () => {
			const found = await n8n.rest.call('GET', `${tables}/${id}/rows?take=1`);
			return Number(at(found, 'data', 'count'));
		},
	};
}

function upsert(table: string) {
	const email = '={{ $json.body.email }}';
	return part(
		'Data table',
		'n8n-nodes-base.dataTable',
		1,
		{
			resource: 'row',
			operation: 'upsert',
			dataTableId: { __rl: true, mode: 'id', value: table },
			matchType: 'anyCondition',
			filters: { conditions: [{ keyName: 'email', condition: 'eq', keyValue: email }] },
			columns: {
				mappingMode: 'defineBelow',
				value: { email, name: '={{ $json.body.name }}' },
			},
			options: {},
		},
		'5',
	);
}

/** Waits until n8n executes nothing. */
async function idle(n8n: N8n): Promise<void> {
	await until('the executions', async () => !(await n8n.busy()), { timeoutMs: 120_000 });
}
