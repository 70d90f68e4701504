import type { Planner } from '../../../core/nurture/plan';
import { composeMail, type SendOutcome } from '../../../mail';
import type { DeliveryMove, MailboxHold, MoveAnswer } from '../../../store/port';
import type { ProcessContext } from '../../context';
import { batcher } from './batcher';
import type { Letter } from './moves';
import type { StepReport } from './report';
import type { RunOptions } from '../runDueSteps';
import { holds, longerHold, putBack, settlement } from './settle';

/**
 * Hands letters over side by side and writes down the fate of each. Their rows are claimed already; every change of state
 * that comes while another is being committed shares the next commit. Where the server refuses us rather than the lead, the mailbox
 * is held; `before` is its hold so far.
 */
export async function sendLetters(
	ctx: ProcessContext,
	{ courier, mailing }: Pick<RunOptions, 'courier' | 'mailing'>,
	plan: Planner,
	letters: readonly Letter[],
	before: MailboxHold | undefined,
): Promise<StepReport[]> {
	if (letters.length === 0) return [];
	const { store } = ctx;
	let left = letters.length;
	let refusal: string | undefined;
	let taken = false;
	const move = batcher(async (moves: DeliveryMove[]) => await store.moveDeliveries(moves), {
		// A connection stands still while a message waits at the gate; what is settled goes with the next gate.
		canWait: ({ to }) => to !== 'dotPending',
		expected: () => Math.min(left, courier.connections ?? 1),
	});
	let clock: Promise<number> | undefined;
	/** The store's time, asked once for all who ask while the answer is on its way. */
	const storeTime = async () => await (clock ??= store.now().finally(() => (clock = undefined)));
	const offering = await store.moveDeliveries(
		letters.map(({ delivery, due }) => ({
			deliveryId: delivery.deliveryId,
			fence: due.fence,
			to: 'offering',
			from: ['claimed'],
		})),
	);
	const one = async (letter: Letter): Promise<StepReport | undefined> => {
		const { delivery, due, mail, step } = letter;
		let gate: MoveAnswer | undefined;
		const parcel = {
			from: mailing.from.address,
			to: mail.to.address,
			raw: async () => await composeMail(mail, mailing.dkim),
		};
		const sending = courier.send(parcel, async () => {
			gate = await move({
				deliveryId: delivery.deliveryId,
				fence: due.fence,
				to: 'dotPending',
				from: ['offering'],
			});
			return gate === 'done' ? 'go' : 'stop';
		});
		// A message that cannot be made, e.g. with a key that is none, is our trouble and not the lead's.
		const outcome = await sending
			.catch((error: unknown): SendOutcome => ({
				kind: 'deferred',
				why: String(error),
				cause: 'policy',
			}))
			.finally(() => left--);
		if (outcome.kind === 'stopped') {
			// Somebody else holds the step now: it is theirs to write down.
			if (typeof gate !== 'object') return undefined;
			const stopped = putBack(delivery, due, gate);
			await move(stopped);
			return outcomeReport(letter, outcome, stopped);
		}
		const at = await storeTime();
		if (outcome.kind === 'accepted') taken = true;
		if (outcome.kind === 'deferred' && holds(outcome.cause)) refusal = outcome.why;
		const offered = {
			delivery,
			fence: due.fence,
			enrolment: due.enrolment,
			sequence: due.sequence,
			step,
			lead: due.lead.lead,
		};
		const settled = settlement(offered, outcome, plan, at, ctx.newId);
		await move(settled);
		return outcomeReport(letter, outcome, settled);
	};
	// Every letter is seen through before an error of one of them ends the run.
	const results = await Promise.allSettled(
		letters.map(async (letter, index) =>
			offering[index] === 'done' ? await one(letter) : undefined,
		),
	);
	if (refusal !== undefined || (taken && before !== undefined)) {
		const hold = refusal === undefined ? undefined : longerHold(before, refusal, await storeTime());
		await store.holdMailbox({ mailbox: mailing.from.address, hold });
	}
	return results.flatMap((result) => {
		if (result.status === 'rejected') throw result.reason;
		return result.value ?? [];
	});
}

function outcomeReport(
	{ due, step, delivery, mail }: Letter,
	outcome: SendOutcome,
	{ enrolment, detail }: DeliveryMove,
): StepReport {
	const base: Omit<StepReport, 'result'> = {
		enrolmentId: due.enrolment.enrolmentId,
		leadId: due.enrolment.leadId,
		email: mail.to.address,
		sequence: due.sequence.name,
		stepId: step.stepId,
		stepName: step.name,
		deliveryId: delivery.deliveryId,
		messageId: delivery.messageId,
		subject: mail.subject,
		...(enrolment?.state === 'active' && { nextAt: enrolment.dueAt }),
		...(enrolment?.state === 'finished' && { lastStep: true }),
		detail: outcome.kind === 'accepted' ? outcome.reply : outcome.why,
	};
	switch (outcome.kind) {
		case 'accepted':
			return { ...base, result: 'sent' };
		case 'deferred':
			return { ...base, result: 'held', reason: `deferred: ${outcome.cause}` };
		case 'uncertain':
			return { ...base, result: 'held', reason: 'uncertain' };
		case 'refused':
			return enrolment?.state === 'stopped'
				? { ...base, result: 'finished', reason: enrolment.stoppedBy }
				: { ...base, result: 'held', reason: 'refused' };
		case 'stopped':
			return enrolment?.state === 'stopped'
				? { ...base, result: 'finished', reason: detail }
				: { ...base, result: 'held', reason: detail };
	}
}
