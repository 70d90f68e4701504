import { type Json, at, isJson, listAt } from '../runtime/json';
import { packageName } from '../runtime/pack';

/** A node type as n8n describes it: versions, parameter names, ways in and out. */
export interface NodeType {
	versions: number[];
	parameters: string[];
	webhook: boolean;
	/** Starts a workflow: nothing has to lead to it. */
	trigger: boolean;
	/** Names of the outputs by operation; under '' those of a type whose outputs never change. */
	outputs: Readonly<Record<string, readonly string[]>>;
	/** Operation of a node that does not name one. */
	operation: string;
}

/** Prefix of our node types in a template. */
export const ourPrefix = `${packageName}.`;

/** Reads the types that a running n8n serves, or that a package of nodes brings. */
export function readTypes(described: unknown, prefix = ''): Map<string, NodeType> {
	const types = new Map<string, NodeType>();
	for (const type of Array.isArray(described) ? described : []) {
		const name = `${prefix}${String(at(type, 'name'))}`;
		const known = types.get(name);
		const properties = listAt(type, 'properties');
		const operation = properties.find((property) => at(property, 'name') === 'operation');
		types.set(name, {
			versions: [...(known?.versions ?? []), ...[at(type, 'version')].flat().map(Number)],
			parameters: [
				...(known?.parameters ?? []),
				...properties.map((property) => String(at(property, 'name'))),
			],
			webhook: (known?.webhook ?? false) || listAt(type, 'webhooks').length > 0,
			trigger: (known?.trigger ?? false) || listAt(type, 'group').includes('trigger'),
			outputs: known?.outputs ?? outputsOf(type),
			operation: known?.operation ?? String(at(operation, 'default') ?? ''),
		});
	}
	return types;
}

/** Names of the outputs of this node; none where only n8n itself can tell. */
export function outputNames(node: Json, type: NodeType | undefined): readonly string[] {
	if (node['type'] === 'n8n-nodes-base.if') return ['True', 'False'];
	if (node['type'] === 'n8n-nodes-base.switch') return switchOutputs(node);
	if (type === undefined) return [];
	if (at(node, 'parameters', 'outputs') === 'one') return ['Items'];
	const operation = String(at(node, 'parameters', 'operation') ?? type.operation);
	return type.outputs[operation] ?? type.outputs[''] ?? [];
}

/** n8n's Switch has an output for each of its rules, and one for the rest where that is chosen. */
function switchOutputs(node: Json): string[] {
	const rules = listAt(node, 'parameters', 'rules', 'values');
	const rest = at(node, 'parameters', 'options', 'fallbackOutput') === 'extra' ? ['Fallback'] : [];
	return [...rules.map((rule, index) => String(at(rule, 'outputKey') ?? index)), ...rest];
}

/** How many ways out a node shows on the canvas, the one for errors included. */
export function outputCount(node: Json, types: ReadonlyMap<string, NodeType>): number {
	const named = outputNames(node, types.get(String(node['type']))).length;
	return Math.max(named, 1) + (node['onError'] === 'continueErrorOutput' ? 1 : 0);
}

/** Our own types choose their outputs by operation, and carry all of them as JSON in an expression. */
function outputsOf(type: unknown): NodeType['outputs'] {
	const outputs = at(type, 'outputs');
	if (Array.isArray(outputs)) {
		const names = listAt(type, 'outputNames');
		return { '': outputs.map((output, index) => String(names[index] ?? output)) };
	}
	const [, json] = /\((\{.*\})\)\[\$parameter\["operation"\]\]/.exec(String(outputs)) ?? [];
	const byOperation: unknown = json === undefined ? {} : JSON.parse(json);
	return Object.fromEntries(
		Object.entries(isJson(byOperation) ? byOperation : {}).map(([operation, list]) => [
			operation,
			(Array.isArray(list) ? list : []).map((output) => String(at(output, 'displayName'))),
		]),
	);
}
