import type { ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import { readParameters, type Parameters } from '../shared';

/** Reads the parameters of a trigger. */
export function triggerParameters(functions: IWebhookFunctions | ITriggerFunctions): Parameters {
	return readParameters((name) => functions.getNodeParameter(name, null) ?? undefined);
}
