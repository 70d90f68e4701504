import type { IExecuteFunctions } from 'n8n-workflow';
import type { ProcessContext } from '../../lib/process/context';
import { openContext } from '../../lib/process/stores';
import type { Parameters } from './parameters';
import { mainWorkspace, mustBeUsable, storeRefOf } from './stores';

/** The workspace the node is set to. */
export function workspaceOf(parameters: Parameters): string {
	return parameters.text('workspace', mainWorkspace);
}

/** Opens the store of a workspace for a node's run, as its panel says. */
export async function openForNode(
	functions: Pick<IExecuteFunctions, 'getNode' | 'getWorkflow' | 'getCredentials'>,
	workspace: string,
	store: string,
	pause: () => Promise<void>,
): Promise<ProcessContext> {
	const node = functions.getNode();
	const ref = mustBeUsable(node, await storeRefOf(functions, workspace, store));
	const by = `${node.name} (workflow ${functions.getWorkflow().name ?? 'unnamed'})`;
	return { ...(await openContext(ref, by)), pause };
}
