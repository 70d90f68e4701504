import { normaliseSubmissions } from '../../core/capture/normalise';
import type { ReadOptions } from '../../core/capture/submission';
import type { ProcessContext } from '../context';
import { capture } from './capture';
import { withLeads } from './recorded';
import { oneAhead } from './ahead';
import type { CaptureOptions, CaptureOutcome, CaptureWish } from './types';

/** How many submissions are captured together. */
const batchSize = 1000;

/** An outcome and the incoming item it belongs to. */
export interface ItemOutcome extends CaptureOutcome {
	item: number;
	/** The receipt that the lead was captured with at the trigger. */
	receiptId?: string;
}

/**
 * Captures what items hold. An item that comes from a Lead Capture Trigger was captured there: its recorded outcome is told
 * again and nothing changes. An item may hold several submissions. In the order of the items.
 */
export async function captureItems(
	context: ProcessContext,
	items: readonly object[],
	read: ReadOptions,
	options: CaptureOptions,
): Promise<ItemOutcome[]> {
	const known = await recordedOutcomes(context, items);
	const found: ItemOutcome[] = [...known].map(([item, outcome]) => ({ item, ...outcome }));
	let wishes: CaptureWish[] = [];
	let owners: number[] = [];
	const flush = () => {
		const [batch, of] = [wishes, owners];
		[wishes, owners] = [[], []];
		return async () => {
			const outcomes = await capture(context, batch, options);
			outcomes.forEach((outcome, index) => found.push({ item: of[index] ?? 0, ...outcome }));
		};
	};
	const line = oneAhead();
	for (const [item, json] of items.entries()) {
		if (known.has(item)) continue;
		for (const submission of normaliseSubmissions(json, { receivedAt: context.now }, read)) {
			wishes.push({ submission });
			owners.push(item);
		}
		if (wishes.length >= batchSize) await line.next(flush());
		if (item % 32 === 31) await context.pause?.();
	}
	await line.next(flush());
	await line.end();
	return found.sort((a, b) => a.item - b.item);
}

/** Outcomes that the trigger recorded, by item. */
async function recordedOutcomes(
	context: ProcessContext,
	items: readonly object[],
): Promise<Map<number, CaptureOutcome & { receiptId: string }>> {
	const wanted = items.flatMap((json, item) => {
		const mark = markOf(json);
		return mark ? [{ item, ...mark }] : [];
	});
	if (wanted.length === 0) return new Map();
	const ids = [...new Set(wanted.map(({ receiptId }) => receiptId))];
	const receipts = [];
	for (let start = 0; start < ids.length; start += 1000) {
		receipts.push(...(await context.store.getReceipts(ids.slice(start, start + 1000))));
	}
	const captured = await withLeads(context, receipts);
	const byId = new Map(captured.map((one) => [one.receipt.receiptId, one]));
	const found = new Map<number, CaptureOutcome & { receiptId: string }>();
	for (const { item, receiptId, index } of wanted) {
		const outcome = byId.get(receiptId)?.outcomes[index];
		if (outcome) found.set(item, { ...outcome, receiptId });
	}
	return found;
}

/** `capture: { receiptId, index }` of an item that a Lead Capture Trigger has made. */
function markOf(json: object): { receiptId: string; index: number } | undefined {
	const capture: unknown = Reflect.get(json, 'capture');
	if (typeof capture !== 'object' || capture === null) return undefined;
	const receiptId: unknown = Reflect.get(capture, 'receiptId');
	const index: unknown = Reflect.get(capture, 'index');
	if (typeof receiptId !== 'string') return undefined;
	return { receiptId, index: typeof index === 'number' ? index : 0 };
}
