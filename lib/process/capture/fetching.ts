import type { Receipt } from '../../core/capture/receipt';
import type { ReadOptions, RejectedSubmission } from '../../core/capture/submission';
import type { ProcessContext } from '../context';
import { capture } from './capture';
import { readDelivery } from './receive';
import { withLeads } from './recorded';
import type { CaptureOptions, CaptureOutcome, CaptureWish } from './types';

/** Fetches what a provider knows of a lead, in the form its preset reads. Rejects with `NoFieldsYet`. */
export type FetchFields = (id: string) => Promise<unknown>;

/** The provider did not give the fields; the message is a sentence for people. */
export class NoFieldsYet extends Error {}

/** How one source reads and gets its leads. */
export interface FetchPlan {
	source: string;
	read: ReadOptions;
	capture: CaptureOptions;
	fetch: FetchFields;
}

/** How long fields are asked for; as long as Meta repeats a notification that nobody took. */
export const giveUpAfterMs = 36 * 3_600_000;
const shortestMs = 60_000;
const longestMs = 1_800_000;
/** Requests to a provider at a time. */
const width = 5;

/** When to ask again for a lead of this age: a quarter of its age, between a minute and half an hour. */
export function nextTryMs(ageMs: number): number {
	return Math.min(Math.max(ageMs / 4, shortestMs), longestMs);
}

/** What became of a receipt that was waiting. */
export interface Fetched {
	receipt: Receipt;
	outcomes: CaptureOutcome[];
	/** Why fields are still missing; absent when nothing waits any more. */
	missing?: string;
}

interface Place {
	receipt: Receipt;
	index: number;
	submission: RejectedSubmission;
}

/**
 * Fetches the fields of receipts that wait for them and captures those leads. What a provider does not give stays waiting,
 * with the reason as the receipt's note, and is asked for again later; after 36 hours it counts as rejected. Safe to repeat:
 * a lead is the same lead by the provider's id.
 */
export async function fetchWaiting(
	context: ProcessContext,
	plan: FetchPlan,
	receipts: readonly Receipt[],
): Promise<Fetched[]> {
	const places = receipts.flatMap((receipt) => placesOf(context, receipt, plan));
	const missing = new Map<string, string>();
	const wishes = await inWidth(
		places,
		async (place) => await wishFor(context, plan, place, missing),
	);
	const outcomes = await capture(
		context,
		wishes.filter((wish) => wish !== undefined),
		plan.capture,
	);
	const came = wishes.map((wish) => (wish === undefined ? undefined : outcomes.shift()));
	await letWait(context, receipts, missing);
	const known = await withLeads(context, receipts);
	return receipts.map((receipt, at) => {
		const all = known[at]?.outcomes ?? [];
		places.forEach((place, index) => {
			const outcome = came[index];
			if (place.receipt === receipt && outcome) all[place.index] = outcome;
		});
		const note = missing.get(receipt.receiptId);
		return { receipt, outcomes: all, ...(note === undefined ? {} : { missing: note }) };
	});
}

/** Notes why fields are missing, and holds the receipts until they are asked for again. */
async function letWait(
	context: ProcessContext,
	receipts: readonly Receipt[],
	missing: ReadonlyMap<string, string>,
): Promise<void> {
	if (missing.size === 0) return;
	const waits = new Map<number, string[]>();
	for (const receipt of receipts) {
		if (!missing.has(receipt.receiptId)) continue;
		const leaseMs = nextTryMs(ageOf(context, receipt));
		waits.set(leaseMs, [...(waits.get(leaseMs) ?? []), receipt.receiptId]);
	}
	await context.store.settleReceipts(
		[...missing].map(([receiptId, note]) => ({ receiptId, state: 'awaitingFields', note })),
	);
	for (const [leaseMs, receiptIds] of waits)
		await context.store.leaseReceipts({ receiptIds, leaseMs });
}

/** Submissions of a receipt whose fields have not come. */
function placesOf(context: ProcessContext, receipt: Receipt, { read, source }: FetchPlan): Place[] {
	const delivery = { payload: receipt.payload, meta: receipt.meta, source, read };
	return readDelivery(context, delivery, Date.parse(receipt.receivedAt)).flatMap(
		(submission, index) =>
			submission.kind === 'rejected' &&
			submission.code === 'waitsForFields' &&
			receipt.outcomes[index] === 'waiting'
				? [{ receipt, index, submission }]
				: [],
	);
}

async function wishFor(
	context: ProcessContext,
	plan: FetchPlan,
	{ receipt, index, submission }: Place,
	missing: Map<string, string>,
): Promise<CaptureWish | undefined> {
	const { receiptId, eventId, meta, receivedAt } = receipt;
	const origin = { receiptId, index, eventId: index === 0 ? eventId : `${eventId}/${index}` };
	try {
		const payload = await plan.fetch(submission.sourceId ?? '');
		const delivery = { payload, meta, source: plan.source, read: plan.read };
		const [read] = readDelivery(context, delivery, Date.parse(receivedAt));
		if (read === undefined) throw new NoFieldsYet('The provider sent nothing.');
		return { submission: read, receipt: origin };
	} catch (error) {
		if (!(error instanceof NoFieldsYet)) throw error;
		if (ageOf(context, receipt) < giveUpAfterMs) {
			missing.set(receiptId, error.message);
			return undefined;
		}
		const reason = `Its fields could not be fetched for 36 hours. ${error.message}`;
		return { submission: { ...submission, code: 'notALead', reason }, receipt: origin };
	}
}

function ageOf(context: ProcessContext, receipt: Receipt): number {
	return context.now - Date.parse(receipt.receivedAt);
}

async function inWidth<In, Out>(
	items: readonly In[],
	step: (item: In) => Promise<Out>,
): Promise<Out[]> {
	const results: Out[] = [];
	for (let start = 0; start < items.length; start += width)
		results.push(...(await Promise.all(items.slice(start, start + width).map(step))));
	return results;
}
