import type { LeadStore, ReceiptMark } from '../../store/port';
import type { Working } from './known';
import type { CaptureOutcome, Job } from './types';

/** What is written to the receipt of a submission, if it came with one, when it has become a lead or was refused. */
export function marksOf(
	{ wish: { receipt } }: Job,
	{ outcome, reason }: CaptureOutcome,
	working?: Working,
): ReceiptMark[] {
	if (!receipt) return [];
	return [
		{
			receiptId: receipt.receiptId,
			index: receipt.index,
			state: working ? 'captured' : 'rejected',
			...(working ? { leadId: working.lead.leadId } : {}),
			outcome,
			...(reason ? { note: reason } : {}),
		},
	];
}

/** Its fields lie at the provider, and somebody is going to fetch them. */
export function isWaiting({ wish: { submission, receipt }, options }: Job): boolean {
	return (
		submission.kind === 'rejected' &&
		submission.code === 'waitsForFields' &&
		receipt !== undefined &&
		options.fetched === true
	);
}

/** What is written to the receipts of submissions that are no leads, or wait for their fields. */
export function rejectedMarks(jobs: readonly Job[]): ReceiptMark[] {
	return jobs.flatMap((job): ReceiptMark[] => {
		const { submission, receipt } = job.wish;
		if (submission.kind !== 'rejected' || !receipt) return [];
		const { receiptId, index } = receipt;
		const at = { receiptId, index, note: submission.reason };
		return [
			isWaiting(job)
				? { ...at, state: 'awaitingFields', outcome: 'waiting' }
				: { ...at, state: 'rejected', outcome: 'rejected' },
		];
	});
}

/** Writes marks by themselves. */
export async function settle(store: LeadStore, marks: readonly ReceiptMark[]): Promise<void> {
	for (let start = 0; start < marks.length; start += 1000)
		await store.settleReceipts(marks.slice(start, start + 1000));
}
