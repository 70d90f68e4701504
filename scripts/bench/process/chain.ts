import type { INode, INodeExecutionData, INodeType, IRun, IVersionedNodeType } from 'n8n-workflow';
import { prepareWorkflow } from '../../engine/workflow';
import type { BuiltIns } from './rivals';

/** Runs nodes one behind the other in n8n's engine and does what n8n does to store the execution. */
export async function runChain(
	chain: INode[],
	types: Record<string, INodeType | IVersionedNodeType>,
	leads: INodeExecutionData[],
	{ stringify }: BuiltIns,
): Promise<IRun> {
	const connections = Object.fromEntries(
		chain
			.slice(1)
			.map(({ name }, index) => [
				chain[index]?.name ?? '',
				{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
			]),
	);
	const run = await prepareWorkflow({ nodes: chain, connections, types }).run(leads);
	if (run.data.resultData.error) throw run.data.resultData.error;
	stringify(run.data);
	return run;
}
