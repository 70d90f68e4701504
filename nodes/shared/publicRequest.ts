import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { describeTouch } from '../../lib/core/track/describe';
import type {
	PublicAnswer,
	PublicEvent,
	PublicRequest,
} from '../../lib/process/track/public/types';

/** What of a request to a public address is read alike everywhere; the body is each address's own affair. */
export function readPublicRequest(functions: IWebhookFunctions): Omit<PublicRequest, 'body'> {
	const request = functions.getRequestObject();
	const { headers } = request;
	const query: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.query)) {
		const text: unknown = Array.isArray(value) ? value[0] : value;
		if (typeof text === 'string') query[name] = text;
	}
	return {
		method: request.method.toUpperCase(),
		query,
		userAgent: headers['user-agent'] ?? '',
		ip: request.ip ?? '',
		...(headers.origin ? { origin: headers.origin } : {}),
		...(headers.referer ? { referrer: headers.referer } : {}),
		...(headers['accept-language'] ? { language: headers['accept-language'] } : {}),
		privacy: headers['sec-gpc'] === '1' || headers['dnt'] === '1',
	};
}

/** Writes the answer ourselves, headers and all; items by output start the workflow, without them there is no execution. */
export function writePublicAnswer(
	functions: IWebhookFunctions,
	{ status, headers, body }: Omit<PublicAnswer, 'event'>,
	items?: INodeExecutionData[][],
): IWebhookResponseData {
	const response = functions.getResponseObject();
	response.status(status);
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	response.end(typeof body === 'string' ? body : Buffer.from(body));
	return { noWebhookResponse: true, ...(items ? { workflowData: items } : {}) };
}

/** What happened at a public page, as the workflow gets it. */
export function eventItem({ name, leadId, touch }: PublicEvent, workspace: string): IDataObject {
	return {
		event: name,
		workspace,
		...(leadId ? { leadId } : {}),
		...(touch ? { touchpoint: { ...touch, what: describeTouch(touch) } } : {}),
	};
}
