import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { INodeExecutionData } from 'n8n-workflow';

/** What is told to whoever sent a request. */
export interface Answer {
	status: number;
	body: object | string;
	headers?: Record<string, string>;
}

/**
 * Writes the answer ourselves, since n8n would answer with the first item, and hands over the items that start the workflow.
 * Answers share the editor's origin: they are data, never pages, and nothing in them may run.
 */
export function answerWith(
	functions: IWebhookFunctions,
	{ status, body, headers = {} }: Answer,
	items?: INodeExecutionData[],
): IWebhookResponseData {
	const response = functions.getResponseObject();
	const isText = typeof body === 'string';
	response.status(status);
	response.setHeader(
		'content-type',
		isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
	);
	response.setHeader('cache-control', 'no-store');
	response.setHeader('x-content-type-options', 'nosniff');
	response.setHeader(
		'content-security-policy',
		"default-src 'none'; frame-ancestors 'none'; sandbox",
	);
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	response.end(isText ? body : JSON.stringify(body));
	return { noWebhookResponse: true, ...(items ? { workflowData: [items] } : {}) };
}

/** A refusal with its reason, in words of ours only. */
export function refusal(status: number, reason: string): Answer {
	return { status, body: { ok: false, reason } };
}

/** The store cannot write now: nothing was accepted, so the sender has to come again. */
export const comeAgain: Answer = {
	status: 503,
	body: { ok: false, reason: 'Leads cannot be stored at the moment. Send this again later.' },
	headers: { 'retry-after': '30' },
};
