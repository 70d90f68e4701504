import { languages, type Words } from '../../core/form/words';
import { identifying, type FormDefinition } from '../../core/form/form';
import { textIn } from '../../core/form/read';
import type { Lead } from '../../core/lead/lead';
import { fieldOf } from '../../core/lead/fields';
import { securityHeaders } from '../../web/headers';
import { html, safeUrl, type Html } from '../../web/html';
import { formBody, described, hidden, type FormState } from '../../web/form/formPage';
import { frameScript } from '../../web/form/frame';
import { formStyle } from '../../web/form/style';
import { fileToken, formToken } from '../../web/form/token';
import { nonce } from '../../web/nonce';
import { page } from '../../web/page';
import { unseal } from '../../web/tokens';
import type { PublicAnswer, PublicRequest } from '../track/public/respond';
import { isVisitor } from '../track/stitch';
import type { FormContext } from './types';

/** The words of a form's language. */
export function wordsOf({ site }: FormContext): Words {
	return languages[site.form.language];
}

/** A page of the form's: its look, its language, framed by nobody but the websites that the user allows. */
export function formAnswer(
	context: FormContext,
	title: string,
	body: Html,
	{ status = 200, embedded = false }: { status?: number; embedded?: boolean } = {},
): PublicAnswer {
	const { look, allowedOrigins } = context.options;
	const { form, after } = context.site;
	const once = nonce();
	const target =
		after.kind === 'redirect' && URL.canParse(after.url) ? [new URL(after.url).origin] : [];
	return {
		status,
		headers: {
			'content-type': 'text/html; charset=utf-8',
			...securityHeaders({
				nonce: once,
				script: embedded,
				images: Boolean(look.logo),
				downloads: after.kind === 'file',
				formTargets: target,
				// Colleagues open their form by itself: in a frame, a stranger's page could lead their clicks.
				frameAncestors:
					form.kind === 'internal'
						? []
						: allowedOrigins.map((origin) => origin.replace(/\/+$/u, '')),
			}),
			...(status === 503 || status === 429 ? { 'retry-after': '60' } : {}),
		},
		body: page({
			title,
			body,
			look: { ...look, language: form.language, ...(embedded ? { logo: '', name: '' } : {}) },
			nonce: once,
			style: formStyle,
			className: `${form.kind}${embedded ? ' embedded' : ''}`,
			...(embedded ? { script: frameScript } : {}),
		}),
	};
}

/** The form itself, empty or as it was sent, with a token of its own. */
export function showForm(
	context: FormContext,
	form: FormDefinition,
	state: Omit<FormState, 'token'> & { token?: string },
	status = 200,
): PublicAnswer {
	const { secrets, site, now } = context;
	const token =
		state.token ??
		formToken(secrets.tokenKeys, { form: site.source, shownAt: now, id: context.newId() });
	const body = formBody(form, wordsOf(context), { ...state, token });
	const title =
		state.errors || state.notice ? `${wordsOf(context).check} ${form.title}` : form.title;
	return formAnswer(context, title, body, { status, embedded: state.embedded });
}

/** What the page was opened with: where the visitor came from, and what the link has filled in already. */
export function stateOf(
	context: FormContext,
	form: FormDefinition,
	{ query, referrer }: PublicRequest,
): Omit<FormState, 'token'> {
	const landing = webAddress(query['u']) ?? pageAddress(context.options.address, query);
	const from = webAddress(query['u'] === undefined ? referrer : query['r']);
	const values = Object.fromEntries(
		form.fields.map(({ name }) => [name, textIn(query, name, 300).text]),
	);
	return {
		values,
		...(landing ? { landingUrl: landing } : {}),
		...(from ? { referrer: from } : {}),
		...(query['e'] === '1' ? { embedded: true } : {}),
		...(query['v'] !== undefined && isVisitor(query['v']) ? { visitor: query['v'] } : {}),
	};
}

