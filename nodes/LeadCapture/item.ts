import type { CaptureOutcome } from '../../lib/process/capture/types';

/** What a captured item says beside its own fields: the lead, and what became of it. */
export function capturedFields(
	{ outcome, reason, lead, otherLeadId }: CaptureOutcome,
	workspace: string,
	receipt?: { receiptId: string; index?: number },
): object {
	return {
		...lead,
		workspace,
		capture: {
			outcome,
			...(reason ? { reason } : {}),
			...(otherLeadId ? { otherLeadId } : {}),
			...receipt,
		},
	};
}

/** Name of the output for each outcome. */
export const outputOf = {
	new: 'New',
	updated: 'Updated',
	review: 'Review',
	rejected: 'Rejected',
} as const;
