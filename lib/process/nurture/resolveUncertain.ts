import { planner } from '../../core/nurture/plan';
import type { Delivery, Enrolment } from '../../core/nurture/types';
import type { DeliveryMove } from '../../store/port';
import type { ProcessContext } from '../context';

/** What a person decided about mails of which nobody knows whether they arrived. */
export type Resolution = 'list' | 'arrived' | 'sendAgain' | 'skip';

/** An uncertain mail and what was done about it. */
export interface Resolved {
	delivery: Delivery;
	outcome: 'listed' | 'resolved' | 'gone';
}

const most = 1_000;

/**
 * Settles uncertain deliveries by a person's word: it arrived (the sequence goes on), it did not (sent again with the same
 * Message-ID), or skip it. Nothing here happens by itself.
 *
 * @param only deliveries of these leads; all of the workspace while undefined
 */
export async function resolveUncertain(
	ctx: ProcessContext,
	resolution: Resolution,
	only?: { leadIds?: string[]; deliveryIds?: string[] },
): Promise<Resolved[]> {
	const { store } = ctx;
	await store.sweepDeliveries();
	const found = await store.deliveries({
		states: ['uncertain'],
		...(only?.leadIds && { leadIds: only.leadIds }),
		limit: most,
	});
	const chosen = found.filter(({ deliveryId }) => only?.deliveryIds?.includes(deliveryId) ?? true);
	if (resolution === 'list' || chosen.length === 0) {
		return chosen.map((delivery) => ({ delivery, outcome: 'listed' }));
	}
	const moves = await movesFor(ctx, chosen, resolution);
	const answers = await store.moveDeliveries(moves);
	return chosen.map((delivery, index) => ({
		delivery: { ...delivery, state: moves[index]?.to ?? delivery.state },
		outcome: answers[index] === 'done' ? 'resolved' : 'gone',
	}));
}

async function movesFor(
	ctx: ProcessContext,
	chosen: readonly Delivery[],
	resolution: Exclude<Resolution, 'list'>,
): Promise<DeliveryMove[]> {
	const { store, by } = ctx;
	const leadIds = [...new Set(chosen.map(({ leadId }) => leadId))];
	const [enrolments, leads, now] = await Promise.all([
		store.enrolmentsOf(leadIds),
		store.getLeads(leadIds),
		store.now(),
	]);
	const sequences = await store.getSequences(
		enrolments.map(({ sequence, version }) => ({ name: sequence, version })),
	);
	const plan = planner(ctx.settings);
	const at = new Date(now).toISOString();
	return chosen.map((delivery): DeliveryMove => {
		const base = {
			deliveryId: delivery.deliveryId,
			fence: delivery.fence,
			from: ['uncertain' as const],
		};
		const enrolment = enrolments.find(({ enrolmentId }) => enrolmentId === delivery.enrolmentId);
		const sequence = sequences.find(
			({ name, version }) => name === enrolment?.sequence && version === enrolment.version,
		);
		const lead = leads.find((stored) => stored.lead.leadId === delivery.leadId)?.lead;
		const current =
			enrolment !== undefined && sequence?.steps[enrolment.stepIndex]?.stepId === delivery.stepId;
		const next: Enrolment | undefined =
			current && sequence !== undefined && lead !== undefined
				? plan.next(enrolment, sequence, lead, now)
				: undefined;
		if (resolution === 'sendAgain') {
			return {
				...base,
				to: 'deferred',
				dueAt: at,
				detail: `To be sent again, decided by ${by}.`,
				...(current && { enrolment: { ...enrolment, heldReason: undefined, dueAt: at } }),
			};
		}
		if (resolution === 'skip') {
			return {
				...base,
				to: 'cancelled',
				detail: `Skipped by ${by}.`,
				...(next && { enrolment: next }),
			};
		}
		return {
			...base,
			to: 'accepted',
			detail: `Has arrived, says ${by}.`,
			...(next && { enrolment: { ...next, lastMessageId: delivery.messageId } }),
			touchpoints: [
				{
					touchId: ctx.newId(),
					leadId: delivery.leadId,
					type: 'email.sent',
					direction: 'out',
					channel: 'email',
					actor: { kind: 'machine', confidence: 1 },
					occurredAt: delivery.settledAt ?? at,
					receivedAt: at,
					source: 'nurture',
					sourceId: `${delivery.deliveryId}:email.sent`,
					meta: { messageId: delivery.messageId, stepId: delivery.stepId, resolvedBy: by },
				},
			],
		};
	});
}
