import { setTimeout as later } from 'node:timers/promises';
import type { IDataObject, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { Receipt } from '../../lib/core/capture/receipt';
import { storeOf } from '../../lib/process/stores';
import { httpHelpers } from '../../scripts/engine/http';
import { LeadCaptureTrigger } from '../../nodes/LeadCapture/LeadCaptureTrigger.node';

/** A request to the trigger's address. */
export interface Call {
	body?: object | string;
	method?: string;
	query?: object;
	headers?: Record<string, string>;
	parameters?: Record<string, unknown>;
	secrets?: IDataObject;
	/** What n8n says when it is asked for a credential that it has not. */
	withoutSecrets?: string;
	mode?: 'manual';
}

/** Calls the trigger's webhook with n8n's functions as far as it uses them. */
export async function call({
	body,
	method = 'POST',
	query = {},
	headers = {},
	parameters = {},
	secrets,
	withoutSecrets = 'Node does not have any credentials set',
	mode,
}: Call) {
	const answered: { status: number; body: string; headers: Record<string, string> } = {
		status: 0,
		body: '',
		headers: {},
	};
	const raw = typeof body === 'string' ? body : JSON.stringify(body ?? {});
	const functions = {
		getNode: () => ({ name: 'Leads come in', type: 'leadCaptureTrigger', parameters }),
		getMode: () => mode ?? 'trigger',
		getNodeParameter: (name: string, fallback: unknown) =>
			name.split('.').reduce<unknown>((value, key) => Object(value)[key], parameters) ?? fallback,
		getRequestObject: () => ({
			method,
			query,
			originalUrl: '/webhook/lead/main/website',
			headers: { 'content-type': 'application/json', ...headers },
			rawBody: Buffer.from(raw),
			ip: '192.0.2.1',
		}),
		getResponseObject: () => ({
			status: (code: number) => (answered.status = code),
			setHeader: (name: string, value: string) => (answered.headers[name] = value),
			end: (text: string) => (answered.body = text),
		}),
		getBodyData: () => ({}),
		helpers: httpHelpers(),
		getNodeWebhookUrl: () => 'https://n8n.example.com/webhook/lead/main/website',
		getCredentials: async () => {
			if (!secrets) throw new Error(withoutSecrets);
			return secrets;
		},
	};
	// The fake has what the node uses, not all of n8n's interface.
	const result = await new LeadCaptureTrigger().webhook.call(
		functions as unknown as IWebhookFunctions,
	);
	const returned = result.workflowData?.[0]?.map(({ json }) => json);
	const items = answered.status === 200 ? await startedFor(answered.body) : undefined;
	return { ...answered, items, returned };
}

/** The receipt that an answer of the trigger names, as the store has it. */
export async function receiptOf(answer: string): Promise<Receipt | undefined> {
	const { receiptId } = JSON.parse(answer);
	const [receipt] = await (await storeOf('Main')).getReceipts([receiptId]);
	return receipt;
}

/** Items that the published trigger started the workflow with, which it does a moment after the answer; undefined where it does not. */
async function startedFor(answer: string): Promise<IDataObject[] | undefined> {
	for (let turn = 0; turn < 30; turn++) {
		const place = published.emitted.findIndex(([item]) =>
			answer.includes(String(Object(item?.['capture']).receiptId)),
		);
		if (place >= 0) return published.emitted.splice(place, 1)[0];
		await later(5);
	}
	return undefined;
}

/** A published trigger; its runs end at once, unless the test ends them itself. */
export interface Published {
	emitted: IDataObject[][];
	runs: Array<PromiseWithResolvers<unknown>>;
	endsAtOnce: boolean;
	/** What was told as a failed execution. */
	failures: Array<{ message: string }>;
	close(): Promise<void>;
}
let published: Published;

/**
 * A run as n8n reports it: one that came to its end, one stopped by the error of a node, or one whose worker was killed
 * (as read off n8n 2.41 in queue mode).
 */
export function runThat(what: 'ended' | 'failed' | 'died' | 'crashed'): object {
	const error = { message: 'job stalled more than maxStalledCount' };
	const resultData = {
		ended: { runData: { Score: [] }, lastNodeExecuted: 'Score' },
		failed: { error: { message: 'No SMTP' }, runData: {}, lastNodeExecuted: 'Nurture' },
		died: { error, runData: {} },
		crashed: { runData: { Score: [] } },
	}[what];
	const status = { ended: 'success', failed: 'error', died: 'error', crashed: 'crashed' }[what];
	return { mode: 'trigger', status, data: { resultData } };
}

/** The trigger that is published now. */
export const current = (): Published => published;

/** Publishes the trigger anew; what the webhook captures starts its workflow. */
export async function publish({
	parameters = {},
	secrets,
}: Pick<Call, 'parameters' | 'secrets'> = {}): Promise<void> {
	const trigger: Published = {
		emitted: [],
		runs: [],
		endsAtOnce: true,
		failures: [],
		close: async () => {},
	};
	const functions = {
		getNode: () => ({ name: 'Leads come in', type: 'leadCaptureTrigger', parameters }),
		getMode: () => 'trigger',
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getCredentials: async () => secrets ?? {},
		saveFailedExecution: (error: Error) => trigger.failures.push(error),
		helpers: { ...httpHelpers(), createDeferredPromise: () => Promise.withResolvers() },
		emit: (
			data: Array<Array<{ json: IDataObject }>>,
			_: unknown,
			ended: PromiseWithResolvers<unknown>,
		) => {
			trigger.emitted.push((data[0] ?? []).map(({ json }) => json));
			trigger.runs.push(ended);
			if (trigger.endsAtOnce) ended.resolve(runThat('ended'));
		},
	};
	const { closeFunction } = await new LeadCaptureTrigger().trigger.call(
		functions as unknown as ITriggerFunctions,
	);
	trigger.close = async () => await closeFunction?.();
	published = trigger;
}
