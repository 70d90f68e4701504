import type { INodeExecutionData, IRun, ITriggerFunctions } from 'n8n-workflow';

/**
 * Starts the workflow of a published trigger with items for its outputs and waits for its end, well or not.
 * Rejects when n8n could not run it to its end.
 */
export async function runWorkflow(
	functions: ITriggerFunctions,
	items: INodeExecutionData[][],
): Promise<void> {
	const ended = functions.helpers.createDeferredPromise<IRun>();
	functions.emit(items, undefined, ended);
	const died = deathOf(await ended.promise);
	if (died !== undefined) throw new Error(died);
}

/**
 * Why a run did not reach its end, if it did not: n8n reports a run whose worker was killed, and one that it could not begin,
 * as a failed run in which no node ran. An error of a node is an end: n8n shows it, and the error workflow hears of it.
 * (n8n 2.41: WorkflowRunner.processError and failExecution, queue recovery's 'crashed'.)
 */
function deathOf(run: IRun | undefined): string | undefined {
	if (run === undefined) return 'n8n could not begin the run';
	const { error, lastNodeExecuted, runData } = run.data.resultData;
	const anyNodeRan = lastNodeExecuted !== undefined || Object.keys(runData).length > 0;
	if (run.status !== 'crashed' && (error === undefined || anyNodeRan)) return undefined;
	return `The process that ran the workflow died: ${error?.message ?? run.status}`;
}