/** The lead whose mail link opened the form, or undefined. */
export async function knownLead(
	context: FormContext,
	link: string | undefined,
): Promise<{ lead: Lead; link: string; email: string } | undefined> {
	const claims = link && unseal(context.secrets.tokenKeys, 'click', link, context.now);
	if (!claims || !link || !claims['l'] || !claims['e']) return undefined;
	const [stored] = await context.store.getLeads([claims['l']]);
	if (!stored || ['erased', 'merged', 'junk'].includes(stored.lead.stage)) return undefined;
	return { lead: stored.lead, link, email: claims['e'] };
}

/** The form with only what is not known of a lead; free texts are about this request and are always asked. */
export function askOnlyUnknown(form: FormDefinition, lead: Lead): FormDefinition {
	const isNew = (key: string) => {
		const known = fieldOf(key);
		const value = known ? lead[known.key] : lead.extra?.[key];
		const named = key === 'fullName' || key === 'firstName' || key === 'lastName';
		return value === undefined && !(named && lead.fullName !== undefined);
	};
	const fields = form.fields.filter(
		({ key, control }) => control === 'area' || (isNew(key) && key !== 'email'),
	);
	// Who is known by the link need not be reachable by another field.
	return {
		...form,
		fields: fields.map((field) =>
			identifying.includes(field.key) ? { ...field, required: false } : field,
		),
	};
}

/** The same page for everybody who has sent the form, whatever became of it. */
export function thanks(
	context: FormContext,
	{ embedded, leadId }: { embedded: boolean; leadId?: string },
): PublicAnswer {
	const { site, options, secrets, now } = context;
	const { after, form } = site;
	const words = wordsOf(context);
	if (after.kind === 'redirect' && !embedded)
		return {
			status: 303,
			headers: { location: safeUrl(after.url), ...securityHeaders() },
			body: '',
		};
	const go = after.kind === 'redirect' ? safeUrl(after.url) : undefined;
	const title = (after.kind === 'redirect' ? '' : after.title) || words.thanks;
	const text = (after.kind === 'redirect' ? '' : after.text) || words.received;
	const askFirst = site.capture.confirmFor !== undefined && form.consent !== undefined;
	// Nobody gets the file for an address that is not theirs: then it comes after confirming.
	const file =
		after.kind === 'file' && !askFirst
			? `${options.address}?f=${fileToken(secrets.tokenKeys, { form: site.source, id: context.newId(), ...(leadId ? { leadId } : {}) }, now)}`
			: undefined;
	return formAnswer(
		context,
		title,
		html`<div class="about" role="status" data-done="1" ${go && html` data-go="${go}"`}>
			<h1>${title}</h1>
			${described(text)} ${askFirst && html`<p>${words.checkMail}</p>`}
			${
				file &&
				html`<p>${words.fileReady}</p>
					<p><a class="button" href="${file}">${words.download}</a></p>`
			}
			${go && html`<p><a class="button" href="${go}" target="_top">${words.goOn}</a></p>`}
			${form.kind === 'internal' && html`<p><a class="button" href="${options.address}">${words.another}</a></p>`}
		</div>`,
		{ embedded },
	);
}

/** The one answer to every link that is not ours, was altered, or has expired. */
export function deadLink(context: FormContext): PublicAnswer {
	const words = wordsOf(context);
	return formAnswer(
		context,
		words.deadLink,
		html`<div class="about">
			<h1>${words.deadLink}</h1>
			<p>${words.deadLinkText}</p>
			<p><a class="button" href="${context.options.address}">${words.open}</a></p>
		</div>`,
		{ status: 404 },
	);
}

/** An http(s) address of bounded length. */
export function webAddress(text: string | undefined): string | undefined {
	if (!text || text.length > 2048 || !/^https?:\/\//iu.test(text) || !URL.canParse(text))
		return undefined;
	return new URL(text).href;
}

/** The form's own address with the campaign it was opened with; never with what a link has filled in. */
function pageAddress(address: string, query: Record<string, string>): string | undefined {
	if (!URL.canParse(address)) return undefined;
	const url = new URL(address);
	for (const [name, value] of Object.entries(query))
		if (/^(utm_\w+|gclid|gbraid|wbraid|fbclid|msclkid|li_fat_id|ttclid|twclid|ref)$/u.test(name))
			url.searchParams.set(name, value.slice(0, 300));
	return url.href.slice(0, 2048);
}

export { hidden };
