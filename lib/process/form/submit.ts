import { emailKey } from '../../core/capture/identity';
import { readEntered, textIn, type Entered } from '../../core/form/read';
import type { FormDefinition } from '../../core/form/form';
import { ways, type FormPayload, type FormSigns } from '../../core/form/payload';
import { readFormToken, ticketMs, type FormTicket } from '../../web/form/token';
import { receive } from '../capture/receive';
import type { PublicRequest } from '../track/public/respond';
import { stitch } from '../track/stitch';
import { StoreUnavailable } from '../stores';
import { html } from '../../web/html';
import { admit } from './limits';
import {
	askOnlyUnknown,
	formAnswer,
	hidden,
	knownLead,
	showForm,
	thanks,
	webAddress,
	wordsOf,
} from './show';
import type { FormAnswer, FormContext } from './types';

/**
 * Takes a submitted form: what has to be mended is shown beside its field with everything kept; what can be taken is kept durably
 * and captured before the visitor is thanked. Programs and people get the same thanks; what looks like a program's goes to quarantine.
 */
export async function submitForm(
	context: FormContext,
	request: PublicRequest,
): Promise<FormAnswer> {
	const words = wordsOf(context);
	const { body } = request;
	const text = (name: string, most = 4000) => textIn(body, name, most).text;
	const embedded = text(hidden.embedded) === '1';
	if (!fromAllowedOrigin(context, request.origin))
		return formAnswer(context, words.elsewhere, html`<h1>${words.elsewhere}</h1>`, { status: 403 });
	const known = await knownLead(context, text(hidden.knownBy, 8000));
	const form = known ? askOnlyUnknown(context.site.form, known.lead) : context.site.form;
	const entered = readEntered(form, body, words, { isKnown: known !== undefined });
	const ticket = readFormToken(
		context.secrets.tokenKeys,
		context.site.source,
		text(hidden.token),
		context.now,
	);
	const age = ticket ? context.now - ticket.shownAt : undefined;
	const visitor = text(hidden.visitor, 60);
	const landingUrl = webAddress(text(hidden.landingUrl, 2048));
	const referrer = webAddress(text(hidden.referrer, 2048));
	const again = (status: number, notice?: string) =>
		showForm(
			context,
			form,
			{
				values: { ...entered.values, [hidden.way]: text(hidden.way, 10) },
				errors: entered.errors,
				consented: entered.consent,
				...(notice ? { notice } : {}),
				...(landingUrl ? { landingUrl } : {}),
				...(referrer ? { referrer } : {}),
				...(visitor ? { visitor } : {}),
				...(known ? { knownBy: known.link, wholeForm: context.options.address } : {}),
				...(ticket && (age ?? 0) < ticketMs ? { token: text(hidden.token) } : {}),
				embedded,
			},
			status,
		);
	if (Object.keys(entered.errors).length > 0) return again(422);
	if (age !== undefined && age >= ticketMs) return again(422, words.late);
	try {
		const email = known?.email ?? valueOf(form, entered, 'email');
		const admission = await admit(context, {
			ip: request.ip,
			email: email ? emailKey(email) : '',
			ticket: ticket?.id,
		});
		if (admission.kind === 'wait') return again(429, words.busy);
		const payload = payloadOf(context, form, entered, {
			ticket,
			trap: text(hidden.trap, 100) !== '',
			limit: admission.kind === 'suspicious' ? admission.why : undefined,
			way: text(hidden.way, 10),
			page: { ...(landingUrl ? { landingUrl } : {}), ...(referrer ? { referrer } : {}) },
			...(known ? { knownEmail: known.email } : {}),
		});
		return await take(context, request, payload, { embedded, visitor });
	} catch (error) {
		if (error instanceof StoreUnavailable) return again(503, words.away);
		throw error;
	}
}

async function take(
	context: FormContext,
	request: PublicRequest,
	payload: FormPayload,
	{ embedded, visitor }: { embedded: boolean; visitor: string },
): Promise<FormAnswer> {
	const { site } = context;
	const received = await receive(context, {
		payload,
		meta: {
			...(request.ip ? { ip: request.ip } : {}),
			...(request.userAgent ? { userAgent: request.userAgent.slice(0, 500) } : {}),
		},
		source: site.source,
		read: site.read,
		capture: site.capture,
	});
	const [first] = received.outcomes;
	const leadId = first?.lead?.leadId;
	const owed = payload.consent?.pending === true && !received.repeated;
	const believed = first?.outcome === 'new' || first?.outcome === 'updated';
	if (believed && leadId !== undefined && visitor !== '')
		await stitch(context, [{ visitor, leadId }]);
	return {
		...thanks(context, { embedded, ...(leadId ? { leadId } : {}) }),
		received: { ...received, payload },
		...(owed && believed ? { mails: true as const } : {}),
	};
}

function payloadOf(
	{ site, now, options }: FormContext,
	form: FormDefinition,
	entered: Entered,
	more: {
		ticket: FormTicket | undefined;
		trap: boolean;
		limit: string | undefined;
		way: string;
		page: FormPayload['page'];
		knownEmail?: string;
	},
): FormPayload {
	const { consent, kind, title } = site.form;
	const internal = kind === 'internal';
	const answers = Object.fromEntries(
		form.fields.flatMap(({ key, name }) => {
			const value = entered.values[name] ?? '';
			return value === '' ? [] : [[key, value] as const];
		}),
	);
	const signs: FormSigns = {
		trap: more.trap,
		signed: more.ticket !== undefined,
		leastSeconds: internal || more.knownEmail ? 0 : site.limits.leastSeconds,
		...(more.ticket ? { seconds: Math.round((now - more.ticket.shownAt) / 100) / 10 } : {}),
		...(more.limit ? { limit: more.limit } : {}),
	};
	const way = internal ? (ways.find((one) => one === more.way) ?? ways[0]) : undefined;
	return {
		leadForm: kind,
		form: title,
		...(more.ticket ? { submissionId: more.ticket.id } : {}),
		answers: { ...answers, ...(more.knownEmail ? { email: more.knownEmail } : {}) },
		page: more.page,
		...(way ? { way } : {}),
		...(consent && entered.consent
			? {
					consent: {
						channel: 'email' as const,
						purpose: consent.purpose,
						text: consent.text,
						textVersion: consent.version,
						...(site.capture.confirmFor ? { pending: true, confirmAt: options.address } : {}),
					},
				}
			: {}),
		signs,
	};
}

function valueOf(form: FormDefinition, { values }: Entered, key: string): string | undefined {
	const field = form.fields.find((one) => one.key === key);
	return field && (values[field.name] || undefined);
}

/** Our own page is sandboxed and says 'null'; its token tells that it is ours. Programs send no origin at all. */
function fromAllowedOrigin({ options }: FormContext, origin: string | undefined): boolean {
	if (origin === undefined || origin === 'null') return true;
	const allowed = options.allowedOrigins.map((one) => one.replace(/\/+$/u, '').toLowerCase());
	if (allowed.includes('*') || allowed.includes(origin.toLowerCase())) return true;
	return URL.canParse(options.address) && new URL(options.address).origin === origin;
}
