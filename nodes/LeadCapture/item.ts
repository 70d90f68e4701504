import type { CaptureOutcome } from '../../lib/process/capture/types';

/**
 * What a captured item says beside its own fields: the lead, and what became of it. The history of its stages stays in the
 * store: the nodes behind move the lead on, and an item would keep telling the past.
 */
export function capturedFields(
	{ outcome, reason, lead, otherLeadId }: CaptureOutcome,
	workspace: string,
	receipt?: { receiptId: string; index?: number },
): object {
	const { stageHistory: _history, ...told } = lead ?? {};
	return {
		...told,
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
