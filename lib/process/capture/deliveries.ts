import type { Receipt } from '../../core/capture/receipt';
import type { CaptureOptions } from './types';
import type { ReadOptions } from '../../core/capture/submission';
import type { ProcessContext } from '../context';
import { storeKey, type StoreRef } from '../stores';
import { fetchWaiting, type FetchFields, type Fetched } from './fetching';
import { captureReceipt, readDelivery } from './receive';
import { withLeads } from './recorded';
import { runFor, runLeaseMs, type CapturedReceipt, type StartWorkflow } from './runs';

/** A published trigger: how its submissions are read, and how its workflow is started. */
export interface Address {
	source: string;
	read: ReadOptions;
	capture: CaptureOptions;
	/** Absent where the workflow is never started. */
	start?: StartWorkflow;
	/** Present where the provider's messages only name leads. */
	fetch?: FetchFields;
	/** Hears why fields could not be fetched. */
	complain?(reason: string): void;
}

/** How long a webhook call may take before its receipt counts as left lying. */
const patienceMs = 60_000;
/** How long after its arrival a captured receipt counts as left lying when nobody holds it. */
const startWithinMs = 30_000;
const leaseMs = 120_000;
const most = 200;

/** Published triggers of this process by store and source: one sweep serves them all. */
const addresses = new Map<string, Map<string, Address>>();

/** Makes a published trigger known to the sweeps of its workspace. @returns what to call when it is unpublished */
export function register(ref: StoreRef | string, address: Address): () => void {
	const key = storeKey(ref);
	const known = addresses.get(key) ?? new Map<string, Address>();
	addresses.set(key, known);
	known.set(address.source, address);
	return () => {
		if (known.get(address.source) === address) known.delete(address.source);
	};
}

/** What starts the workflow of a published trigger of this process; undefined where none listens at the source. */
export function starterOf(ref: StoreRef | string, source: string): StartWorkflow | undefined {
	return addresses.get(storeKey(ref))?.get(source)?.start;
}

/**
 * Captures receipts that were kept and never captured (the process died in between), and starts workflows for what was
 * captured and whose workflow did not reach its end. `patience` shorter than usual is for triggers that start in batches.
 * Resolves when the workflows are started; they run on.
 */
export async function sweep(
	context: ProcessContext,
	ref: StoreRef | string,
	patience = startWithinMs,
): Promise<number> {
	const known = addresses.get(storeKey(ref)) ?? new Map<string, Address>();
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
		const { outcomes, repeated } = await captureReceipt(
			context,
			receipt,
			submissions,
			address?.capture ?? {},
		);
		// What another call has captured meanwhile is started by that one.
		if (repeated || outcomes.some(({ waiting }) => waiting)) continue;
		if (address?.start) letRun(context, [{ receipt, outcomes }], address.start);
		else if (address) await context.store.markEnded([receipt.receiptId]);
	}
	await fetchAll(context, [...known.values()]);
	const sources = [...known.values()].flatMap(({ source, start }) => (start ? [source] : []));
	if (sources.length === 0) return stale.length;
	const unended = await context.store.claimUnended({
		sources,
		olderThanMs: patience,
		leaseMs: runLeaseMs,
		limit: most,
	});
	for (const [source, receipts] of Map.groupBy(unended, (receipt) => receipt.source)) {
		const start = known.get(source)?.start;
		if (start) letRun(context, await withLeads(context, receipts), start);
	}
	return stale.length + unended.length;
}

async function fetchAll(context: ProcessContext, all: readonly Address[]): Promise<void> {
	const sources = all.flatMap(({ source, fetch }) => (fetch ? [source] : []));
	if (sources.length === 0) return;
	const waiting = await context.store.claimWaiting({ sources, leaseMs, limit: most });
	for (const [source, receipts] of Map.groupBy(waiting, (receipt) => receipt.source)) {
		const address = all.find((one) => one.source === source);
		if (address) await fetchFor(context, address, receipts);
	}
}

/** Fetches what receipts of an address wait for; starts the workflow for those that are complete, well or not. */
async function fetchFor(
	context: ProcessContext,
	address: Address,
	receipts: readonly Receipt[],
): Promise<void> {
	const { fetch, start, complain } = address;
	if (fetch === undefined) return;
	const done = (one: Fetched) => one.missing === undefined;
	const fetched = await fetchWaiting(context, { ...address, fetch }, receipts);
	const complete = fetched.filter(done);
	if (complete.length > 0 && start) letRun(context, complete, start);
	else if (complete.length > 0)
		await context.store.markEnded(complete.map(({ receipt }) => receipt.receiptId));
	for (const { missing } of fetched) if (missing !== undefined) complain?.(missing);
}

/**
 * Fetches at once what a receipt that has just come in waits for, without waiting for the end; the next sweep does what this
 * could not.
 */
export function letFetch(
	context: ProcessContext,
	ref: StoreRef | string,
	source: string,
	receiptId: string,
): void {
	const address = addresses.get(storeKey(ref))?.get(source);
	if (address?.fetch === undefined) return;
	const go = async () => {
		await context.store.leaseReceipts({ receiptIds: [receiptId], leaseMs });
		await fetchFor(context, address, await context.store.getReceipts([receiptId]));
	};
	go().catch(() => undefined);
}

/** Runs the workflow without waiting for its end. One that could not be run is left for the next sweep. */
export function letRun(
	context: ProcessContext,
	captured: CapturedReceipt[],
	start: StartWorkflow,
): void {
	runFor(context, captured, start).catch(() => undefined);
}
