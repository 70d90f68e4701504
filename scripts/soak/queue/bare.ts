import fs from 'node:fs';
import { deliver } from '../../runtime/deliver';
import { freshFolder } from '../../runtime/fresh';
import { at, isJson, type Json, listAt, textAt } from '../../runtime/json';
import { packageName } from '../../runtime/pack';
import { startQueue } from '../../runtime/queue';
import type { Workflow } from '../../runtime/rest';
import { until } from '../../runtime/until';
import { capturePath, masterFile, readDemo } from '../../start/templates';

/**
 * What n8n itself takes for as many posts: the same template, its trigger replaced by n8n's Webhook and every other node of ours by
 * one that does nothing, posted at the same pace to the same processes. @returns it in a sentence
 */
export async function bare(posts: number, perSecond: number): Promise<string> {
	const folder = await freshFolder();
	const queue = await startQueue(folder);
	try {
		const workflow = withoutOurs(readDemo(masterFile));
		await queue.main.rest.publish(workflow);
		const url = `${queue.webhooks}/webhook/${capturePath(readDemo(masterFile))}`;
		await until('the webhook', async () => (await deliver(url, [{}], 1)).lost === 0);
		const before = queue.cpu();
		const began = performance.now();
		const bodies = Array.from({ length: posts - 1 }, (_, index) => ({ index }));
		const { seconds: accepted, refusals, lost } = await deliver(url, bodies, perSecond);
		const filter = encodeURIComponent(
			JSON.stringify({ workflowId: workflow.id, status: ['success'] }),
		);
		const ended = async () => {
			const list = await queue.main.rest.call('GET', `/executions?filter=${filter}&limit=1`);
			return Number(at(list, 'data', 'count') ?? 0) >= posts - lost;
		};
		await until('every workflow to end', ended, { timeoutMs: 600_000, everyMs: 1000 });
		const seconds = (performance.now() - began) / 1000;
		const after = queue.cpu();
		const used = (name: keyof typeof after) => (after[name] - before[name]).toFixed(1);
		return `n8n alone, the same template without our nodes: ${accepted.toFixed(0)} s until all were accepted, ${refusals.length} refused, ${seconds.toFixed(0)} s until all were processed; seconds of processor time: main ${used('main')}, webhooks ${used('webhooks')}, workers ${used('workers')}, postgres ${used('postgres')}, redis ${used('redis')}`;
	} finally {
		await queue.stop();
		fs.rmSync(folder, { recursive: true, force: true });
	}
}

/** The first capture trigger as a Webhook, every other node of ours as one that does nothing; other triggers of ours go. */
function withoutOurs(workflow: Workflow): Workflow {
	const path = capturePath(workflow);
	const isOurs = (node: Json) => textAt(node, 'type').startsWith(packageName);
	const isTrigger = (node: Json) => isOurs(node) && textAt(node, 'type').endsWith('Trigger');
	const all = listAt(workflow, 'nodes').filter(isJson);
	const gone = all.filter((node) => isTrigger(node) && at(node, 'parameters', 'path') !== path);
	const names = new Set(gone.map((node) => textAt(node, 'name')));
	const nodes = all
		.filter((node) => !gone.includes(node))
		.map((node) => {
			if (!isOurs(node)) return node;
			if (!isTrigger(node))
				return { ...node, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
			const parameters = { httpMethod: 'POST', path, options: {} };
			const webhook = { webhookId: 'bare', typeVersion: 2, parameters };
			return { ...node, type: 'n8n-nodes-base.webhook', ...webhook };
		});
	const connections = at(workflow, 'connections');
	const left = Object.entries(isJson(connections) ? connections : {}).filter(
		([name]) => !names.has(name),
	);
	return { ...workflow, nodes, connections: Object.fromEntries(left) };
}
