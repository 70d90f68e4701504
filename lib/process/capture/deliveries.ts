import type { Receipt } from '../../core/capture/receipt';
import type { CaptureOptions } from './types';
import type { ReadOptions } from '../../core/capture/submission';
import { StoreUnavailable } from '../../store/port';
import type { ProcessContext } from '../context';
import { storeKey, type StoreRef } from '../stores';
import { fetchWaiting, type FetchFields, type Fetched } from './fetching';
import { captureReceipt, giveUp, readDelivery } from './receive';
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
	/** Hears why a submission cannot be captured, or its fields not be fetched, and what becomes of it. */
	complain?(reason: string, future: string): void;
}

/** How long a webhook call may take before its receipt counts as left lying. */
const patienceMs = 60_000;
/** How long after its arrival a captured receipt counts as left lying when nobody holds it. */
const startWithinMs = 30_000;
const leaseMs = 120_000;
const most = 200;
/** So often, two minutes apart, it is tried to capture a receipt that cannot be captured. */
const mostTries = 5;

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
	const known = addresses.get(storeKey(ref));
	if (known === undefined || known.size === 0) return 0;
	const stale = await context.store.claimStaleReceipts({
		sources: [...known.keys()],
		olderThanMs: patienceMs,
		leaseMs,
		limit: most,
	});
	for (const receipt of stale) {
		const address = known.get(receipt.source);
		if (address) await captureStale(context, address, receipt);
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

/**
 * Captures a receipt that was left lying, and starts its workflow. One that cannot be captured holds up no other: it comes again with
 * a later sweep, and in the end counts as rejected, with the reason, and goes to the workflow as such.
 */
async function captureStale(
	context: ProcessContext,
	address: Address,
	receipt: Receipt,
): Promise<void> {
	const { read, capture, start, complain, source } = address;
	const { payload, meta, receiptId, receivedAt } = receipt;
	const take = async () => {
		const delivery = { payload, meta, source, read };
		const submissions = readDelivery(context, delivery, Date.parse(receivedAt));
		return await captureReceipt(context, receipt, submissions, capture);
	};
	const captured = await take().catch(async (error: unknown) => {
		if (error instanceof StoreUnavailable) throw error;
		if (receipt.starts < mostTries) return undefined;
		const why = error instanceof Error ? error.message : String(error);
		const reason = `It could not be captured, ${receipt.starts} times. ${why}`;
		complain?.(reason, 'What was sent is kept in the store, and goes to the workflow as rejected.');
		return await giveUp(context, receipt, reason);
	});
	// What another call has captured meanwhile is started by that one.
	if (!captured || captured.repeated || captured.outcomes.some(({ waiting }) => waiting)) return;
	const { outcomes } = captured;
	if (start) letRun(context, [{ receipt: { ...receipt, starts: 0 }, outcomes }], start);
	else await context.store.markEnded([receiptId]);
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

const future =
	'The lead is kept and waits; its fields are asked for again for 36 hours from its arrival.';

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
	for (const { missing } of fetched) if (missing !== undefined) complain?.(missing, future);
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
