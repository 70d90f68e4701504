import type { IWebhookFunctions } from 'n8n-workflow';
import { TouchpointTrigger } from '../../nodes/TouchpointTrigger/TouchpointTrigger.node';
import type { Touchpoint } from '../../lib/core/lead/touchpoint';
import { storeOf } from '../../lib/process/stores';

export const address = 'https://n8n.example.com/webhook/lead/main/t';
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0';
export const ann = {
	leadId: '01ARZ3NDEKTSV4RRFFQ69G5FA1',
	email: 'ann@example.com',
	stage: 'assigned' as const,
	owner: 'rep@example.com',
};
export const message = {
	leadId: ann.leadId,
	email: ann.email,
	deliveryId: 'D1',
	sequence: 'Welcome',
};

interface Call {
	method?: string;
	body?: object;
	type?: string;
	headers?: Record<string, string>;
	parameters?: Record<string, unknown>;
}

/** Calls the public address with n8n's functions as far as the node uses them. */
export async function open(
	url: string,
	{
		method = 'GET',
		body,
		type = 'application/x-www-form-urlencoded',
		headers = {},
		parameters = {},
	}: Call = {},
) {
	const answered = { status: 0, body: Buffer.alloc(0), headers: new Map<string, string>() };
	const functions = {
		getNode: () => ({ name: 'Links', type: 'touchpointTrigger', parameters }),
		getMode: () => 'trigger',
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getRequestObject: () => ({
			method,
			query: Object.fromEntries(new URL(url).searchParams),
			headers: { 'user-agent': browser, 'content-type': type, ...headers },
			rawBody: Buffer.from(
				type.includes('urlencoded')
					? new URLSearchParams(Object.entries(body ?? {})).toString()
					: JSON.stringify(body ?? {}),
			),
			ip: '192.0.2.7',
		}),
		getResponseObject: () => ({
			status: (code: number) => (answered.status = code),
			setHeader: (name: string, value: string) => answered.headers.set(name, value),
			end: (content: string | Buffer) => (answered.body = Buffer.from(content)),
		}),
		// Of a multipart body n8n hands over the fields; everything else is read from its bytes.
		getBodyData: () => ({ data: body ?? {}, files: {} }),
		getNodeWebhookUrl: () => address,
	};
	// The fake has what the node uses, not all of n8n's interface.
	const result = await new TouchpointTrigger().webhook.call(
		functions as unknown as IWebhookFunctions,
	);
	return {
		...answered,
		text: answered.body.toString('utf8'),
		items: result.workflowData?.[0]?.map(({ json }) => json),
	};
}

export async function touches(): Promise<Touchpoint[]> {
	return await (await storeOf('Main')).touchpoints({ leadIds: [ann.leadId], perLead: 100 });
}

export const suppressed = async () =>
	await (await storeOf('Main')).suppressed([{ kind: 'email', value: ann.email }]);
