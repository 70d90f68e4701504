import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { register } from '../../lib/process/capture/deliveries';
import type { CapturedReceipt } from '../../lib/process/capture/runs';
import { keepSweeping } from '../../lib/process/capture/sweeper';
import type { ProcessContext } from '../../lib/process/context';
import { handOverConfirmations, sendConfirmations } from '../../lib/process/form/mails';
import type { FormContext } from '../../lib/process/form/types';
import { isQueueMode } from '../../lib/process/stores';
import {
	mustBeUsable,
	runWorkflow,
	triggerStore,
	type Parameters,
	triggerParameters,
} from '../shared';
import { readSmtp } from '../shared/smtp';
import { fieldsFetcher } from '../../lib/process/capture/fields';
import { complaints, fieldsDoor } from './fetching';
import { addressOf, asksToConfirm } from './address';
import { publicOptionsOf, siteOf } from './form/site';
import { itemsOf } from './receiveWebhook';

/** How often receipts are looked through that were left lying, and how often a batch is started. */
const everyMs = 15_000;

/**
 * Runs while the trigger is published, on n8n's leader only: starts the workflow for what arrives, again for
 * what a dead process left unfinished, and in batches where the trigger is set to; captures what was kept and not captured.
 */
export async function startSweeping(functions: ITriggerFunctions): Promise<ITriggerResponse> {
	if (functions.getMode() === 'manual') return {};
	const parameters = triggerParameters(functions);
	const address = addressOf(parameters);
	const { workspace } = address;
	const ref = mustBeUsable(functions.getNode(), await triggerStore(functions));
	const how = parameters.text('startWorkflow', 'each');
	const start = async (started: CapturedReceipt[]) => {
		const items = started.flatMap(({ receipt, outcomes }) =>
			itemsOf(receipt.payload, { receiptId: receipt.receiptId, outcomes }, workspace),
		);
		if (items.length === 0) return;
		await runWorkflow(functions, [items]);
	};
	const also = mailSender(functions, parameters);
	const fetch = fieldsFetcher(parameters.text('source', 'website'), fieldsDoor(functions));
	const unregister = register(ref, {
		...address,
		...(how === 'never' ? {} : { start }),
		...(fetch ? { fetch } : {}),
		complain: complaints(functions),
	});
	const seconds = Math.max(1, parameters.number('batchSeconds', 60));
	const close = keepSweeping(ref, { ...pace(how, seconds), also });
	return {
		closeFunction: async () => {
			unregister();
			await close();
		},
	};
}

/** In queue mode another process may have taken the lead in, and only a sweep finds it: so it looks every few seconds. */
function pace(how: string, seconds: number): { everyMs: number; patienceMs?: number } {
	if (how === 'batches') return { everyMs: seconds * 1000, patienceMs: 0 };
	return isQueueMode() ? { everyMs: 2_000, patienceMs: 1_000 } : { everyMs };
}

/** Sends confirmation mails that could not be sent when the form came in, or hands them to the workflow. */
function mailSender(
	functions: ITriggerFunctions,
	parameters: Parameters,
): ((context: ProcessContext) => Promise<void>) | undefined {
	if (!asksToConfirm(parameters)) return undefined;
	const bySmtp = parameters.text('confirmBy', 'smtp') === 'smtp';
	return async (base) => {
		const context = {
			...base,
			secrets: await base.store.secrets(),
			options: publicOptionsOf(parameters, ''),
			site: siteOf(parameters, base.settings),
		};
		if (!bySmtp) return await handOver(functions, context);
		const { why } = await sendConfirmations(
			context,
			await readSmtp(functions),
			parameters.text('from'),
		);
		if (why) functions.logger.warn(`Confirmation mails wait: ${why}`);
	};
}

async function handOver(functions: ITriggerFunctions, context: FormContext): Promise<void> {
	const { mails, settle } = await handOverConfirmations(context);
	if (mails.length === 0) return;
	functions.emit([[], mails.map((mail) => ({ json: { ...mail } })), []]);
	await settle();
}
