import { type Json, at, isJson, listAt } from '../runtime/json';
import { canvasProblems } from './canvas';
import { expressionProblems } from './expressions';
import { flowProblems } from './flow';
import { privateProblems, secretProblems } from './secrets';
import type { NodeType } from './types';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * What is wrong with a template, each in a sentence; nothing where it can be shared as it is. The rules are n8n's for
 * published templates, and what its import needs: stable ids, versions that exist, nothing of ours inside.
 *
 * @param types every node type of the n8n that the template is for, by full name
 */
export function templateProblems(
	workflow: unknown,
	types: ReadonlyMap<string, NodeType>,
): string[] {
	return [
		...frameProblems(workflow),
		...workflowProblems(workflow, types),
		...settingsProblems(workflow),
		...canvasProblems(workflow, types),
		...privateProblems(workflow),
	];
}

/** The rules that hold for any workflow, shared or not: what would not run, lose leads or give away a secret. */
export function workflowProblems(
	workflow: unknown,
	types: ReadonlyMap<string, NodeType>,
): string[] {
	const nodes = listAt(workflow, 'nodes').filter(isJson);
	return [
		...nodes.flatMap((node) => nodeProblems(node, types)),
		...duplicates(nodes, 'name'),
		...duplicates(nodes, 'id'),
		...connectionProblems(workflow, nodes),
		...flowProblems(workflow, types),
		...secretProblems(workflow),
		...expressionProblems(workflow),
	];
}

/** What a user has to fill in stands in one place. */
function settingsProblems(workflow: unknown): string[] {
	const count = listAt(workflow, 'nodes').filter(
		(node) => String(at(node, 'name')).toLowerCase() === 'your settings',
	).length;
	return count === 1 ? [] : [`There must be one node 'Your settings', not ${count}.`];
}

function frameProblems(workflow: unknown): string[] {
	const id = String(at(workflow, 'id') ?? '');
	return [
		...(id.length > 0 && id.length <= 21 ? [] : [`The id '${id}' must have 1 to 21 characters.`]),
		...(at(workflow, 'name') ? [] : ['The workflow has no name.']),
		...(at(workflow, 'settings', 'executionOrder') === 'v1'
			? []
			: ["settings.executionOrder must be 'v1'."]),
	];
}

function nodeProblems(node: Json, types: ReadonlyMap<string, NodeType>): string[] {
	const name = `'${String(node['name'])}'`;
	const type = types.get(String(node['type']));
	if (type === undefined) return [`${name}: there is no node type ${String(node['type'])}.`];
	const parameters = isJson(node['parameters']) ? Object.keys(node['parameters']) : [];
	const unknown = parameters.filter((parameter) => !type.parameters.includes(parameter));
	return [
		...(type.versions.includes(Number(node['typeVersion']))
			? []
			: [`${name}: version ${String(node['typeVersion'])} does not exist.`]),
		...unknown.map((parameter) => `${name}: there is no parameter '${parameter}'.`),
		...(type.webhook && !uuid.test(String(node['webhookId']))
			? [`${name}: a node with a webhook needs a webhookId (a UUID).`]
			: []),
	];
}

function duplicates(nodes: Json[], member: string): string[] {
	const values = nodes.map((node) => String(node[member] ?? ''));
	const twice = values.filter((value, index) => values.indexOf(value) !== index);
	return [
		...new Set(twice.map((value) => `Two nodes have the ${member} '${value}'.`)),
		...(values.includes('') ? [`A node has no ${member}.`] : []),
	];
}

/** Every end of a connection is a node. */
function connectionProblems(workflow: unknown, nodes: Json[]): string[] {
	const names = new Set(nodes.map((node) => node['name']));
	const connections = at(workflow, 'connections');
	const entries = Object.entries(isJson(connections) ? connections : {});
	return entries.flatMap(([from, byType]) => {
		const ends = Object.values(isJson(byType) ? byType : {})
			.flat(2)
			.filter((end) => end !== null)
			.map((end) => String(at(end, 'node')));
		return [from, ...ends]
			.filter((name) => !names.has(name))
			.map((name) => `A connection of '${from}' names '${name}', which is not there.`);
	});
}
