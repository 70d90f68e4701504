import { languages } from '../../core/form/words';
import { domainOf } from '../../mail';
import type { StoredLead } from '../../store/port';
import { html } from '../../web/html';
import { confirmUrl } from '../../web/links';
import type { FormContext } from './types';

/** A confirmation mail ready to be sent. Nothing in it was written by whoever filled in the form. */
export interface ConfirmationMail {
	to: string;
	subject: string;
	text: string;
	html: string;
	/** The link alone, for mails of the user's own. */
	confirmUrl: string;
}

const hour = 3_600_000;
const day = 24 * hour;
/** So long a link in a confirmation mail is good. */
const linkMs = 72 * hour;
/** One address gets at most one confirmation mail a day and three in thirty days, whoever asks. */
const mailLimits = [
	{ most: 1, withinMs: day },
	{ most: 3, withinMs: 30 * day },
];

/** The mail that asks a lead to confirm; `once` tells this request from later ones. */
export function confirmationMail(
	{ site, secrets, options, settings, now }: FormContext,
	who: { leadId: string; email: string },
	once: string,
): ConfirmationMail {
	const words = languages[site.form.language];
	const link = confirmUrl(secrets, options.address, { ...who, once }, now + linkMs);
	const from = options.look.name ?? settings.name;
	const body = html`<p>${words.mailText}</p>
		<p>
			<a
				href="${link}"
				style="display:inline-block;padding:12px 20px;background:#1f5fbf;color:#ffffff;text-decoration:none;border-radius:6px"
				>${words.confirmButton}</a
			>
		</p>
		<p style="color:#555">${words.mailNote}</p>
		<p style="color:#555">${from}</p>`;
	return {
		to: who.email,
		subject: words.mailSubject,
		text: `${words.mailText}\n\n${link}\n\n${words.mailNote}\n\n${from}`,
		html: body.text,
		confirmUrl: link,
	};
}

/** Whether an address may get a confirmation mail now; counted when the answer is yes, and once however often the same mail is tried. */
export async function mayAsk(
	{ store }: Pick<FormContext, 'store'>,
	{ email, receiptId }: { email: string; receiptId: string },
): Promise<boolean> {
	const [free] = await store.take([
		{ key: `confirm:${email.toLowerCase()}`, limits: mailLimits, once: receiptId },
	]);
	return free === true;
}

/** Who unsubscribed may subscribe again; who complained, bounced or asked to be forgotten is left alone. */
export async function isLeftAlone(
	{ store }: Pick<FormContext, 'store'>,
	email: string,
): Promise<boolean> {
	const kept = await store.suppressed([
		{ kind: 'email', value: email },
		{ kind: 'domain', value: domainOf(email) },
	]);
	return kept.some(
		({ reason, scope }) => reason !== 'unsubscribed' && /^(all|email)$/u.test(scope),
	);
}

/** The mail's link leads where the form was filled in. */
export function withAddress(context: FormContext, address: string): FormContext {
	return { ...context, options: { ...context.options, address } };
}

/** The address of a lead that still has to confirm. */
export function waiting(stored: StoredLead | undefined): string | undefined {
	const { lead } = stored ?? {};
	return lead?.consent?.some(({ pending }) => pending) && lead.stage !== 'erased'
		? lead.email
		: undefined;
}
