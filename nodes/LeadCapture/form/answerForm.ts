import { timingSafeEqual, createHash } from 'node:crypto';
import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { handOverConfirmations, sendConfirmations } from '../../../lib/process/form/mails';
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
import { asText, fromThrown, isRow, triggerStore, triggerParameters } from '../../shared';
import { readContent, type Content } from '../../shared/content';
import { eventItem, readPublicRequest, writePublicAnswer } from '../../shared/publicRequest';
import { readSmtp } from '../../shared/smtp';
import { answerWith, comeAgain, refusal } from '../answer';
import { startedItems } from '../receiveWebhook';
import { fileAnswer } from './file';
import { publicOptionsOf, siteOf } from './site';

/** The most that a form may send, in bytes: texts only, files are not taken. */
const largest = 256 * 1024;

const noBody = { kind: 'body' as const, body: {} };

/** Answers one request to the address of a hosted form. */
export async function answerForm(functions: IWebhookFunctions): Promise<IWebhookResponseData> {
	const parameters = triggerParameters(functions);
	try {
		const ref = await triggerStore(functions);
		if (!canBeUsed(ref)) return answerWith(functions, comeAgain);
		if (!(await mayEnter(functions))) return askPassword(functions);
		const request = readPublicRequest(functions);
		const read = request.method === 'POST' ? await bodyOf(functions, request.query) : noBody;
		if (read.kind === 'refused') return answerWith(functions, refusal(read.status, read.reason));
		const base = await openContext(ref, `${functions.getNode().name} (form)`);
		const context: FormContext = {
			...base,
			secrets: await base.store.secrets(),
			options: publicOptionsOf(parameters, functions.getNodeWebhookUrl('default') ?? ''),
			site: siteOf(parameters, base.settings),
		};
		const answer = await respondToForm(context, { ...request, body: read.body });
		if (answer.file) return await fileAnswer(functions, parameters, request.method === 'HEAD');
		const items = await outputsOf(functions, context, answer, ref);
		return writePublicAnswer(functions, answer, items);
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
	const mails = answer.mails ? await mailItems(functions, context) : [];
	const confirmed = event?.name === 'confirmed' ? [eventItem(event, ref.workspace)] : [];
	if (!leads && mails.length === 0 && confirmed.length === 0) return undefined;
	if (context.site.capture.confirmFor === undefined) return [leads ?? []];
	return [leads ?? [], mails.map((json) => ({ json })), confirmed.map((json) => ({ json }))];
}

/** Sends what is owed without letting the visitor wait, or hands the finished mail over. */
async function mailItems(
	functions: IWebhookFunctions,
	context: FormContext,
): Promise<IDataObject[]> {
	const parameters = triggerParameters(functions);
	if (parameters.text('confirmBy', 'smtp') === 'smtp') {
		const smtp = await readSmtp(functions);
		// What does not go out now is sent by the sweep.
		sendConfirmations(context, smtp, parameters.text('from')).catch(() => undefined);
		return [];
	}
	const { mails, settle } = await handOverConfirmations(context);
	await settle();
	return mails.map((mail) => ({ ...mail }));
}

/** What is posted, or the answer to a body that cannot be read. */
async function bodyOf(
	functions: IWebhookFunctions,
	query: Readonly<Record<string, string>>,
): Promise<{ kind: 'body'; body: Record<string, unknown> } | (Content & { kind: 'refused' })> {
	const content = await readContent(functions, largest);
	if (content.kind === 'content')
		return { kind: 'body', body: isRow(content.payload) ? content.payload : {} };
	// The button of a confirmation page sends nothing but itself.
	const isEmpty = content.status === 400 && query['d'] !== undefined;
	return isEmpty ? { kind: 'body', body: {} } : content;
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
