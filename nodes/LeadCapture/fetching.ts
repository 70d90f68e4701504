import {
	type IHttpRequestOptions,
	type ITriggerFunctions,
	type IWebhookFunctions,
	NodeOperationError,
} from 'n8n-workflow';
import { fetchingOf } from '../../lib/core/capture/presets/fetching';
import { cleanPayload, isObject, type JsonObject } from '../../lib/core/capture/read/clean';
import { type FetchFields, NoFieldsYet } from '../../lib/process/capture/fetching';
import { secretsOf } from './authenticity';

const patienceMs = 20_000;
/** A reason is told once an hour, not with every try. */
const quietMs = 3_600_000;

/**
 * Fetches the fields of a lead that the provider's message only names, with the access token of the credential; undefined for
 * providers whose messages hold the fields. What the provider refuses becomes `NoFieldsYet` with a sentence and a remedy.
 */
export function fieldsFetcher(
	functions: ITriggerFunctions | IWebhookFunctions,
	provider: string,
): FetchFields | undefined {
	const fetching = fetchingOf(provider);
	if (fetching === undefined) return undefined;
	return async (id) => {
		const secrets = await secretsOf(functions);
		if (secrets.accessToken === '') {
			throw new NoFieldsYet(
				`${fetching.label} sends only the id of a lead. Fill in 'Access Token' of the 'Lead Source API' credential.`,
			);
		}
		const { url, query, headers } = fetching.request(id, secrets);
		const { status, body } = await ask(functions, { url, qs: query, headers });
		const fields = status < 300 ? fetching.read(body, id) : undefined;
		if (fields === undefined) throw new NoFieldsYet(fetching.explain(status, body));
		return fields;
	};
}

async function ask(
	functions: ITriggerFunctions | IWebhookFunctions,
	request: Pick<IHttpRequestOptions, 'url' | 'qs' | 'headers'>,
): Promise<{ status: number; body: JsonObject }> {
	try {
		const answer: unknown = await functions.helpers.httpRequest({
			...request,
			json: true,
			timeout: patienceMs,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		});
		const { value } = cleanPayload(answer);
		const { statusCode, body } = isObject(value) ? value : {};
		return { status: Number(statusCode), body: isObject(body) ? body : {} };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new NoFieldsYet(`The provider could not be reached (${reason}). It is tried again.`);
	}
}

/** Tells people once an hour, as a failed execution that runs the error workflow, why fields do not come. */
export function complaints(functions: ITriggerFunctions): (reason: string) => void {
	const told = new Map<string, number>();
	return (reason) => {
		const now = Date.now();
		if (now - (told.get(reason) ?? 0) < quietMs) return;
		told.set(reason, now);
		functions.saveFailedExecution(
			new NodeOperationError(functions.getNode(), reason, {
				description:
					'The lead is kept and waits; its fields are asked for again for 36 hours from its arrival.',
			}),
		);
	};
}
