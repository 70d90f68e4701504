import { setTimeout as later } from 'node:timers/promises';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { register } from '../../lib/process/capture/deliveries';
import { itemsOf } from '../../nodes/LeadCapture/receiveWebhook';
import { LeadCaptureTrigger } from '../../nodes/LeadCapture/LeadCaptureTrigger.node';

export const formAddress = 'https://n8n.example.com/webhook/lead/main/form';

interface Call {
	method?: string;
	/** Fields as a browser sends them, urlencoded. */
	body?: Record<string, string>;
	headers?: Record<string, string>;
	parameters?: Record<string, unknown>;
	credentials?: Record<string, IDataObject>;
	ip?: string;
}

/** Calls the address of a hosted form with n8n's functions as far as the node uses them. */
export async function callForm(
	url: string,
	{
		method = 'GET',
		body,
		headers = {},
		parameters = {},
		credentials = {},
		ip = '203.0.113.7',
	}: Call = {},
) {
	const answered = { status: 0, body: Buffer.alloc(0), headers: new Map<string, string>() };
	const all: Record<string, unknown> = { source: 'form', path: 'lead/main/form', ...parameters };
	const raw = Buffer.from(new URLSearchParams(body ?? {}).toString());
	const functions = {
		getNode: () => ({ name: 'Form', type: 'leadCaptureTrigger', parameters: all }),
		getMode: () => 'trigger',
		getNodeParameter: (name: string, fallback: unknown) =>
			name.split('.').reduce<unknown>((value, key) => Object(value)[key], all) ?? fallback,
		getRequestObject: () => ({
			method,
			query: Object.fromEntries(new URL(url, formAddress).searchParams),
			originalUrl: url,
			headers: {
				'content-type': 'application/x-www-form-urlencoded',
				'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
				...headers,
			},
			rawBody: raw,
			ip,
		}),
		getResponseObject: () => ({
			status: (code: number) => (answered.status = code),
			setHeader: (name: string, value: string) => answered.headers.set(name, value),
			end: (content: string | Buffer) => (answered.body = Buffer.from(content)),
		}),
		getBodyData: () => ({}),
		getNodeWebhookUrl: () => formAddress,
		getCredentials: async (type: string) => {
			const found = credentials[type];
			if (!found) throw new Error('Node does not have any credentials set');
			return await Promise.resolve(found);
		},
	};
	const started: IDataObject[] = [];
	const unregister = register('Main', {
		source: `webhook:${String(all['path'])}`,
		read: {},
		capture: {},
		start: async (captured) => {
			for (const { receipt, outcomes } of captured)
				started.push(
					...itemsOf(receipt.payload, { receiptId: receipt.receiptId, outcomes }, 'Main').map(
						({ json }) => json,
					),
				);
			await Promise.resolve();
		},
	});
	// The fake has what the node uses, not all of n8n's interface.
	const result = await new LeadCaptureTrigger().webhook.call(
		functions as unknown as IWebhookFunctions,
	);
	// The published trigger starts the workflow a moment after the answer.
	const isTaken = method === 'POST' && answered.status === 200;
	for (let turn = 0; isTaken && started.length === 0 && turn < 30; turn++) await later(15);
	unregister();
	return {
		...answered,
		started,
		text: answered.body.toString('utf8'),
		outputs: (result.workflowData ?? []).map((items) => items.map(({ json }) => json)),
	};
}

/** The hidden fields of a form's page, by name. */
export function hiddenOf(page: string): Record<string, string> {
	const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
	return Object.fromEntries(
		fields.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]),
	);
}

/** Gives a function that opens the form, waits as a person would, and sends it. */
export function sendForm(clock: { now: number }) {
	return async (
		fields: Record<string, string>,
		{ query = '', seconds = 20, ...how }: Call & { query?: string; seconds?: number } = {},
	) => {
		const page = await callForm(`${formAddress}${query}`, { ...how, method: 'GET' });
		clock.now += seconds * 1000;
		return await callForm(formAddress, {
			...how,
			method: 'POST',
			body: { ...hiddenOf(page.text), ...fields },
		});
	};
}
