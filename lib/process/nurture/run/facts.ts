import type { DueFacts } from '../../../core/nurture/decide';
import { exitsPerLead } from '../../../core/nurture/exits';
import type { Suppression } from '../../../core/nurture/types';
import type { Lead } from '../../../core/lead/lead';
import type { Touchpoint } from '../../../core/lead/touchpoint';
import { domainOf } from '../../../mail';
import type { DueStep, LeadStore, MailboxHold } from '../../../store/port';

/** What a batch of due steps is decided on, read in a handful of queries; `sent` grows as the batch decides to send. */
export interface BatchFacts {
	of(due: DueStep): DueFacts;
	/** Notes a message that is about to leave, so that the next decision of the batch counts it. */
	count(leadId: string, domain: string, at: number): void;
	/** Since when and why the mailbox was last refused by its server; absent where it was not. */
	hold?: MailboxHold;
	/** The newest plan of messages that the counts know of. */
	turn?: string;
	/** Notes one more that waits for the mailbox's daily limit. */
	countWaiting(): void;
}

const dayMs = 86_400_000;

/** What may have ended sequences of leads since an instant; who answered and then looked at pages all day has still answered. */
export async function readExits(
	store: LeadStore,
	leadIds: string[],
	since: string,
): Promise<Touchpoint[]> {
	return await store.touchpoints({ leadIds, since, perLead: exitsPerLead, only: 'exits' });
}

/** Reads exits, suppressions and sent messages of the leads of a batch. */
export async function readFacts(
	store: LeadStore,
	batch: readonly DueStep[],
	mailbox: string,
	now: number,
): Promise<BatchFacts> {
	const leadIds = [...new Set(batch.map(({ enrolment }) => enrolment.leadId))];
	const since = batch.reduce(
		(first, { enrolment }) => (enrolment.enrolledAt < first ? enrolment.enrolledAt : first),
		iso(now),
	);
	const [touchpoints, suppressions, counts, state] = await Promise.all([
		readExits(store, leadIds, since),
		store.suppressed(batch.flatMap(({ lead: { lead } }) => addressesOf(lead))),
		store.sentCounts({
			leadIds,
			mailbox,
			since: iso(now - 31 * dayMs),
			mailboxSince: iso(now - dayMs),
		}),
		store.nurtureState(),
	]);
	const touchesOf = Map.groupBy(touchpoints, ({ leadId }) => leadId ?? '');
	const blocked = Map.groupBy(suppressions, ({ kind, value }) => `${kind} ${value.toLowerCase()}`);
	const sentToLead = new Map(
		leadIds.map((leadId): [string, number[]] => [
			leadId,
			(counts.byLead[leadId] ?? []).map(Date.parse),
		]),
	);
	const byMailbox: number[] = [];
	const byDomain = new Map<string, number[]>();
	const count = (domain: string, at: number) => {
		byMailbox.push(at);
		const known = byDomain.get(domain);
		if (known === undefined) byDomain.set(domain, [at]);
		else known.push(at);
	};
	for (const { at, domain } of counts.byMailbox) count(domain, Date.parse(at));
	for (const due of batch) forgetOwn(due, sentToLead, byMailbox);
	let waiting = state.held.find(({ reason }) => reason === 'mailboxLimit')?.count ?? 0;
	let firstAt = counts.firstByMailbox === undefined ? undefined : Date.parse(counts.firstByMailbox);
	const { hold } = counts;
	const heldUntil = hold === undefined ? undefined : Date.parse(hold.until);
	return {
		hold,
		turn: counts.turn,
		of: (due) => ({
			enrolment: due.enrolment,
			sequence: due.sequence,
			lead: due.lead.lead,
			delivery: due.delivery,
			taskOpen: due.openTask !== undefined,
			touchpoints: touchesOf.get(due.enrolment.leadId) ?? noTouchpoints,
			suppressions: addressesOf(due.lead.lead).flatMap(
				({ kind, value }) => blocked.get(`${kind} ${value}`) ?? [],
			),
			sentToLead: sentToLead.get(due.enrolment.leadId) ?? [],
			mailbox: {
				byMailbox,
				byDomain,
				waiting,
				...(firstAt !== undefined && { firstAt }),
				...(heldUntil !== undefined && { heldUntil }),
			},
		}),
		count(leadId, domain, at) {
			count(domain, at);
			sentToLead.get(leadId)?.push(at);
			firstAt ??= at;
		},
		countWaiting() {
			waiting++;
		},
	};
}

const noTouchpoints: readonly Touchpoint[] = [];

/** Everything of a lead by which it may be suppressed. */
export function addressesOf(lead: Lead): Array<Pick<Suppression, 'kind' | 'value'>> {
	const email = lead.email?.toLowerCase();
	return [
		...(email === undefined ? [] : [{ kind: 'email' as const, value: email }]),
		...(email === undefined ? [] : [{ kind: 'domain' as const, value: domainOf(email) }]),
		...(lead.phoneE164 === undefined ? [] : [{ kind: 'phone' as const, value: lead.phoneE164 }]),
	];
}

/** A message whose sender vanished before the dot is counted as under way, but must not stand in its own way. */
function forgetOwn(
	{ enrolment, delivery }: DueStep,
	sentToLead: Map<string, number[]>,
	sent: number[],
): void {
	if (delivery?.state !== 'claimed' && delivery?.state !== 'offering') return;
	const planned = Date.parse(delivery.plannedAt);
	const own = sentToLead.get(enrolment.leadId) ?? [];
	const nearest = own.reduce(
		(best, at, index) =>
			Math.abs(at - planned) < Math.abs((own[best] ?? 0) - planned) ? index : best,
		0,
	);
	const [removed] = own.splice(nearest, 1);
	const place = removed === undefined ? -1 : sent.indexOf(removed);
	if (place >= 0) sent.splice(place, 1);
}

function iso(instant: number): string {
	return new Date(instant).toISOString();
}
