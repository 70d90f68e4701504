import {
	fetchingOf,
	type FetchSecrets,
	type FieldRequest,
} from '../../core/capture/presets/fetching';
import { cleanPayload, isObject, type JsonObject } from '../../core/capture/read/clean';
import { type FetchFields, NoFieldsYet } from './fetching';

/** What a node lends: its credential, and a GET request that answers `{ statusCode, body }` whatever the status. */
export interface FieldsDoor {
	secrets(): Promise<FetchSecrets>;
	request(request: FieldRequest): Promise<unknown>;
}

/**
 * Fetches the fields of a lead that the provider's message only names; undefined for providers whose messages hold the
 * fields. What the provider refuses becomes `NoFieldsYet` with a sentence and a remedy.
 */
export function fieldsFetcher(provider: string, door: FieldsDoor): FetchFields | undefined {
	const fetching = fetchingOf(provider);
	if (fetching === undefined) return undefined;
	return async (id) => {
		const secrets = await door.secrets();
		if (secrets.accessToken === '') {
			throw new NoFieldsYet(
				`${fetching.label} sends only the id of a lead. Fill in 'Access Token' of the 'Lead Source API' credential.`,
			);
		}
		const { status, body } = await ask(door, fetching.request(id, secrets));
		const fields = status < 300 ? fetching.read(body, id) : undefined;
		if (fields === undefined) throw new NoFieldsYet(fetching.explain(status, body));
		return fields;
	};
}

async function ask(
	door: FieldsDoor,
	request: FieldRequest,
): Promise<{ status: number; body: JsonObject }> {
	try {
		const { value } = cleanPayload(await door.request(request));
		const { statusCode, body } = isObject(value) ? value : {};
		return { status: Number(statusCode), body: isObject(body) ? body : {} };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new NoFieldsYet(`The provider could not be reached (${reason}). It is tried again.`);
	}
}
