import type { Decision } from '../../../core/nurture/decide';
import type { Task } from '../../../core/nurture/types';
import type { Mail } from '../../../mail';
import type { DueStep } from '../../../store/port';
import type { Letter } from './moves';

/** What became of one due step, for the person who reads it. */
export interface StepReport {
	enrolmentId: string;
	leadId: string;
	email?: string;
	sequence: string;
	stepId: string;
	stepName: string;
	result: 'sent' | 'task' | 'handedOver' | 'held' | 'finished' | 'movedOn';
	/** Why it was held or ended. */
	reason?: string;
	/** When it is looked at again, or when the next step is due. */
	nextAt?: string;
	missing?: string[];
	/** With this step the sequence is over for the lead. */
	lastStep?: boolean;
	deliveryId?: string;
	messageId?: string;
	subject?: string;
	taskId?: string;
	title?: string;
	owner?: string;
	text?: string;
	mail?: Mail;
	/** The server's words. */
	detail?: string;
}

/** What a decision is called in the results. */
export function reportOf(
	due: DueStep,
	decision: Decision,
	letter?: Letter,
	task?: Task,
): StepReport {
	const { enrolment, sequence, lead } = due;
	const step = sequence.steps[enrolment.stepIndex];
	const base = {
		enrolmentId: enrolment.enrolmentId,
		leadId: enrolment.leadId,
		...(lead.lead.email !== undefined && { email: lead.lead.email }),
		sequence: sequence.name,
		stepId: step?.stepId ?? '',
		stepName: step?.name ?? '',
	};
	switch (decision.kind) {
		case 'finish':
			return { ...base, result: 'finished', reason: 'done' };
		case 'exit':
			return { ...base, result: 'finished', reason: decision.reason };
		case 'hold':
			return {
				...base,
				result: 'held',
				reason: decision.reason,
				nextAt: new Date(decision.retryAt).toISOString(),
			};
		case 'task':
			return { ...base, result: 'task', ...taskFields(task) };
		case 'handOver':
			return {
				...base,
				result: 'handedOver',
				...taskFields(task),
				...(letter && letterFields(letter)),
			};
		case 'send':
			return { ...base, result: 'sent', ...(letter && letterFields(letter)) };
		case 'moveOn':
			return { ...base, result: 'movedOn', reason: decision.why };
		case 'taskOver':
			return { ...base, result: 'movedOn', reason: decision.expired ? 'taskExpired' : 'taskDone' };
	}
}

function letterFields({ delivery, mail }: Letter): Partial<StepReport> {
	return {
		deliveryId: delivery.deliveryId,
		messageId: delivery.messageId,
		subject: mail.subject,
		mail,
	};
}

function taskFields(task: Task | undefined): Partial<StepReport> {
	if (task === undefined) return {};
	const { taskId, title, text, owner } = task;
	return {
		taskId,
		title,
		...(text !== undefined && { text }),
		...(owner !== undefined && { owner }),
	};
}
