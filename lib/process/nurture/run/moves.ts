import type { Decision } from '../../../core/nurture/decide';
import type { Planner } from '../../../core/nurture/plan';
import type { Delivery, Enrolment, Step, Task } from '../../../core/nurture/types';
import { domainOf, messageIdOf, type Mail } from '../../../mail';
import type { DueStep, EnrolmentMove } from '../../../store/port';
import type { ProcessContext } from '../../context';
import type { Mailing } from '../mailing';
import { held } from './settle';

/** A mail that is ready to leave. */
export interface Letter {
	due: DueStep;
	step: Step;
	delivery: Delivery;
	mail: Mail;
}

/** The delivery of a step: the open one taken up again, or a new one with its fixed Message-ID. */
export function planDelivery(
	{ enrolment, delivery, fence, leaseUntil, lead }: DueStep,
	{ kind, step, variant }: Extract<Decision, { kind: 'send' | 'handOver' }>,
	mailing: Mailing,
	now: number,
	key: string,
	newId: () => string,
): Delivery {
	const state = kind === 'send' ? 'claimed' : 'handedOver';
	const at = new Date(now).toISOString();
	const to = mailing.testTo?.address ?? lead.lead.email ?? '';
	if (delivery?.stepId === step.stepId)
		return { ...delivery, state, fence, leaseUntil, to, dueAt: at };
	const deliveryId = newId();
	return {
		deliveryId,
		enrolmentId: enrolment.enrolmentId,
		leadId: enrolment.leadId,
		stepId: step.stepId,
		generation: enrolment.generation,
		repeat: enrolment.repeat,
		channel: 'email',
		messageId: messageIdOf(deliveryId, key, domainOf(mailing.from.address)),
		to,
		mailbox: mailing.from.address,
		state,
		fence,
		leaseUntil,
		attempt: 0,
		dueAt: at,
		variant,
		plannedAt: at,
	};
}

/** What is written for a decision. */
export function moveFor(
	ctx: ProcessContext,
	plan: Planner,
	due: DueStep,
	decision: Decision,
	now: number,
	letter?: Letter,
): EnrolmentMove {
	const { enrolment, sequence, fence, openTask } = due;
	const lead = due.lead.lead;
	const move = (next: Enrolment, more: Partial<EnrolmentMove> = {}): EnrolmentMove => ({
		fence,
		enrolment: next,
		keepClaim: false,
		...more,
	});
	switch (decision.kind) {
		case 'finish':
			return move({ ...enrolment, state: 'finished' });
		case 'exit':
			return move({ ...enrolment, state: 'stopped', stoppedBy: decision.reason });
		case 'hold':
			return move(held(enrolment, decision.reason, decision.retryAt));
		case 'moveOn': {
			const sent = due.delivery?.state === 'accepted' ? due.delivery : undefined;
			const at = sent?.settledAt === undefined ? now : Date.parse(sent.settledAt);
			const next = plan.next(enrolment, sequence, lead, at, decision.goTo);
			return move({ ...next, ...(sent && { lastMessageId: sent.messageId }) });
		}
		case 'taskOver':
			return move(plan.next(enrolment, sequence, lead, now), {
				...(decision.expired && openTask && { task: { ...openTask, state: 'expired' } }),
			});
		case 'task':
			return move(waiting(enrolment, decision.step, now), {
				task: taskOf(ctx, due, decision.step, now),
			});
		case 'handOver': {
			const delivery = letter && { ...letter.delivery, subject: letter.mail.subject };
			return move(waiting(enrolment, decision.step, now), {
				delivery,
				task: taskOf(ctx, due, decision.step, now),
			});
		}
		case 'send':
			return move(enrolment, {
				keepClaim: true,
				delivery: letter && { ...letter.delivery, subject: letter.mail.subject },
			});
	}
}

const defaultTimeoutDays = 7;

/** Waits for somebody to do the step, or for its time to be over. */
function waiting(enrolment: Enrolment, step: Step, now: number): Enrolment {
	const { heldReason: _held, ...rest } = enrolment;
	const until = now + (step.timeoutDays ?? defaultTimeoutDays) * 86_400_000;
	return { ...rest, state: 'waitingTask', dueAt: new Date(until).toISOString() };
}

function taskOf(
	ctx: ProcessContext,
	{ enrolment, lead, sequence }: DueStep,
	step: Step,
	now: number,
): Task {
	const kinds = { phoneTask: 'phone', postalTask: 'postal', otherTask: 'other' } as const;
	const kind =
		step.kind === 'phoneTask' || step.kind === 'postalTask' || step.kind === 'otherTask'
			? kinds[step.kind]
			: 'email';
	const at = new Date(now).toISOString();
	const who = lead.lead.fullName ?? lead.lead.email ?? lead.lead.phone ?? lead.lead.leadId;
	return {
		taskId: ctx.newId(),
		leadId: enrolment.leadId,
		enrolmentId: enrolment.enrolmentId,
		stepId: step.stepId,
		kind,
		title: `${step.name || sequence.name}: ${who}`,
		...(step.text && kind !== 'email' && { text: step.text }),
		...(lead.lead.owner !== undefined && { owner: lead.lead.owner }),
		dueAt: at,
		state: 'open',
		createdAt: at,
	};
}
