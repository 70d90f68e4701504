import { createHash } from 'node:crypto';
import type { TakenBack } from '../../../core/nurture/lastLook';
import type { Planner } from '../../../core/nurture/plan';
import type { Delivery, Enrolment, Sequence, Step } from '../../../core/nurture/types';
import type { Lead } from '../../../core/lead/lead';
import type { Touchpoint } from '../../../core/lead/touchpoint';
import type { SendOutcome } from '../../../mail';
import type { DeliveryMove, MailboxHold } from '../../../store/port';

/** A message that was offered, with what is needed to write down its fate. */
export interface Offered {
	delivery: Delivery;
	fence: number;
	enrolment: Enrolment;
	sequence: Sequence;
	step: Step;
	lead: Lead;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** RFC 5321, 4.5.4.1: give up after four to five days. */
const giveUpAfterMs = 5 * 24 * hourMs;
/** So often and for at least two days a refusal by policy is met before it counts for the recipient. */
const policyAttempts = 5;

/**
 * What is written for an outcome: the delivery's state and, in the same transaction, where the enrolment goes on.
 * `at` is when it happened, by the store's clock.
 */
export function settlement(
	offered: Offered,
	outcome: Exclude<SendOutcome, { kind: 'stopped' }>,
	planner: Planner,
	at: number,
	newId: () => string,
): DeliveryMove {
	const { delivery, fence, enrolment, sequence, step, lead } = offered;
	const base = { deliveryId: delivery.deliveryId, fence };
	const touch = (type: string, meta: Record<string, unknown>): Touchpoint[] => [
		{
			touchId: newId(),
			leadId: lead.leadId,
			type,
			direction: type === 'email.sent' ? 'out' : 'in',
			channel: 'email',
			campaign: sequence.name,
			content: step.name || step.stepId,
			...(typeof meta['outcome'] === 'string' && { outcome: meta['outcome'] }),
			actor: { kind: 'machine', confidence: 1 },
			occurredAt: iso(at),
			receivedAt: iso(at),
			source: 'nurture',
			sourceId: `${delivery.deliveryId}:${type}`,
			meta: { messageId: delivery.messageId, stepId: step.stepId, ...meta },
		},
	];
	switch (outcome.kind) {
		case 'accepted':
			return {
				...base,
				to: 'accepted',
				// A sweep may have called it uncertain while we still waited: the answer settles it.
				from: ['dotPending', 'uncertain'],
				detail: outcome.reply,
				enrolment: {
					...planner.next(enrolment, sequence, lead, at),
					lastMessageId: delivery.messageId,
				},
				touchpoints: touch('email.sent', {
					mailbox: delivery.mailbox,
					...(delivery.variant && { variant: delivery.variant }),
					...(outcome.serverMessageId && { serverMessageId: outcome.serverMessageId }),
				}),
			};
		case 'uncertain':
			return {
				...base,
				to: 'uncertain',
				from: ['claimed', 'offering', 'dotPending'],
				detail: outcome.why,
				enrolment: held(enrolment, 'uncertain', at + 24 * hourMs),
			};
		case 'refused': {
			const gone = outcome.cause === 'address';
			const stoppedBy = gone ? 'bounce' : outcome.cause === 'recipient' ? 'refused' : undefined;
			return {
				...base,
				to: 'refused',
				from: ['claimed', 'offering', 'dotPending'],
				detail: outcome.why,
				enrolment: stoppedBy
					? { ...enrolment, state: 'stopped', stoppedBy }
					: planner.next(enrolment, sequence, lead, at),
				touchpoints: touch('email.bounce', {
					outcome: gone ? 'hard' : 'refused',
					reply: outcome.why,
				}),
				...(gone && {
					suppress: [
						{
							kind: 'email',
							value: delivery.to,
							scope: 'email',
							reason: `bounce: ${outcome.why}`,
							at: iso(at),
						},
					],
				}),
			};
		}
		case 'deferred': {
			const given = givenUp(delivery, outcome, at);
			if (given !== undefined) return settlement(offered, given, planner, at, newId);
			const dueAt = at + retryDelay(delivery, outcome.cause);
			return {
				...base,
				to: 'deferred',
				from: ['claimed', 'offering', 'dotPending'],
				detail: outcome.why,
				dueAt: iso(dueAt),
				enrolment: held(enrolment, 'deferred', dueAt),
			};
		}
	}
}

/** What is written for a message that the store took back at the gate, where its delivery was settled already: its enrolment follows. */
export function putBack(
	{ deliveryId }: Delivery,
	{ fence, enrolment }: Pick<Offered, 'fence' | 'enrolment'>,
	why: TakenBack,
): DeliveryMove {
	const base = { deliveryId, fence, detail: why.reason };
	if (why.kind === 'hold') {
		const waiting = held(enrolment, why.reason, why.retryAt);
		return { ...base, to: 'planned', from: ['planned'], enrolment: waiting };
	}
	const ended: Enrolment = { ...enrolment, state: 'stopped', stoppedBy: why.reason };
	return { ...base, to: 'cancelled', from: ['cancelled'], enrolment: ended };
}

/**
 * The refusal that a deferral has become by being repeated for too long; undefined while it is worth asking again. What is
 * about us (login, sender, network) never becomes one: no lead is lost to our own trouble.
 */
export function givenUp(
	{ plannedAt, attempt }: Pick<Delivery, 'plannedAt' | 'attempt'>,
	{ cause, why }: Extract<SendOutcome, { kind: 'deferred' }>,
	at: number,
): Extract<SendOutcome, { kind: 'refused' }> | undefined {
	const age = at - Date.parse(plannedAt);
	if (cause === 'temporary' && age > giveUpAfterMs)
		return { kind: 'refused', why: `Given up: ${why}`, cause: 'message' };
	// `attempt` does not count the one that has just been refused.
	if (cause === 'policy' && age >= 2 * 24 * hourMs && attempt + 1 >= policyAttempts)
		return { kind: 'refused', why: `Given up: ${why}`, cause: 'recipient' };
	return undefined;
}

/** The enrolment with its step put off. */
export function held(enrolment: Enrolment, reason: string, until: number): Enrolment {
	return { ...enrolment, dueAt: iso(until), heldReason: reason };
}

/**
 * How long until the next try: a server's 'not now' after 1, 4, then every 24 hours; a refusal by policy after 4, 16, then every
 * 24 hours; trouble on our side sooner, growing to 4 hours, or to the hour for which a mailbox is held. Up to a fifth is added by the delivery's own number, so that a batch does not come back all at once.
 */
function retryDelay({ deliveryId, attempt }: Delivery, cause: string): number {
	const tries = Math.max(0, attempt);
	const delay =
		cause === 'temporary'
			? ([1, 4][tries] ?? 24) * hourMs
			: cause === 'policy'
				? ([4, 16][tries] ?? 24) * hourMs
				: Math.min(holds(cause) ? hourMs : 4 * hourMs, 10 * minuteMs * 2 ** Math.min(tries, 6));
	const share = (createHash('sha256').update(deliveryId).digest()[0] ?? 0) / 255;
	return Math.round(delay * (1 + share / 5));
}

/** Whether an outcome is about the mailbox that sends, so that everything it has to send waits. */
export function holds(cause: string | undefined): boolean {
	return cause === 'login' || cause === 'sender';
}

/** The hold of a mailbox after one more refusal: 10 minutes, doubled each time, at most an hour. */
export function longerHold(before: MailboxHold | undefined, why: string, at: number): MailboxHold {
	const tries = (before?.tries ?? 0) + 1;
	const pause = Math.min(hourMs, 10 * minuteMs * 2 ** Math.min(tries - 1, 6));
	return { until: iso(at + pause), why, tries };
}

function iso(instant: number): string {
	return new Date(instant).toISOString();
}
