import { type ITriggerFunctions, type IWebhookFunctions, NodeOperationError } from 'n8n-workflow';
import type { FieldsDoor } from '../../lib/process/capture/fields';
import { secretsOf } from './authenticity';

const patienceMs = 20_000;
/** A reason is told once an hour, not with every try. */
const quietMs = 3_600_000;

/** n8n's own requests, so that its proxy and its rules for addresses hold, and the trigger's credential. */
export function fieldsDoor(functions: ITriggerFunctions | IWebhookFunctions): FieldsDoor {
	return {
		secrets: async () => await secretsOf(functions),
		request: async ({ url, query, headers }): Promise<unknown> =>
			await functions.helpers.httpRequest({
				url,
				qs: query,
				headers,
				json: true,
				timeout: patienceMs,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
			}),
	};
}

/** Tells people once an hour, as a failed execution that runs the error workflow, why a lead is not captured or waits. */
export function complaints(
	functions: ITriggerFunctions,
): (reason: string, description: string) => void {
	const told = new Map<string, number>();
	return (reason, description) => {
		const now = Date.now();
		if (now - (told.get(reason) ?? 0) < quietMs) return;
		told.set(reason, now);
		functions.saveFailedExecution(
			new NodeOperationError(functions.getNode(), reason, { description }),
		);
	};
}
