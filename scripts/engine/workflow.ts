import './settings';
import { WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IConnections,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowBase,
	type IVersionedNodeType,
	type WorkflowExecuteMode,
	NodeHelpers,
} from 'n8n-workflow';
import { environment, type Credentials } from './environment';

/** A workflow to run in n8n's engine without a server. */
export interface WorkflowSpec {
	name?: string;
	nodes: INode[];
	connections?: IConnections;
	/** The node types that the nodes name, by full type name. */
	types: Readonly<Record<string, INodeType | IVersionedNodeType>>;
	credentials?: Credentials;
	mode?: WorkflowExecuteMode;
}

/** A workflow ready to run, as n8n's engine sees it. */
export interface PreparedWorkflow {
	workflow: Workflow;
	/** It as data. */
	base: IWorkflowBase;
	/** Runs it from its first node with these items. */
	run(items: INodeExecutionData[]): Promise<IRun>;
}

/** Prepares a workflow for n8n's own engine (`WorkflowExecute` of n8n-core). */
export function prepareWorkflow(spec: WorkflowSpec): PreparedWorkflow {
	const nodeTypes = typesOf(spec.types);
	const mode = spec.mode ?? 'trigger';
	const base = {
		id: 'workflow',
		name: spec.name ?? 'Lead process',
		nodes: spec.nodes,
		connections: spec.connections ?? {},
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		settings: { executionOrder: 'v1' as const, timezone: 'UTC' },
	};
	const workflow = new Workflow({ ...base, nodeTypes });
	const start = spec.nodes[0];
	if (start === undefined) throw new Error('The workflow has no node.');
	return {
		workflow,
		base,
		run: async (items) => {
			const data = createRunExecutionData({
				executionData: {
					contextData: {},
					metadata: {},
					nodeExecutionStack: [{ node: start, data: { main: [items] }, source: null }],
					waitingExecution: {},
					waitingExecutionSource: {},
				},
				resultData: { runData: {} },
				startData: {},
			});
			const around = environment(base, mode, spec.credentials ?? {});
			return await new WorkflowExecute(around, mode, data).processRunExecutionData(workflow);
		},
	};
}

function typesOf(types: WorkflowSpec['types']): INodeTypes {
	const find = (name: string): INodeType | IVersionedNodeType => {
		const type = types[name];
		if (type === undefined) throw new Error(`Unknown node type '${name}'.`);
		return type;
	};
	return {
		getByName: find,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(find(name), version),
		getKnownTypes: () => ({}),
	};
}
