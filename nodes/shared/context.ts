import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { ProcessContext } from '../../lib/process/context';
import { isQueueMode, openContext } from '../../lib/process/stores';
import type { Parameters } from './parameters';

/** Name of the workspace when the panel leaves it empty. */
export const mainWorkspace = 'Main';

/** The workspace the node is set to. */
export function workspaceOf(parameters: Parameters): string {
	return parameters.text('workspace', mainWorkspace);
}

/**
 * Opens the store of a workspace for a node's run. The built-in database is one file on one machine: in queue mode every
 * worker would keep its own leads, so it is refused before anything is lost.
 */
export async function openForNode(
	functions: Pick<IExecuteFunctions, 'getNode' | 'getWorkflow'>,
	workspace: string,
	pause: () => Promise<void>,
): Promise<ProcessContext> {
	const node = functions.getNode();
	if (isQueueMode()) {
		throw new NodeOperationError(node, 'The built-in database cannot be used in queue mode', {
			description:
				"n8n runs in queue mode, where executions run in several processes that would not see each other's leads. Run n8n in regular mode (EXECUTIONS_MODE=regular) to use the built-in database.",
		});
	}
	const by = `${node.name} (workflow ${functions.getWorkflow().name ?? 'unnamed'})`;
	return { ...(await openContext(workspace, by)), pause };
}
