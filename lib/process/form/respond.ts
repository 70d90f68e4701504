import { embedScript, snippetsBody } from '../../web/form/embed';
import { readFileToken } from '../../web/form/token';
import { scriptAnswer } from '../track/public/answer';
import type { PublicAnswer, PublicRequest } from '../track/public/respond';
import { record } from '../track/record';
import { confirmConsent } from './confirm';
import {
	askOnlyUnknown,
	deadLink,
	formAnswer,
	knownLead,
	showForm,
	stateOf,
	wordsOf,
} from './show';
import { submitForm } from './submit';
import type { FormAnswer, FormContext } from './types';

export type { AfterSubmit, FormAnswer, FormContext, FormSite } from './types';

/**
 * Answers a request to a form's address: GET shows it, POST takes it. The letter in the query says what else it may be: d confirms an
 * address, f the file, s the website's script, snippets what to paste into a website. GET and HEAD change nothing about consent or stage.
 */
export async function respondToForm(
	context: FormContext,
	request: PublicRequest,
): Promise<FormAnswer> {
	const answer = await route(context, request);
	return request.method === 'HEAD' ? { ...answer, body: '' } : answer;
}

async function route(context: FormContext, request: PublicRequest): Promise<FormAnswer> {
	const { query } = request;
	if (query['d'] !== undefined) return await confirmConsent(context, request, query['d']);
	if (request.method === 'POST') return await submitForm(context, request);
	if (query['f'] !== undefined) return await download(context, request, query['f']);
	if (query['s'] !== undefined) return scriptAnswer(embedScript(wordsOf(context)));
	if (query['snippets'] !== undefined)
		return formAnswer(
			context,
			'Embed',
			snippetsBody(context.options.address, context.options.allowedOrigins),
		);
	return await show(context, request);
}

async function show(context: FormContext, request: PublicRequest): Promise<PublicAnswer> {
	const known = await knownLead(context, request.query['lt']);
	const form = known ? askOnlyUnknown(context.site.form, known.lead) : context.site.form;
	return showForm(context, form, {
		...stateOf(context, form, request),
		...(known ? { knownBy: known.link, wholeForm: context.options.address } : {}),
	});
}

/** The file itself comes from where the user keeps it; that somebody took it is a touchpoint. */
async function download(
	context: FormContext,
	request: PublicRequest,
	token: string,
): Promise<FormAnswer> {
	const { site, secrets, now } = context;
	const link = readFileToken(secrets.tokenKeys, site.source, token, now);
	if (!link || site.after.kind !== 'file') return deadLink(context);
	if (request.method === 'HEAD' || link.leadId === undefined)
		return { status: 200, headers: {}, body: '', file: true };
	await record(
		context,
		[
			{
				leadId: link.leadId,
				type: 'asset.download',
				content: site.after.name,
				source: site.source,
				externalId: `file:${link.id}`,
				actor: 'human',
			},
		],
		{ whenMissing: 'unmatched' },
	);
	return { status: 200, headers: {}, body: '', file: true };
}
