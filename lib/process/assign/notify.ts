import { leadCard, type CardPages } from '../../core/assign/card';
import type { Rep } from '../../core/assign/types';
import type { Lead } from '../../core/lead/lead';
import type { Touchpoint } from '../../core/lead/touchpoint';
import {
	composeMail,
	domainOf,
	messageIdOf,
	readAddress,
	smtpPool,
	type SmtpCredential,
} from '../../mail';
import { leadPageUrl, queuePageUrl } from '../../web/links';
import type { ProcessContext } from '../context';
import type { AssignOutcome } from './assign';

/** What became of telling an owner. */
export type Told = { kind: 'sent' } | { kind: 'notSent'; why: string };

const batch = 200;
const perLead = 20;
/** How long the links of a card open the lead's page, unless the lead gets another owner before, and the rep's list. */
const pageLastsMs = 30 * 86_400_000;

/**
 * Mails each new owner a card of the lead, once per assignment: only leads that were given out just now have one. Pausing
 * all sending stops it, test mode sends it to the test address. Answers in the order of the outcomes; undefined where nobody
 * was to be told.
 */
export async function tellOwners(
	context: ProcessContext,
	outcomes: readonly AssignOutcome[],
	smtp: SmtpCredential,
	from: string,
): Promise<Array<Told | undefined>> {
	const { settings, store } = context;
	const told: Array<Told | undefined> = outcomes.map(() => undefined);
	const sender = readAddress(from || (settings.from ?? ''));
	const pool = smtpPool(smtp, { maxConnections: 3, messagesPerConnection: 100 });
	const secrets = await store.secrets();
	const { hashSalt } = secrets;
	const pagesOf = ({ leadId, owner }: Lead, rep: Rep | undefined): CardPages => {
		const { publicAddress } = settings;
		if (publicAddress === undefined || owner === undefined) return {};
		const until = context.now + pageLastsMs;
		return {
			lead: leadPageUrl(secrets, publicAddress, { leadId, owner }, until),
			...(rep && { queue: queuePageUrl(secrets, publicAddress, rep.repId, until) }),
		};
	};
	try {
		for (let start = 0; start < outcomes.length; start += batch) {
			const slice = outcomes.slice(start, start + batch);
			const touches = await touchesOf(context, slice);
			const answers = await Promise.all(
				slice.map(async (outcome): Promise<Told | undefined> => {
					if (outcome.kind !== 'assigned') return undefined;
					const { lead, assignment, rep } = outcome;
					if (settings.sendingPaused) return notSent('All sending of the workspace is paused.');
					if (sender.kind === 'wrong') return notSent(`The sender ${sender.message}`);
					const to = readAddress(settings.testMode?.to ?? rep?.email ?? '');
					if (to.kind === 'wrong') return notSent(`The rep's address ${to.message}`);
					const card = leadCard(
						lead,
						rep ?? { name: '' },
						touches.get(lead.leadId) ?? [],
						assignment.why,
						pagesOf(lead, rep),
					);
					const messageId = messageIdOf(
						`card:${assignment.assignmentId}`,
						hashSalt,
						domainOf(sender.mailbox.address),
					);
					const mail = {
						from: sender.mailbox,
						to: to.mailbox,
						...card,
						messageId,
						date: context.now,
						headers: { 'Auto-Submitted': 'auto-generated' },
					};
					const parcel = {
						from: sender.mailbox.address,
						to: to.mailbox.address,
						raw: async () => await composeMail(mail),
					};
					const sent = await pool.send(parcel, async () => await Promise.resolve('go'));
					return sent.kind === 'accepted' ? { kind: 'sent' } : notSent(sent.why);
				}),
			);
			for (const [place, answer] of answers.entries()) told[start + place] = answer;
			await context.pause?.();
		}
	} finally {
		pool.close();
	}
	return told;
}

async function touchesOf(
	{ store }: ProcessContext,
	outcomes: readonly AssignOutcome[],
): Promise<Map<string, Touchpoint[]>> {
	const byLead = new Map<string, Touchpoint[]>();
	const leadIds = outcomes.flatMap((one) => (one.kind === 'assigned' ? [one.lead.leadId] : []));
	if (leadIds.length === 0) return byLead;
	for (const touch of await store.touchpoints({ leadIds, perLead })) {
		const { leadId = '' } = touch;
		byLead.set(leadId, [...(byLead.get(leadId) ?? []), touch]);
	}
	return byLead;
}

function notSent(why: string): Told {
	return { kind: 'notSent', why };
}
