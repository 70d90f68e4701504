import { at, isJson, textAt } from '../../scripts/runtime/json';
import type { N8n } from '../../scripts/runtime/n8n';
import type { Workflow } from '../../scripts/runtime/rest';
import { until } from '../../scripts/runtime/until';

/** How an execution ended. */
export interface Ended {
	status: unknown;
	/** Names of the nodes that ran. */
	ran: string[];
	/** What the error says; '' where there is none. */
	said: string;
}

/** Presses 'Execute workflow' on one trigger of a saved workflow and waits for the end. */
export async function runFrom(n8n: N8n, workflow: Workflow, trigger: string): Promise<Ended> {
	const started = await n8n.rest.call('POST', `/workflows/${workflow.id}/run`, {
		triggerToStartFrom: { name: trigger },
	});
	return await ended(n8n, textAt(started, 'data', 'executionId'));
}

async function ended(n8n: N8n, executionId: string): Promise<Ended> {
	const execution = await until(`execution ${executionId}`, async () => {
		const answer = at(await n8n.rest.call('GET', `/executions/${executionId}`), 'data');
		return ['new', 'running', 'waiting'].includes(String(at(answer, 'status')))
			? undefined
			: answer;
	});
	// n8n flattens what an execution left: a list in which texts that are numbers name other entries.
	const flat: unknown = JSON.parse(textAt(execution, 'data'));
	const entries = Array.isArray(flat) ? flat : [];
	const follow = (value: unknown) => (typeof value === 'string' ? entries[Number(value)] : value);
	const result = follow(at(entries[0], 'resultData'));
	const runs = follow(at(result, 'runData'));
	const error = follow(at(result, 'error'));
	const message = follow(at(error, 'message'));
	return {
		status: at(execution, 'status'),
		ran: Object.keys(isJson(runs) ? runs : {}),
		said: String(message ?? ''),
	};
}
