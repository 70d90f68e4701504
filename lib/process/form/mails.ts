import {
	composeMail,
	domainOf,
	messageIdOf,
	readAddress,
	smtpPool,
	type MailAddress,
	type SmtpCredential,
} from '../../mail';
import {
	confirmationMail,
	isLeftAlone,
	mayAsk,
	waiting,
	withAddress,
	type ConfirmationMail,
} from './confirmation';
import type { Confirmation } from '../../store/port';
import type { FormContext } from './types';

const hour = 3_600_000;
const leaseMs = 10 * 60_000;
const atOnce = 50;
const mostAttempts = 12;

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
	const { store, settings } = context;
	const result: MailsSent = { sent: 0, dropped: 0, putOff: 0 };
	const claimed = await claim(context);
	if (claimed.length === 0) return result;
	const sender = readAddress(from || (settings.from ?? ''));
	const pool = smtpPool(smtp, { maxConnections: 3, messagesPerConnection: 50 });
	try {
		await Promise.all(
			claimed.map(async ({ receiptId, leadId, address, attempts, email }) => {
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
	if (await isLeftAlone(context, email)) return 'dropped';
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
		// Counted at the last moment, and by receipt: neither a server that is away nor one that wants it again uses an address's mail up.
		async () => {
			allowed = await mayAsk(context, { email, receiptId });
			return allowed ? 'go' : 'stop';
		},
	);
	if (!allowed) return 'dropped';
	// What may have arrived is not sent a second time.
	if (sent.kind === 'accepted' || sent.kind === 'uncertain') return 'sent';
	return sent.kind === 'refused' ? 'dropped' : { why: sent.why };
}

/** Confirmation mails that somebody else is to send. */
export interface HandedOver {
	mails: Array<ConfirmationMail & { leadId: string }>;
	/** To be called when they were taken; until then they come again after ten minutes. */
	settle(): Promise<void>;
}

/** Hands over the confirmation mails that a form owes, at most 50; none while all sending is paused. */
export async function handOverConfirmations(context: FormContext): Promise<HandedOver> {
	const { store, settings } = context;
	const claimed = settings.sendingPaused ? [] : await claim(context);
	const mails: HandedOver['mails'] = [];
	for (const { receiptId, leadId, address, email } of claimed) {
		if (email === undefined || (await isLeftAlone(context, email))) continue;
		if (!(await mayAsk(context, { email, receiptId }))) continue;
		mails.push({
			leadId,
			...confirmationMail(withAddress(context, address), { leadId, email }, receiptId),
		});
	}
	const settle = async () =>
		await store.settleConfirmations(claimed.map(({ receiptId }) => ({ receiptId })));
	if (mails.length === 0 && claimed.length > 0) await settle();
	return { mails, settle };
}

/** Mails that are due, with the address of whoever still has to confirm. */
async function claim({
	store,
	site,
}: FormContext): Promise<Array<Confirmation & { attempts: number; email: string | undefined }>> {
	const claimed = await store.claimConfirmations({ form: site.source, leaseMs, limit: atOnce });
	if (claimed.length === 0) return [];
	const found = await store.getLeads([...new Set(claimed.map(({ leadId }) => leadId))]);
	const leads = new Map(found.map((stored) => [stored.lead.leadId, stored]));
	return claimed.map((one) => ({ ...one, email: waiting(leads.get(one.leadId)) }));
}
