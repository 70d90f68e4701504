import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { register, type CapturedReceipt } from '../../lib/process/capture/deliveries';
import { keepSweeping } from '../../lib/process/capture/sweeper';
import { addressOf } from './address';
import { itemsOf } from './receiveWebhook';
import { triggerParameters } from './triggerParameters';

/** How often receipts are looked through that were left lying, and how often a batch is started. */
const everyMs = 30_000;

/**
 * Runs while the trigger is published, on n8n's leader only: captures what was kept and not captured, starts the workflow for
 * what was captured and not started, and starts batches where the trigger is set to.
 */
export async function startSweeping(functions: ITriggerFunctions): Promise<ITriggerResponse> {
	if (functions.getMode() === 'manual') return {};
	const parameters = triggerParameters(functions);
	const address = addressOf(functions, parameters);
	const { workspace } = address;
	const how = parameters.text('startWorkflow', 'each');
	const start = (started: CapturedReceipt[]) => {
		const items = started.flatMap(({ receipt, outcomes }) =>
			itemsOf(receipt.payload, { receiptId: receipt.receiptId, outcomes }, workspace),
		);
		if (items.length > 0) functions.emit([items]);
	};
	const unregister = register(workspace, { ...address, ...(how === 'never' ? {} : { start }) });
	const seconds = Math.max(1, parameters.number('batchSeconds', 60));
	const close = keepSweeping(
		workspace,
		how === 'batches' ? { everyMs: seconds * 1000, patienceMs: 0 } : { everyMs },
	);
	return {
		closeFunction: async () => {
			unregister();
			await close();
		},
	};
}
