import type { Receipt } from '../../core/capture/receipt';
import type { Lead } from '../../core/lead/lead';
import type { ProcessContext } from '../context';
import type { CapturedReceipt } from './runs';
import type { CaptureOutcome } from './types';

/** What was recorded of a receipt, in the order of its submissions. */
export function recorded(receipt: Receipt): CaptureOutcome[] {
	return receipt.outcomes.map((outcome) => ({
		outcome:
			outcome === 'new' || outcome === 'updated' || outcome === 'review' ? outcome : 'rejected',
		...(receipt.note && outcome !== 'new' ? { reason: receipt.note } : {}),
		...(outcome === 'waiting' ? { waiting: true } : {}),
	}));
}

/** Adds the leads to the outcomes that receipts recorded: one read for all of them. */
export async function withLeads(
	context: ProcessContext,
	receipts: readonly Receipt[],
): Promise<CapturedReceipt[]> {
	const ids = [...new Set(receipts.flatMap(({ leadIds }) => leadIds.filter((id) => id !== '')))];
	const leads = new Map<string, Lead>();
	for (let start = 0; start < ids.length; start += 1000) {
		for (const { lead } of await context.store.getLeads(ids.slice(start, start + 1000)))
			leads.set(lead.leadId, lead);
	}
	return receipts.map((receipt) => ({
		receipt,
		outcomes: recorded(receipt).map((outcome, index) => {
			const lead = leads.get(receipt.leadIds[index] ?? '');
			return lead ? { ...outcome, lead } : outcome;
		}),
	}));
}
