import type { IHookFunctions } from 'n8n-workflow';
import { openContext } from '../../lib/process/stores';
import type { ProcessContext } from '../../lib/process/context';
import { mustBeUsable, triggerStore } from '../shared';

/**
 * Remembers the address of the published trigger as the workspace's public one: n8n calls this when a workflow is published and,
 * since the node has a trigger function, at every start, so that a changed N8N_WEBHOOK_URL is noticed. Test addresses are left alone: links in mails must keep working.
 */
export async function register(functions: IHookFunctions): Promise<boolean> {
	const address = productionAddress(functions);
	if (address === undefined) return true;
	const { store, settings } = await openOf(functions);
	if (settings.publicAddress !== address) await store.saveSettings({ publicAddress: address });
	return true;
}

/** Forgets the address, but only if it is still this trigger's. */
export async function unregister(functions: IHookFunctions): Promise<boolean> {
	const address = productionAddress(functions);
	if (address === undefined) return true;
	const { store, settings } = await openOf(functions);
	if (settings.publicAddress === address) await store.saveSettings({ publicAddress: undefined });
	return true;
}

function productionAddress(functions: IHookFunctions): string | undefined {
	if (functions.getMode() === 'manual' || functions.getActivationMode() === 'manual')
		return undefined;
	const url = functions.getNodeWebhookUrl('default');
	return url === undefined || /\/webhook-test\//.test(url) ? undefined : url;
}

async function openOf(functions: IHookFunctions): Promise<ProcessContext> {
	const ref = mustBeUsable(functions.getNode(), await triggerStore(functions));
	return await openContext(ref, functions.getNode().name);
}
