import { asText, isObject, type Json, type JsonObject } from '../read/clean';
import { unfold } from '../read/body';
import type { Frame } from './preset';

/** A payload without what transport put around it. */
export interface Unwrapped {
	body: Json;
	/** Answers beside the body, e.g. UTM parameters of the query. */
	also: JsonObject;
	request: Pick<Frame, 'referrer' | 'userAgent' | 'ip'>;
}

/**
 * Takes off the wrapping of n8n's Webhook node ({ headers, params, query, body }), of an item ({ json }) and of one
 * nameless `payload`, `data` or `body` that holds everything.
 */
export function unwrap(payload: Json): Unwrapped {
	let body = payload;
	let also: JsonObject = {};
	let request: Unwrapped['request'] = {};
	if (
		isObject(body) &&
		isObject(body['headers']) &&
		(body['query'] !== undefined || body['body'] !== undefined)
	) {
		const headers = body['headers'];
		const query = isObject(body['query']) ? body['query'] : {};
		const referrer = asText(headers['referer']) ?? asText(headers['referrer']);
		const userAgent = asText(headers['user-agent']);
		const ip = asText(headers['x-real-ip']) ?? asText(headers['x-forwarded-for'])?.split(',')[0];
		request = {
			...(referrer ? { referrer } : {}),
			...(userAgent ? { userAgent } : {}),
			...(ip ? { ip } : {}),
		};
		const inner = body['body'];
		const empty =
			inner === undefined || inner === null || (isObject(inner) && Object.keys(inner).length === 0);
		body = empty ? query : inner;
		also = empty ? {} : query;
	}
	for (let level = 0; level < 3 && isObject(body); level++) {
		const entries: Array<[string, Json]> = Object.entries(body);
		const [only] = entries;
		if (entries.length !== 1 || only === undefined) break;
		const [key, inner] = only;
		if (
			!['json', 'body', 'payload', 'data', 'submission', 'item'].includes(key) ||
			typeof inner !== 'object' ||
			inner === null
		)
			break;
		body = inner;
	}
	return { body: isObject(body) ? unfold(body) : body, also, request };
}
