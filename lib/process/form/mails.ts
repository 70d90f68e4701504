import { languages } from '../../core/form/words';
import {
	composeMail,
	domainOf,
	messageIdOf,
	readAddress,
	smtpPool,
	type MailAddress,
	type SmtpCredential,
} from '../../mail';
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
const leaseMs = 10 * 60_000;
const atOnce = 50;
const mostAttempts = 12;

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

/** Whether an address may get a confirmation mail now; counted when the answer is yes. */
export async function mayAsk(
	{ store }: Pick<FormContext, 'store'>,
	email: string,
): Promise<boolean> {
	const [free] = await store.take([{ key: `confirm:${email.toLowerCase()}`, limits: mailLimits }]);
	return free === true;
}

/** What became of the mails that were owed. */
export interface MailsSent {
	sent: number;
	/** Limits, pauses, leads that are gone or confirmed meanwhile. */
	dropped: number;
	/** To be tried again later. */
	putOff: number;
	why?: string;
}

/**
 * Sends the confirmation mails that a form owes, at most 50. What was claimed by a process that died comes again after ten minutes;
 * a server that does not take mail now is asked again, longer and longer, for about two days.
 */
export async function sendConfirmations(
	context: FormContext,
	smtp: SmtpCredential,
	from: string,
): Promise<MailsSent> {
	const { store, settings, site } = context;
	const result: MailsSent = { sent: 0, dropped: 0, putOff: 0 };
	const claimed = await store.claimConfirmations({ form: site.source, leaseMs, limit: atOnce });
	if (claimed.length === 0) return result;
	const sender = readAddress(from || (settings.from ?? ''));
	const leads = new Map<string, StoredLead>(
		(await store.getLeads([...new Set(claimed.map(({ leadId }) => leadId))])).map((one) => [
			one.lead.leadId,
			one,
		]),
	);
	const pool = smtpPool(smtp, { maxConnections: 3, messagesPerConnection: 50 });
	try {
		await Promise.all(
			claimed.map(async ({ receiptId, leadId, address, attempts }) => {
				const wait = Math.min(6 * hour, 60_000 * 2 ** Math.min(attempts, 12));
				const putOff = async (why: string) => {
					result.putOff += 1;
					result.why = why;
					await store.settleConfirmations([
						attempts >= mostAttempts ? { receiptId } : { receiptId, retryInMs: wait },
					]);
				};
				if (settings.sendingPaused) return await putOff('All sending of the workspace is paused.');
				if (sender.kind === 'wrong') return await putOff(`The sender ${sender.message}`);
				const email = waiting(leads.get(leadId));
				const outcome =
					email === undefined
						? ('dropped' as const)
						: await send(withAddress(context, address), pool, sender.mailbox, {
								receiptId,
								leadId,
								email,
							});
				if (typeof outcome === 'object') return await putOff(outcome.why);
				result[outcome] += 1;
				await store.settleConfirmations([{ receiptId }]);
			}),
		);
	} finally {
		pool.close();
	}
	return result;
}

async function send(
	context: FormContext,
	pool: ReturnType<typeof smtpPool>,
	from: MailAddress,
	{ receiptId, leadId, email }: { receiptId: string; leadId: string; email: string },
): Promise<'sent' | 'dropped' | { why: string }> {
	const { settings, store, now } = context;
	const to = readAddress(settings.testMode?.to ?? email);
	if (to.kind === 'wrong') return 'dropped';
	const mail = confirmationMail(context, { leadId, email }, receiptId);
	// Who unsubscribed may subscribe again; who complained, bounced or asked to be forgotten is left alone.
	const kept = await store.suppressed([
		{ kind: 'email', value: email },
		{ kind: 'domain', value: domainOf(email) },
	]);
	if (kept.some(({ reason, scope }) => reason !== 'unsubscribed' && /^(all|email)$/u.test(scope)))
		return 'dropped';
	const { hashSalt } = await store.secrets();
	let allowed = true;
	const sent = await pool.send(
		{
			from: from.address,
			to: to.mailbox.address,
			raw: async () =>
				await composeMail({
					from,
					to: { address: to.mailbox.address },
					subject: mail.subject,
					text: mail.text,
					html: mail.html,
					messageId: messageIdOf(`confirm:${receiptId}`, hashSalt, domainOf(from.address)),
					date: now,
					headers: { 'Auto-Submitted': 'auto-generated' },
				}),
		},
		// Counted at the last moment: a server that is away does not use an address's one mail a day up.
		async () => {
			allowed = await mayAsk(context, email);
			return allowed ? 'go' : 'stop';
		},
	);
	if (!allowed) return 'dropped';
	// What may have arrived is not sent a second time.
	if (sent.kind === 'accepted' || sent.kind === 'uncertain') return 'sent';
	return sent.kind === 'refused' ? 'dropped' : { why: sent.why };
}

/** The mail's link leads where the form was filled in. */
function withAddress(context: FormContext, address: string): FormContext {
	return { ...context, options: { ...context.options, address } };
}

/** The address of a lead that still has to confirm. */
function waiting(stored: StoredLead | undefined): string | undefined {
	const { lead } = stored ?? {};
	return lead?.consent?.some(({ pending }) => pending) && lead.stage !== 'erased'
		? lead.email
		: undefined;
}
