import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { canBeUsed, openContext, StoreUnavailable } from '../../lib/process/stores';
import { describeTouch } from '../../lib/core/track/describe';
import {
	respond,
	type PublicAnswer,
	type PublicEvent,
	type PublicOptions,
	type PublicRequest,
} from '../../lib/process/track/public/respond';
import { asList, asText, fromThrown, isRow, mainWorkspace, storeRefOf } from '../shared';

/** Longer bodies are nobody's visit or form. */
const longestBody = 64 * 1024;

/** Answers one request to the public address; starts the workflow only for the events that the user chose. */
export async function answerRequest(functions: IWebhookFunctions): Promise<IWebhookResponseData> {
	const workspace = asText(functions.getNodeParameter('workspace', mainWorkspace)) ?? mainWorkspace;
	try {
		const store = functions.getNodeParameter('store', 'builtIn');
		const ref = await storeRefOf(functions, workspace, store);
		if (!canBeUsed(ref)) return send(functions, comeAgain);
		const context = await openContext(ref, `${functions.getNode().name} (public page)`);
		const secrets = await context.store.secrets();
		const request = await requestOf(functions);
		const answer = await respond({ ...context, secrets, options: optionsOf(functions) }, request);
		return send(functions, answer, chosen(functions, answer.event, workspace));
	} catch (error) {
		if (error instanceof StoreUnavailable) return send(functions, comeAgain);
		throw fromThrown(functions.getNode(), error);
	}
}

const comeAgain: PublicAnswer = {
	status: 503,
	headers: {
		'content-type': 'text/plain; charset=utf-8',
		'cache-control': 'no-store',
		'retry-after': '30',
	},
	body: 'This cannot be done at the moment. Please try again in a minute.',
};

function send(
	functions: IWebhookFunctions,
	answer: PublicAnswer,
	items?: IDataObject[],
): IWebhookResponseData {
	const response = functions.getResponseObject();
	response.status(answer.status);
	for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
	response.end(typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body));
	return {
		noWebhookResponse: true,
		...(items ? { workflowData: [items.map((json) => ({ json }))] } : {}),
	};
}

function chosen(
	functions: IWebhookFunctions,
	event: PublicEvent | undefined,
	workspace: string,
): IDataObject[] | undefined {
	if (event === undefined) return undefined;
	const wanted = asList(functions.getNodeParameter('events', []));
	if (!wanted.includes(event.name) && functions.getMode() !== 'manual') return undefined;
	const { touch } = event;
	return [
		{
			event: event.name,
			workspace,
			...(event.leadId ? { leadId: event.leadId } : {}),
			...(touch ? { touchpoint: { ...touch, what: describeTouch(touch) } } : {}),
		},
	];
}

async function requestOf(functions: IWebhookFunctions): Promise<PublicRequest> {
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
		body: request.method === 'POST' ? await bodyOf(functions) : {},
		userAgent: headers['user-agent'] ?? '',
		ip: request.ip ?? '',
		...(headers.origin ? { origin: headers.origin } : {}),
		privacy: headers['sec-gpc'] === '1' || headers['dnt'] === '1',
	};
}

/** Forms and JSON as n8n has read them; a beacon comes as plain text with JSON in it. */
async function bodyOf(functions: IWebhookFunctions): Promise<Record<string, unknown>> {
	const request = functions.getRequestObject();
	if (Number(request.headers['content-length'] ?? 0) > longestBody) return {};
	const type = request.headers['content-type'] ?? '';
	if (/^(application\/(json|x-www-form-urlencoded)|multipart\/)/i.test(type)) {
		const parsed: unknown = functions.getBodyData();
		if (!isRow(parsed)) return {};
		return isRow(parsed['data']) && type.startsWith('multipart/') ? parsed['data'] : parsed;
	}
	if (!Buffer.isBuffer(request.rawBody) && typeof request.readRawBody === 'function')
		await request.readRawBody();
	const raw: unknown = request.rawBody;
	return Buffer.isBuffer(raw) && raw.length <= longestBody ? parse(raw.toString('utf8')) : {};
}

function parse(text: string): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(text);
		return isRow(value) ? value : {};
	} catch {
		return {};
	}
}

function optionsOf(functions: IWebhookFunctions): PublicOptions {
	const look: unknown = functions.getNodeParameter('look', {});
	const options: unknown = functions.getNodeParameter('options', {});
	const row = isRow(options) ? options : {};
	const style = isRow(look) ? look : {};
	const referralPage = asText(row['referralPage']);
	return {
		address: functions.getNodeWebhookUrl('default') ?? '',
		look: {
			color: asText(style['color']),
			font: asText(style['font']),
			logo: asText(style['logo']),
			name: asText(style['name']),
		},
		allowedOrigins: asList(row['allowedOrigins']),
		honourPrivacy: row['honourPrivacy'] !== false,
		...(referralPage ? { referralPage } : {}),
	};
}
