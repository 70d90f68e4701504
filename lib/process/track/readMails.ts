import { createHash } from 'node:crypto';
import { header, type Mail } from '../../core/mailbox/mail';
import { ownWords, readMail, type MailVerdict } from '../../core/mailbox/read';
import { messageIdOf } from '../../mail/messageId';
import { inBatches } from '../../store/batches';
import { hashOf } from '../../store/rules/suppression';
import type { ProcessContext } from '../context';
import { record, type RecordInput, type RecordResult } from './record';

/** What became of a mail. */
export interface MailResult {
	verdict: MailVerdict;
	/** One for each touchpoint that the mail stands for; a report may name several recipients. Empty for mail that is none of our business. */
	results: RecordResult[];
	/** What somebody should look at, in words. */
	alert?: string;
}

/**
 * Reads mails that came in and records what they mean: replies, bounces with their class, complaints, automatic answers,
 * requests to be taken off. Each mail counts once, by its Message-ID, however often it is delivered. A mail is matched
 * with its lead by the Message-ID of the mail it is about, else by the recipient or sender. `dryRun` says what would be recorded.
 */
export async function readMails(
	context: ProcessContext,
	mails: readonly Mail[],
	{ dryRun = false }: { dryRun?: boolean } = {},
): Promise<MailResult[]> {
	const { tokenKeys, hashSalt } = await context.store.secrets();
	const [key] = tokenKeys;
	const read = mails.map((mail) => {
		const verdict = readMail(mail, context.now);
		return { mail, verdict, ids: [...verdict.messageIds, ...tokenIds(mail, key?.key)] };
	});
	const ours = await deliveriesOf(
		context,
		read.flatMap(({ ids }) => ids),
	);
	const inputs: RecordInput[] = [];
	const places: Array<{ from: number; to: number }> = [];
	for (const { mail, verdict, ids } of read) {
		const from = inputs.length;
		const about = ids.map((id) => ours.get(id)).find((one) => one !== undefined);
		for (const input of inputsOf(mail, verdict, about, hashSalt)) inputs.push(input);
		places.push({ from, to: inputs.length });
		await context.pause?.();
	}
	const results = await record(context, inputs, { whenMissing: 'unmatched', dryRun });
	return read.map(({ verdict }, index) => {
		const { from, to } = places[index] ?? { from: 0, to: 0 };
		const alert = alertOf(verdict);
		return { verdict, results: results.slice(from, to), ...(alert ? { alert } : {}) };
	});
}

/** What is known of a mail of ours by its Message-ID. */
interface Ours {
	leadId: string;
	deliveryId: string;
	to: string;
	enrolmentId: string;
}

async function deliveriesOf(
	{ store }: ProcessContext,
	ids: readonly string[],
): Promise<Map<string, Ours>> {
	const deliveries = await inBatches(
		[...new Set(ids)],
		async (slice) => await store.deliveries({ messageIds: slice, limit: 1000 }),
	);
	return new Map(
		deliveries.map(({ messageId, leadId, deliveryId, to, enrolmentId }) => [
			messageId,
			{ leadId, deliveryId, to, enrolmentId },
		]),
	);
}

/** A mail to unsubscribe names the delivery in its subject; its Message-ID follows from that. */
function tokenIds(mail: Mail, key: string | undefined): string[] {
	const deliveryId = /\b[0-9A-HJKMNP-TV-Z]{26}\b/.exec(mail.subject)?.[0];
	if (!deliveryId || !key) return [];
	return mail.to.map((address) =>
		messageIdOf(deliveryId, key, address.slice(address.indexOf('@') + 1)),
	);
}

function inputsOf(
	mail: Mail,
	verdict: MailVerdict,
	about: Ours | undefined,
	salt: string,
): RecordInput[] {
	const base: RecordInput = {
		source: 'mail',
		externalId: identityOf(mail),
		...(mail.date !== undefined ? { happenedAt: mail.date } : {}),
	};
	const meta = {
		subject: mail.subject.slice(0, 300),
		from: mail.from,
		...(about ? { deliveryId: about.deliveryId, enrolmentId: about.enrolmentId } : {}),
	};
	switch (verdict.kind) {
		case 'bounce':
		case 'delayed':
		case 'delivered':
		case 'complaint': {
			const alone = verdict.recipients.length === 1;
			return verdict.recipients.map(({ address, reason, status, diagnostic }) => ({
				...base,
				externalId: `${identityOf(mail)}|${hashOf(salt, { kind: 'email', value: address })}`,
				type: reportTypes[verdict.kind],
				...(verdict.kind === 'bounce' ? { outcome: reason } : {}),
				...(about && (alone || about.to.toLowerCase() === address)
					? { leadId: about.leadId }
					: { email: address }),
				meta: {
					...meta,
					recipient: about && alone ? about.to : address,
					...(status ? { status } : {}),
					...(diagnostic ? { diagnostic: diagnostic.slice(0, 500) } : {}),
				},
			}));
		}
		case 'autoReply':
			return [
				{
					...base,
					...who(mail, about),
					type: 'email.autoReply',
					actor: 'machine',
					content: ownWords(mail.text).slice(0, 2000),
					meta: {
						...meta,
						...(verdict.returnAt ? { returnAt: verdict.returnAt } : {}),
						leftCompany: verdict.leftCompany,
					},
				},
			];
		case 'unsubscribe':
			return [
				{
					...base,
					...who(mail, about),
					type: 'email.unsubscribe',
					meta: { ...meta, recipient: about?.to ?? mail.from },
				},
			];
		case 'reply':
		case 'other':
			if (isBulk(mail)) return [];
			return [
				{
					...base,
					...who(mail, about),
					type: 'email.reply',
					content: ownWords(mail.text).slice(0, 10_000),
					meta,
				},
			];
	}
}

const reportTypes = {
	bounce: 'email.bounce',
	delayed: 'email.deferred',
	delivered: 'email.delivered',
	complaint: 'email.complaint',
} as const;

/** The mail it answers says whose lead it is, even when they write from another address; else the sender does. */
function who(mail: Mail, about: Ours | undefined): RecordInput {
	return about ? { leadId: about.leadId } : { email: mail.from };
}

/** Newsletters and machines' mails are nobody's answer. */
function isBulk(mail: Mail): boolean {
	if (header(mail, 'list-id') || header(mail, 'list-unsubscribe')) return true;
	if (/^(?:bulk|list|junk)$/i.test(header(mail, 'precedence') ?? '')) return true;
	const submitted = header(mail, 'auto-submitted')?.toLowerCase();
	return submitted !== undefined && submitted !== 'no';
}

/** Its Message-ID; a mail without one is known by what stands in it. */
export function identityOf(mail: Mail): string {
	if (mail.messageId) return mail.messageId;
	const hash = createHash('sha256').update(
		`${mail.from}\n${mail.date ?? ''}\n${mail.subject}\n${mail.text}`,
	);
	return `hash:${hash.digest('hex').slice(0, 32)}`;
}

function alertOf(verdict: MailVerdict): string | undefined {
	if (verdict.kind === 'complaint')
		return 'Somebody complained about a mail: they get no more. Look at who was mailed and why.';
	if (verdict.kind !== 'bounce') return undefined;
	const refused = verdict.recipients.find(({ reason }) => reason === 'policy');
	return (
		refused &&
		`A server refuses mail of this sender: ${refused.diagnostic?.slice(0, 200) ?? refused.status ?? 'no reason given'}. Pause sending and check the sending domain; the lead is not to blame.`
	);
}
