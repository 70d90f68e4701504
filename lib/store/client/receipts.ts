import type { NewReceipt, Receipt } from '../../core/capture/receipt';
import type { LeadStore } from '../port';
import type { Connection } from '../operations';
import type { ReceiptRow, StoredReceipt } from '../rows/types';
import { toMs } from '../rows/instants';
import { emptyPlaces } from '../rules/receipts';
import type { Caller } from './caller';

type Receipts = Pick<
	LeadStore,
	| 'keepReceipts'
	| 'getReceipts'
	| 'claimStaleReceipts'
	| 'markEnded'
	| 'leaseReceipts'
	| 'claimUnended'
	| 'claimWaiting'
	| 'settleReceipts'
>;

/** Receipts of the store. */
export function receipts({ call, sliced }: Caller, connection: Connection): Receipts {
	return {
		async keepReceipts(rows) {
			const kept = await sliced(rows, toRow, (slice, how) =>
				connection.call('keepReceipts', slice, how),
			);
			return kept.map(({ kind, receipt }) => ({ kind, receipt: toReceipt(receipt) }));
		},
		getReceipts: async (ids) => (await call('getReceipts', ids)).map(toReceipt),
		claimStaleReceipts: async (claim) =>
			(await call('claimReceipts', { ...claim, which: 'stale' })).map(toReceipt),
		markEnded: (ids) => call('markEnded', ids),
		leaseReceipts: (hold) => call('leaseReceipts', hold),
		claimUnended: async (claim) =>
			(await call('claimReceipts', { ...claim, which: 'unended' })).map(toReceipt),
		claimWaiting: async (claim) =>
			(await call('claimReceipts', { ...claim, olderThanMs: 0, which: 'waiting' })).map(toReceipt),
		settleReceipts: (marks) => call('settleReceipts', marks),
	};
}

function toRow(receipt: NewReceipt): ReceiptRow {
	return {
		receiptId: receipt.receiptId,
		source: receipt.source,
		eventId: receipt.eventId,
		hash: receipt.hash,
		receivedAt: toMs(receipt.receivedAt) ?? 0,
		payload: JSON.stringify(receipt.payload ?? null),
		meta: JSON.stringify(receipt.meta),
		places: emptyPlaces(receipt.submissions),
	};
}

function toReceipt(stored: StoredReceipt): Receipt {
	return { ...stored, payload: JSON.parse(stored.payload) };
}
