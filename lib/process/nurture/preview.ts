import { variantOf } from '../../core/nurture/variant';
import { messageKinds } from '../../core/nurture/sequence';
import type { Enrolment, Sequence } from '../../core/nurture/types';
import type { Lead } from '../../core/lead/lead';
import type { Mail } from '../../mail';
import { letterWriter } from './run/letter';
import type { Mailing } from './mailing';

/** One mail of a sequence as a lead would get it. */
export interface StepPreview {
	stepId: string;
	stepName: string;
	variant: 'A' | 'B';
	mail?: Mail;
	/** Merge fields that hold the mail back. */
	missing?: string[];
}

/** Writes every mail of a sequence for a lead, as it would leave, without sending or changing anything. */
export function previewSequence(
	sequence: Sequence,
	lead: Lead,
	mailing: Mailing,
	now: number,
): StepPreview[] {
	const write = letterWriter(mailing);
	const at = new Date(now).toISOString();
	const enrolment: Enrolment = {
		enrolmentId: 'preview',
		leadId: lead.leadId,
		sequence: sequence.name,
		version: sequence.version,
		generation: 1,
		stepIndex: 0,
		repeat: 0,
		state: 'active',
		dueAt: at,
		enrolledAt: at,
	};
	return sequence.steps
		.filter(({ kind }) => messageKinds.includes(kind))
		.flatMap((step, index, messages) => {
			const before = messages[index - 1];
			const lastMessageId = before && previewId(before.stepId);
			const chosen =
				step.variantB === undefined ? 'A' : variantOf(lead.leadId, sequence.name, step.stepId);
			const variants: Array<'A' | 'B'> =
				step.variantB === undefined ? ['A'] : chosen === 'A' ? ['A', 'B'] : ['B', 'A'];
			return variants.map((variant): StepPreview => {
				const result = write({
					lead,
					enrolment: { ...enrolment, ...(lastMessageId && { lastMessageId }) },
					sequence,
					step,
					variant,
					deliveryId: 'preview',
					messageId: previewId(step.stepId),
					at: now,
				});
				const base = { stepId: step.stepId, stepName: step.name, variant };
				return result.kind === 'written'
					? { ...base, mail: result.mail }
					: { ...base, missing: result.kind === 'missing' ? result.fields : ['email'] };
			});
		});
}

/** Stands for the Message-ID, which a mail gets when it is due. */
function previewId(stepId: string): string {
	return `<preview.${stepId}@example.invalid>`;
}
