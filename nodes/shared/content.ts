import type { IWebhookFunctions } from 'n8n-workflow';
import { parseBody } from '../../lib/core/capture/read/body';
import { isRow } from './parameters';

/** A request's content, or the answer it gets instead. */
export type Content =
	| { kind: 'content'; payload: unknown; raw: Uint8Array; contentType: string }
	| { kind: 'refused'; status: number; reason: string };

/** Types that a form or a provider sends; anything else is refused before it is read. */
const accepted =
	/^(application\/(json|[\w.+-]+\+json|x-www-form-urlencoded)|multipart\/form-data|text\/plain|$)/iu;

/** Reads the body of a request from its raw bytes within a limit; only the fields of a multipart form, never its files. */
export async function readContent(functions: IWebhookFunctions, limit: number): Promise<Content> {
	const request = functions.getRequestObject();
	const contentType = request.headers['content-type'] ?? '';
	if (!accepted.test(contentType)) {
		return refused(415, 'Send JSON or a form: this content type is not accepted');
	}
	if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge(limit);
	if (contentType.toLowerCase().startsWith('multipart/')) {
		const parsed: unknown = functions.getBodyData();
		const fields = isRow(parsed) && isRow(parsed['data']) ? parsed['data'] : parsed;
		const raw = Buffer.from(JSON.stringify(fields ?? {}));
		if (raw.length > limit) return tooLarge(limit);
		return { kind: 'content', payload: fields, raw, contentType };
	}
	if (!Buffer.isBuffer(request.rawBody) && typeof request.readRawBody === 'function')
		await request.readRawBody();
	const raw: unknown = request.rawBody;
	const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(JSON.stringify(functions.getBodyData()));
	if (bytes.length > limit) return tooLarge(limit);
	const body = parseBody(bytes, contentType);
	if (body.kind === 'unreadable') return refused(400, body.reason);
	return { kind: 'content', payload: body.data, raw: bytes, contentType };
}

function refused(status: number, reason: string): Content {
	return { kind: 'refused', status, reason };
}

function tooLarge(limit: number): Content {
	return refused(413, `The body is larger than ${Math.round(limit / 1024)} kB`);
}
