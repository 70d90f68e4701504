import { setTimeout as later } from 'node:timers';
import type { Receipt } from '../../core/capture/receipt';
import type { CaptureOptions, CaptureOutcome } from './types';
import type { ReadOptions } from '../../core/capture/submission';
import type { Lead } from '../../core/lead/lead';
import type { ProcessContext } from '../context';
import { captureReceipt, readDelivery, recorded } from './receive';

/** A published trigger: how its submissions are read, and how its workflow is started. */
export interface Address {
	source: string;
	read: ReadOptions;
	capture: CaptureOptions;
	/** Starts the workflow for some captured receipts; absent where it is never started. */
	start?: (started: CapturedReceipt[]) => void;
}

/** A receipt with the leads that came of it. */
export interface CapturedReceipt {
	receipt: Receipt;
	outcomes: CaptureOutcome[];
}

/** How long a webhook call may take before its receipt counts as left lying. */
const patienceMs = 60_000;
const leaseMs = 120_000;
const most = 200;

/** Published triggers of this process by workspace and source: one sweep serves them all. */
const addresses = new Map<string, Map<string, Address>>();

/** Makes a published trigger known to the sweeps of its workspace. @returns what to call when it is unpublished */
export function register(workspace: string, address: Address): () => void {
	const known = addresses.get(workspace) ?? new Map<string, Address>();
	addresses.set(workspace, known);
	known.set(address.source, address);
	return () => {
		if (known.get(address.source) === address) known.delete(address.source);
	};
}

/**
 * Captures receipts that were kept and never captured (the process died in between), and starts workflows for what was
 * captured and never started. `patience` shorter than the usual minute is for triggers that start in batches.
 */
export async function sweep(
	context: ProcessContext,
	workspace: string,
	patience = patienceMs,
): Promise<number> {
	const known = addresses.get(workspace) ?? new Map<string, Address>();
	const stale = await context.store.claimStaleReceipts({
		olderThanMs: patienceMs,
		leaseMs,
		limit: most,
	});
	for (const receipt of stale) {
		const address = known.get(receipt.source);
		const delivery = {
			payload: receipt.payload,
			meta: receipt.meta,
			source: receipt.source,
			read: address?.read ?? {},
		};
		const submissions = readDelivery(delivery, Date.parse(receipt.receivedAt));
		const outcomes = await captureReceipt(context, receipt, submissions, address?.capture ?? {});
		address?.start?.([{ receipt, outcomes }]);
		if (address) await context.store.markStarted([receipt.receiptId]);
	}
	if (![...known.values()].some(({ start }) => start)) return stale.length;
	const unstarted = await context.store.claimUnstarted({
		olderThanMs: patience,
		leaseMs,
		limit: most,
	});
	for (const [source, receipts] of Map.groupBy(unstarted, ({ source }) => source)) {
		const start = known.get(source)?.start;
		if (start) await startAll(context, receipts, start);
	}
	return stale.length + unstarted.length;
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

/** The second mark, a moment after the workflow was handed over: if the process dies before, it is started again. */
export function markStartedSoon(context: ProcessContext, receiptIds: string[]): void {
	const timer = later(() => {
		context.store.markStarted(receiptIds).catch(() => undefined);
	}, 2000);
	timer.unref();
}

async function startAll(
	context: ProcessContext,
	receipts: Receipt[],
	start: (started: CapturedReceipt[]) => void,
): Promise<void> {
	start(await withLeads(context, receipts));
	await context.store.markStarted(receipts.map(({ receiptId }) => receiptId));
}
