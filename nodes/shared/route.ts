import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { pauser } from '../../lib/process/pause';
import { fromThrown, toNodeError } from './errors';
import type { Operation, Operations } from './operation';
import { startRun } from './run';

/** Runs the chosen operation over the node's whole input and returns the items of each output. */
export async function runOperation(
	functions: IExecuteFunctions,
	operations: Operations,
): Promise<INodeExecutionData[][]> {
	const operation = chosen(functions, operations);
	const asTool = calledAsTool(functions);
	if (asTool && operation.asTool !== undefined) mustBeAllowed(functions, operation);
	try {
		const run = startRun(functions, operation, asTool, pauser());
		await operation.run(run);
		return run.results();
	} catch (error) {
		throw fromThrown(functions.getNode(), error);
	}
}

function chosen(functions: IExecuteFunctions, operations: Operations): Operation {
	const value = functions.getNodeParameter('operation', 0, operations[0].value);
	const operation = operations.find((one) => one.value === value);
	if (operation !== undefined) return operation;
	throw new NodeOperationError(functions.getNode(), `There is no operation '${String(value)}'`, {
		description: `Choose one of: ${operations.map(({ name }) => name).join(', ')}.`,
	});
}

/** n8n makes a second node type for agents, with 'Tool' at the end of its name. */
function calledAsTool(functions: IExecuteFunctions): boolean {
	return functions.isToolExecution() || functions.getNode().type.endsWith('Tool');
}

function mustBeAllowed(functions: IExecuteFunctions, { name, asTool }: Operation): void {
	if (functions.getNodeParameter('allowAsTool', 0, false) === true) return;
	throw toNodeError(functions.getNode(), {
		message: `'${name}' ${asTool === 'sends' ? 'sends messages' : 'deletes data'} and is not allowed as a tool`,
		remedy: "Tick 'Allow This as a Tool' in the node if an AI agent may do this on its own.",
	});
}
