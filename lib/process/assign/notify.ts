import { leadCard, type CardPages } from '../../core/assign/card';
import type { Assignment, Card, Rep } from '../../core/assign/types';
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

/** How long a run holds the cards of a slice: longer than its mails take. */
const holdMs = 10 * 60_000;

/**
 * Mails each new owner a card of the lead, once per assignment. A card is owed since the assignment, so one that a run before
 * this could not send, or did not live to send, is sent now. Pausing all sending stops it, test mode sends it to the test
 * address. Answers in the order of the outcomes; undefined where nobody was to be told.
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
			const owed = await cardsOf(context, slice);
			const touches = await touchesOf(context, [...owed.keys()]);
			const answers = await Promise.all(
				slice.map(async (outcome): Promise<Sent | undefined> => {
					if (outcome.kind === 'unassigned') return undefined;
					const { lead, rep } = outcome;
					const assignment = owed.get(lead.leadId);
					if (assignment === undefined) return undefined;
					owed.delete(lead.leadId);
					const { assignmentId } = assignment;
					const notSent = (why: string, state: Card['state'] = 'owed'): Sent => ({
						told: { kind: 'notSent', why },
						card: { assignmentId, state },
					});
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
						`card:${assignmentId}`,
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
					if (sent.kind === 'accepted')
						return { told: { kind: 'sent' }, card: { assignmentId, state: 'told' } };
					// What a server may have taken is not sent twice.
					const isOpen = sent.kind === 'deferred' || sent.kind === 'stopped';
					return notSent(sent.why, isOpen ? 'owed' : 'untold');
				}),
			);
			const cards = answers.flatMap((answer) => answer?.card ?? []);
			if (cards.length > 0) await store.settleCards(cards);
			for (const [place, answer] of answers.entries()) told[start + place] = answer?.told;
			await context.pause?.();
		}
	} finally {
		pool.close();
	}
	return told;
}

/** What became of one card, for the user and for the store. */
interface Sent {
	told: Told;
	card: { assignmentId: string; state: Card['state'] };
}

/** The cards that are owed to the owners of these leads, by lead; nobody else sends them now. */
async function cardsOf(
	{ store, now }: ProcessContext,
	outcomes: readonly AssignOutcome[],
): Promise<Map<string, Assignment>> {
	const leadIds = outcomes.flatMap((one) => (one.kind === 'unassigned' ? [] : [one.lead.leadId]));
	if (leadIds.length === 0) return new Map();
	const until = new Date(now + holdMs).toISOString();
	const owed = await store.takeCards({ leadIds, until });
	return new Map(owed.map((assignment) => [assignment.leadId, assignment]));
}

async function touchesOf(
	{ store }: ProcessContext,
	leadIds: string[],
): Promise<Map<string, Touchpoint[]>> {
	const byLead = new Map<string, Touchpoint[]>();
	if (leadIds.length === 0) return byLead;
	for (const touch of await store.touchpoints({ leadIds, perLead })) {
		const { leadId = '' } = touch;
		byLead.set(leadId, [...(byLead.get(leadId) ?? []), touch]);
	}
	return byLead;
}
