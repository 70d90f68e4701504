import { timingSafeEqual, createHash } from 'node:crypto';
import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { describeTouch } from '../../../lib/core/track/describe';
import { confirmationMail, mayAsk, sendConfirmations } from '../../../lib/process/form/mails';
import {
	respondToForm,
	type FormAnswer,
	type FormContext,
} from '../../../lib/process/form/respond';
import {
	canBeUsed,
	openContext,
	StoreUnavailable,
	type StoreRef,
} from '../../../lib/process/stores';
import type { PublicRequest } from '../../../lib/process/track/public/respond';
import { asText, fromThrown, isRow, mainWorkspace, storeRefOf } from '../../shared';
import { readSmtp } from '../../shared/smtp';
import { answerWith, comeAgain, refusal } from '../answer';
import { startedItems } from '../receiveWebhook';
import { readContent } from '../request';
import { triggerParameters } from '../triggerParameters';
import { fileAnswer } from './file';
import { publicOptionsOf, siteOf } from './site';

/** The most that a form may send, in bytes: texts only, files are not taken. */
const largest = 256 * 1024;

/** Answers one request to the address of a hosted form. */
export async function answerForm(functions: IWebhookFunctions): Promise<IWebhookResponseData> {
	const parameters = triggerParameters(functions);
	try {
		const workspace = parameters.text('workspace', mainWorkspace);
		const ref = await storeRefOf(functions, workspace, parameters.text('store'));
		if (!canBeUsed(ref)) return answerWith(functions, comeAgain);
		if (!(await mayEnter(functions))) return askPassword(functions);
		const request = await requestOf(functions);
		if ('status' in request) return answerWith(functions, refusal(request.status, request.reason));
		const base = await openContext(ref, `${functions.getNode().name} (form)`);
		const context: FormContext = {
			...base,
			secrets: await base.store.secrets(),
			options: publicOptionsOf(parameters, functions.getNodeWebhookUrl('default') ?? ''),
			site: siteOf(parameters, base.settings),
		};
		const answer = await respondToForm(context, request);
		if (answer.file) return await fileAnswer(functions, parameters, request.method === 'HEAD');
		const items = await outputsOf(functions, context, answer, ref);
		return send(functions, answer, items);
	} catch (error) {
		if (error instanceof StoreUnavailable) return answerWith(functions, comeAgain);
		throw fromThrown(functions.getNode(), error);
	}
}

/** Items by output: the lead at once, the mail that somebody else is to send, and who has confirmed. */
async function outputsOf(
	functions: IWebhookFunctions,
	context: FormContext,
	answer: FormAnswer,
	ref: StoreRef,
): Promise<INodeExecutionData[][] | undefined> {
	const { received, event } = answer;
	const leads =
		received &&
		startedItems(functions, context, received, received.payload, {
			ref,
			source: context.site.source,
		});
	const mails = answer.mails ? await mailItems(functions, context, answer) : [];
	const confirmed: IDataObject[] =
		event?.name === 'confirmed'
			? [
					{
						event: event.name,
						workspace: ref.workspace,
						...(event.leadId ? { leadId: event.leadId } : {}),
						...(event.touch
							? { touchpoint: { ...event.touch, what: describeTouch(event.touch) } }
							: {}),
					},
				]
			: [];
	if (!leads && mails.length === 0 && confirmed.length === 0) return undefined;
	if (!context.site.doubleOptIn) return [leads ?? []];
	return [leads ?? [], mails.map((json) => ({ json })), confirmed.map((json) => ({ json }))];
}

/** Sends what is owed without letting the visitor wait, or hands the finished mail over. */
async function mailItems(
	functions: IWebhookFunctions,
	context: FormContext,
	{ received }: FormAnswer,
): Promise<IDataObject[]> {
	const parameters = triggerParameters(functions);
	if (parameters.text('confirmBy', 'smtp') === 'smtp') {
		const smtp = await readSmtp(functions);
		// What does not go out now is sent by the sweep.
		sendConfirmations(context, smtp, parameters.text('from')).catch(() => undefined);
		return [];
	}
	const lead = received?.outcomes[0]?.lead;
	if (!received || !lead?.email) return [];
	const free = await mayAsk(context, lead.email);
	await context.store.settleConfirmations([{ receiptId: received.receiptId }]);
	if (!free) return [];
	const mail = confirmationMail(
		context,
		{ leadId: lead.leadId, email: lead.email },
		received.receiptId,
	);
	return [{ leadId: lead.leadId, ...mail }];
}

async function requestOf(
	functions: IWebhookFunctions,
): Promise<PublicRequest | { status: number; reason: string }> {
	const request = functions.getRequestObject();
	const { headers } = request;
	const query: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.query)) {
		const text: unknown = Array.isArray(value) ? value[0] : value;
		if (typeof text === 'string') query[name] = text;
	}
	const method = request.method.toUpperCase();
	let body: Record<string, unknown> = {};
	if (method === 'POST') {
		const content = await readContent(functions, largest);
		// The button of a confirmation page sends nothing but itself.
		const isEmpty =
			content.kind === 'refused' && content.status === 400 && query['d'] !== undefined;
		if (content.kind === 'refused' && !isEmpty) return content;
		if (content.kind === 'content' && isRow(content.payload)) body = content.payload;
	}
	return {
		method,
		query,
		body,
		userAgent: headers['user-agent'] ?? '',
		ip: request.ip ?? '',
		...(headers.origin ? { origin: headers.origin } : {}),
		...(headers.referer ? { referrer: headers.referer } : {}),
		privacy: headers['sec-gpc'] === '1' || headers['dnt'] === '1',
	};
}

/** Forms for colleagues may ask for a name and a password. */
async function mayEnter(functions: IWebhookFunctions): Promise<boolean> {
	const parameters = triggerParameters(functions);
	if (parameters.text('kind') !== 'internal' || parameters.text('access') !== 'password')
		return true;
	const none: IDataObject = {};
	const { user, password } = await functions.getCredentials('httpBasicAuth').catch(() => none);
	const [expectedUser, expectedPassword] = [asText(user), asText(password)];
	if (!expectedUser || !expectedPassword) return false;
	const [scheme, sent = ''] = (functions.getRequestObject().headers.authorization ?? '').split(' ');
	if (scheme?.toLowerCase() !== 'basic') return false;
	return equal(Buffer.from(sent, 'base64').toString('utf8'), `${expectedUser}:${expectedPassword}`);
}

function equal(a: string, b: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(a), digest(b));
}

function askPassword(functions: IWebhookFunctions): IWebhookResponseData {
	return answerWith(functions, {
		...refusal(401, 'Name and password are needed'),
		headers: { 'www-authenticate': 'Basic realm="Leads", charset="UTF-8"' },
	});
}

function send(
	functions: IWebhookFunctions,
	answer: FormAnswer,
	items: INodeExecutionData[][] | undefined,
): IWebhookResponseData {
	const response = functions.getResponseObject();
	response.status(answer.status);
	for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
	response.end(typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body));
	return { noWebhookResponse: true, ...(items ? { workflowData: items } : {}) };
}
