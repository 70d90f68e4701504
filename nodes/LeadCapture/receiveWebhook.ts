import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { receive, type Received } from '../../lib/process/capture/receive';
import { fetchWaiting } from '../../lib/process/capture/fetching';
import { letFetch, letRun, starterOf } from '../../lib/process/capture/deliveries';
import { canBeUsed, openContext, StoreUnavailable, type StoreRef } from '../../lib/process/stores';
import type { ProcessContext } from '../../lib/process/context';
import { answerWith, comeAgain, refusal, type Answer } from './answer';
import { addressOf, type TriggerAddress } from './address';
import { fieldsFetcher } from '../../lib/process/capture/fields';
import { fieldsDoor } from './fetching';
import { handshake, verify } from './authenticity';
import { answerForm } from './form/answerForm';
import { capturedFields } from './item';
import { metaOf } from './request';
import { fromThrown, triggerStore, triggerParameters } from '../shared';
import { readContent } from '../shared/content';

/** Limits of SECURITY-minded forms: 256 kB unless set otherwise, never more than 1 MB. */
const largest = 1024;

/**
 * One request: the handshake of a provider, or a delivery. The delivery is kept durably and captured before anybody is told
 * that it was accepted; where that is not possible the answer is 503, so that the sender comes again.
 */
export async function receiveWebhook(functions: IWebhookFunctions): Promise<IWebhookResponseData> {
	const parameters = triggerParameters(functions);
	const { method } = functions.getRequestObject();
	const source = parameters.text('source', 'website');
	if (source === 'form') return await answerForm(functions);
	if (method === 'GET' || method === 'HEAD')
		return answerWith(functions, await handshake(functions, source));
	if (!originAllowed(functions, parameters.list('options.allowedOrigins'))) {
		return answerWith(
			functions,
			refusal(403, 'This website is not on the list of allowed origins'),
		);
	}
	const limit = Math.min(Math.max(parameters.number('options.sizeLimit', 256), 1), largest) * 1024;
	const content = await readContent(functions, limit);
	if (content.kind === 'refused')
		return answerWith(functions, refusal(content.status, content.reason));
	const trust = await verify(functions, source, content);
	if (trust.kind === 'refused') return answerWith(functions, refusal(trust.status, trust.reason));
	try {
		const address = addressOf(parameters);
		const ref = await triggerStore(functions);
		if (!canBeUsed(ref)) return answerWith(functions, comeAgain);
		const context = await openContext(ref, `${functions.getNode().name} (webhook)`);
		const received = await receive(context, {
			...address,
			payload: trust.payload,
			meta: metaOf(functions),
		});
		const detailed = parameters.text('options.answer', 'neutral') === 'outcome';
		const answer = answerOf(received, source !== 'website', detailed);
		const whole = await complete(functions, context, received, {
			...address,
			ref,
			provider: source,
		});
		const items =
			whole && startedItems(functions, context, whole, trust.payload, { ...address, ref });
		return answerWith(functions, answer, items);
	} catch (error) {
		if (error instanceof StoreUnavailable) return answerWith(functions, comeAgain);
		throw fromThrown(functions.getNode(), error);
	}
}

/** Accepted, known and updated are told alike, so that nobody can find out whose address is known here. */
function answerOf(
	{ receiptId, outcomes, repeated }: Received,
	provider: boolean,
	detailed: boolean,
): Answer {
	const [first] = outcomes;
	const rejected = outcomes.length > 0 && outcomes.every(({ outcome }) => outcome === 'rejected');
	const said =
		detailed && first
			? {
					outcome: repeated && first.outcome === 'new' ? 'updated' : first.outcome,
					...(first.lead ? { leadId: first.lead.leadId } : {}),
				}
			: {};
	if (!rejected || provider) return { status: 200, body: { ok: true, receiptId, ...said } };
	return {
		status: 422,
		body: { ok: false, receiptId, reason: first?.reason ?? 'This is no lead', ...said },
	};
}

/**
 * A delivery that only names leads has its fields fetched: by the published trigger, which starts the workflow when they are
 * there, or for a test in the editor right away, so that the tester sees them. @returns undefined while fields are missing
 */
async function complete(
	functions: IWebhookFunctions,
	context: ProcessContext,
	received: Received,
	{ ref, provider, ...plan }: TriggerAddress & { provider: string; ref: StoreRef },
): Promise<Received | undefined> {
	const { receiptId, outcomes } = received;
	if (!outcomes.some(({ waiting }) => waiting)) return received;
	const fetch =
		functions.getMode() === 'manual' ? fieldsFetcher(provider, fieldsDoor(functions)) : undefined;
	if (fetch === undefined) {
		letFetch(context, ref, plan.source, receiptId);
		return undefined;
	}
	const receipts = await context.store.getReceipts([receiptId]);
	const [fetched] = await fetchWaiting(context, { ...plan, fetch }, receipts);
	if (fetched === undefined || fetched.missing === undefined)
		return { ...received, outcomes: fetched?.outcomes ?? outcomes };
	const reason = fetched.missing;
	return {
		...received,
		outcomes: fetched.outcomes.map((one) => (one.waiting ? { ...one, reason } : one)),
	};
}

/**
 * Starts the workflow right away; a repeated delivery starts nothing. The published trigger starts it, because only that hears
 * of its end. It lives in n8n's main process: what a webhook process of n8n's queue took in, and what came while the trigger was
 * just being published, it finds with its next sweep. A test in the editor is started by n8n with the items returned here.
 */
export function startedItems(
	functions: IWebhookFunctions,
	context: ProcessContext,
	received: Received,
	payload: unknown,
	{ ref, source }: { ref: StoreRef; source: string },
): INodeExecutionData[] | undefined {
	const how = triggerParameters(functions).text('startWorkflow', 'each');
	const { receiptId, outcomes, repeated } = received;
	const manual = functions.getMode() === 'manual';
	if (repeated && !manual) return undefined;
	const markEnded = () => {
		context.store.markEnded([receiptId]).catch(() => undefined);
	};
	if (how !== 'each' && !manual) {
		if (how === 'never') markEnded();
		return undefined;
	}
	if (!manual) {
		const start = starterOf(ref, source);
		if (start) letRun(context, [{ receipt: { receiptId, payload, starts: 0 }, outcomes }], start);
		return undefined;
	}
	markEnded();
	return itemsOf(payload, { receiptId, outcomes }, ref.workspace);
}

/** One item per submission: what was sent, the lead, what became of it. */
export function itemsOf(
	payload: unknown,
	{ receiptId, outcomes }: Pick<Received, 'receiptId' | 'outcomes'>,
	workspace: string,
): INodeExecutionData[] {
	const sent =
		typeof payload === 'object' && payload !== null && !Array.isArray(payload)
			? payload
			: { payload };
	return outcomes.map((outcome, index) => ({
		json: { ...sent, ...capturedFields(outcome, workspace, { receiptId, index }) },
	}));
}

/** Without a list every origin may post; programs send no origin at all. */
function originAllowed(functions: IWebhookFunctions, allowed: string[]): boolean {
	const { origin } = functions.getRequestObject().headers;
	if (allowed.length === 0 || allowed.includes('*') || origin === undefined) return true;
	return allowed.some((one) => one.replace(/\/+$/u, '').toLowerCase() === origin.toLowerCase());
}
