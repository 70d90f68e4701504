import type { Receipt } from '../../core/capture/receipt';
import type { ProcessContext } from '../context';
import { holding } from '../holding';
import type { CaptureOutcome } from './types';

/** A receipt with the leads that came of it. */
export interface CapturedReceipt {
	receipt: Pick<Receipt, 'receiptId' | 'payload' | 'starts'>;
	outcomes: CaptureOutcome[];
}

/** Starts the workflow for some captured receipts; resolves when it has run to its end, well or not. */
export type StartWorkflow = (captured: CapturedReceipt[]) => Promise<void>;

/** How long the receipts of a dead process stay held; short, so that its leads go on soon after a restart. */
export const runLeaseMs = 30_000;
/** A submission that brings n8n down every time must not do so for ever: after so many starts it counts as done. */
const mostStarts = 3;

/** Receipts whose workflow runs in this process. */
const running = new Set<string>();

/**
 * Runs the workflow for captured receipts and marks them when it has reached its end. Until then they are held; if the
 * process dies, the lease lapses and a sweep starts the workflow again. Every step of the process may be repeated, so a
 * lead goes on where it was. Rejects when the workflow could not be run; the receipts are left for the sweep.
 */
export async function runFor(
	{ store }: ProcessContext,
	captured: readonly CapturedReceipt[],
	start: StartWorkflow,
): Promise<void> {
	const mine = captured.filter(({ receipt }) => !running.has(receipt.receiptId));
	if (mine.length === 0) return;
	const receiptIds = mine.map(({ receipt }) => receipt.receiptId);
	for (const id of receiptIds) running.add(id);
	const hold = async () => await store.leaseReceipts({ receiptIds, leaseMs: runLeaseMs });
	try {
		await hold();
		const last = mine.filter(({ receipt }) => receipt.starts >= mostStarts);
		if (last.length > 0) await store.markEnded(last.map(({ receipt }) => receipt.receiptId));
		await holding(runLeaseMs, hold, async () => await start(mine));
		await store.markEnded(receiptIds);
	} finally {
		for (const id of receiptIds) running.delete(id);
	}
}
