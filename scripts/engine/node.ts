import {
	NodeHelpers,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type OnError,
	type Workflow,
} from 'n8n-workflow';
import type { Credentials } from './environment';
import { prepareWorkflow } from './workflow';

/** One node to run with given items. */
export interface NodeRun {
	type: INodeType;
	parameters?: INodeParameters;
	/** Plain objects, or n8n items `{ json, binary }`. */
	items?: ReadonlyArray<IDataObject | INodeExecutionData>;
	credentials?: Credentials;
	onError?: OnError;
	/** As if run by hand in the editor. */
	manual?: boolean;
	/** As if called by an AI agent. */
	asTool?: boolean;
	/** Name of the node; its default name unless set. */
	name?: string;
}

/** What came out of a node. */
export interface NodeResult {
	/** Items by the name of their output. */
	outputs: Record<string, INodeExecutionData[]>;
	/** Why the node stopped, with its description (the remedy). */
	error?: { message: string; description?: string };
	/** Notes shown above the output. */
	hints: string[];
}

const packageName = 'n8n-nodes-lead-management';

/** Runs one node in n8n's own engine and returns its items by output. */
export async function runNode(request: NodeRun): Promise<NodeResult> {
	const node = nodeOf(request);
	const { workflow, run } = prepareWorkflow({
		nodes: [source, node],
		connections: { [source.name]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		types: { [node.type]: request.type, [source.type]: itemSource },
		mode: request.manual ? 'manual' : 'trigger',
		...(request.credentials && { credentials: request.credentials }),
	});
	const { resultData } = (await run((request.items ?? [{}]).map(asItem))).data;
	const [task] = resultData.runData[node.name] ?? [];
	const names = outputNames(request.type, node, workflow);
	const lists = task?.data?.main ?? [];
	const error = task?.error ?? resultData.error;
	return {
		outputs: Object.fromEntries(names.map((name, index) => [name, lists[index] ?? []] as const)),
		...(error && { error: { message: error.message, ...descriptionOf(error) } }),
		hints: (task?.hints ?? []).map(({ message }) => message),
	};
}

/** The node before: items have a source, as they do in a workflow. */
const source: INode = {
	id: 'source',
	name: 'Items',
	type: `${packageName}.itemSource`,
	typeVersion: 1,
	position: [-200, 0],
	parameters: {},
};

const itemSource: INodeType = {
	description: {
		displayName: 'Items',
		name: 'itemSource',
		group: ['input'],
		version: 1,
		description: 'Hands on the items it was given',
		defaults: { name: 'Items' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

/** An item as n8n passes it on. */
export function asItem(item: IDataObject | INodeExecutionData): INodeExecutionData {
	return isItem(item) ? item : { json: item };
}

/** Names of the outputs that a node has with these parameters. */
export function outputNamesOf(type: INodeType, parameters: INodeParameters): string[] {
	const node = nodeOf({ type, parameters });
	return outputNames(
		type,
		node,
		prepareWorkflow({ nodes: [node], types: { [node.type]: type } }).workflow,
	);
}

/** Names of a node's outputs for its parameters, the error output included. */
function outputNames(type: INodeType, node: INode, workflow: Workflow): string[] {
	const known = workflow.getNode(node.name) ?? node;
	const names = type.description.outputNames ?? [];
	const outputs = NodeHelpers.getNodeOutputs(workflow, known, type.description);
	return outputs.map((output, index) => {
		const own = typeof output === 'string' ? undefined : output.displayName;
		return own ?? names[index] ?? (outputs.length === 1 ? 'Items' : `Output ${index + 1}`);
	});
}

function nodeOf(request: NodeRun): INode {
	const { description } = request.type;
	return {
		id: 'node',
		name: request.name ?? String(description.defaults.name ?? description.displayName),
		type: `${packageName}.${description.name}${request.asTool ? 'Tool' : ''}`,
		typeVersion: latestVersion(request.type),
		position: [0, 0],
		parameters: request.parameters ?? {},
		credentials: Object.fromEntries(
			Object.keys(request.credentials ?? {}).map((name) => [name, { id: name, name }]),
		),
		...(request.onError && { onError: request.onError }),
	};
}

function latestVersion({ description }: INodeType): number {
	return Math.max(...[description.version].flat());
}

function isItem(item: IDataObject | INodeExecutionData): item is INodeExecutionData {
	const keys = Object.keys(item);
	const known = ['json', 'binary', 'pairedItem', 'error', 'index'];
	return (
		typeof item['json'] === 'object' &&
		item['json'] !== null &&
		keys.every((key) => known.includes(key))
	);
}

function descriptionOf(error: Error): { description?: string } {
	return 'description' in error && typeof error.description === 'string'
		? { description: error.description }
		: {};
}
