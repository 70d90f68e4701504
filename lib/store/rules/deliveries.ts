import type { TakenBack } from '../../core/nurture/lastLook';
import type { Delivery, DeliveryState, Enrolment, Sequence } from '../../core/nurture/types';
import type { DeliveryMove, EnrolmentMove, SentCounts } from '../types';
import { toInstant } from '../rows/instants';
import { int, text } from '../rows/values';

/** States in which nothing can have been accepted by a server yet. */
export const beforeDot: readonly DeliveryState[] = ['planned', 'claimed', 'offering', 'deferred'];

/** States that count against caps: under way, sent, or possibly sent. */
const counted: readonly DeliveryState[] = [
	'claimed',
	'offering',
	'dotPending',
	'accepted',
	'uncertain',
	'handedOver',
];
const settled: readonly DeliveryState[] = [
	'accepted',
	'refused',
	'uncertain',
	'handedOver',
	'cancelled',
];

/** Under which name the newest plan of messages is kept. */
export const planTurn = 'planTurn';

/** The plan that the messages of a request are part of, where it says so. */
export function turnOf(
	moves: ReadonlyArray<Pick<EnrolmentMove, 'delivery' | 'turn'>>,
): EnrolmentMove['turn'] {
	return moves.find(({ delivery, turn }) => delivery !== undefined && turn !== undefined)?.turn;
}

/** Under which name a mailbox's hold is kept. */
export function holdOf(mailbox: string): string {
	return `hold ${mailbox.toLowerCase()}`;
}

/**
 * What caps need to know of a mailbox.
 * @param newestFirst its messages: when each counts, and to which address
 * @param firstAt when its first message ever counts, where there is one
 * @param hold its hold as it is kept
 */
export function mailboxCounts(
	newestFirst: ReadonlyArray<Record<string, unknown>>,
	firstAt: unknown,
	hold: string | undefined,
): Omit<SentCounts, 'byLead'> {
	const byMailbox = newestFirst
		.map((row) => ({
			at: toInstant(int(row['counted_at'])),
			domain: text(row['address']).split('@').at(-1)?.toLowerCase() ?? '',
		}))
		.reverse();
	return {
		byMailbox,
		...(typeof firstAt === 'number' ? { firstByMailbox: toInstant(firstAt) } : {}),
		...(hold === undefined ? {} : { hold: JSON.parse(hold) }),
	};
}

/** A delivery with its place in the table. */
export interface FoundDelivery {
	id: number;
	countedAt: number | null;
	delivery: Delivery;
}

/** When a delivery that is new in the books counts for caps, or null. */
export function countedFrom(state: DeliveryState, now: number): number | null {
	return counted.includes(state) ? now : null;
}

/** A known delivery as it is written: stamped when its fate is known, and with the time it counts for caps. */
export function asWritten(
	before: FoundDelivery,
	delivery: Delivery,
	now: number,
): { doc: Delivery; countedAt: number | null } {
	const was = before.delivery.state;
	const { state } = delivery;
	const doc: Delivery = { ...delivery };
	if (!settled.includes(state)) delete doc.settledAt;
	else if (was !== state) doc.settledAt = toInstant(now);
	const since = state === 'accepted' && was !== state ? now : (before.countedAt ?? now);
	return { doc, countedAt: counted.includes(state) ? since : null };
}

/** What there is at most one delivery of. */
export type StepKey = Pick<Delivery, 'enrolmentId' | 'stepId' | 'generation' | 'repeat'>;

/** The step at which an enrolment stands; one past the end has no deliveries. */
export function standsAt(
	{ enrolmentId, generation, repeat, stepIndex }: Enrolment,
	{ steps }: Sequence,
): StepKey {
	return { enrolmentId, stepId: steps[stepIndex]?.stepId ?? '', generation, repeat };
}

/** A delivery under the fence and lease of a claim. */
export function under(delivery: Delivery, fence: number, leaseEnd: number): Delivery {
	return { ...delivery, fence, leaseUntil: toInstant(leaseEnd) };
}

/** A delivery past the dot whose sender is gone. */
export function uncertain(delivery: Delivery, now: number): Delivery {
	return {
		...delivery,
		state: 'uncertain',
		detail:
			'The sender stopped before the server had answered: it may or may not have the message.',
		settledAt: toInstant(now),
	};
}

/** A delivery that is not sent after all: its sequence ends, or it waits as it was planned. */
export function takenBack(delivery: Delivery, why: TakenBack): Delivery {
	if (why.kind === 'exit') return { ...delivery, state: 'cancelled', detail: why.reason };
	return { ...delivery, state: 'planned', detail: why.reason, dueAt: toInstant(why.retryAt) };
}

/** A delivery after a move that its fence and states allow. */
export function moved(
	delivery: Delivery,
	move: Pick<DeliveryMove, 'to' | 'detail' | 'dueAt'>,
): Delivery {
	return {
		...delivery,
		state: move.to,
		...(move.detail === undefined ? {} : { detail: move.detail }),
		...(move.dueAt === undefined ? {} : { dueAt: move.dueAt }),
		...(move.to === 'offering' && delivery.state !== 'offering'
			? { attempt: delivery.attempt + 1 }
			: {}),
	};
}
