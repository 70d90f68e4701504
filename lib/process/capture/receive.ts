import { contentHash, sha256 } from '../../core/capture/hash';
import { normaliseSubmissions } from '../../core/capture/normalise';
import { cleanPayload } from '../../core/capture/read/clean';
import type { Receipt } from '../../core/capture/receipt';
import type { ReadOptions, Submission } from '../../core/capture/submission';
import type { KeptReceipt } from '../../store/port';
import type { ProcessContext } from '../context';
import { capture } from './capture';
import { recorded } from './recorded';
import type { CaptureOptions, CaptureOutcome } from './types';

/** A request that came in from outside. */
export interface Delivery {
	payload: unknown;
	meta: Receipt['meta'];
	/** Where it arrived, e.g. 'webhook:lead/main/website'. */
	source: string;
	read: ReadOptions;
	capture: CaptureOptions;
}

/** What became of a delivery. */
export interface Received {
	receiptId: string;
	/** Delivered before: nothing was changed and nothing has to be started. */
	repeated: boolean;
	outcomes: CaptureOutcome[];
}

const day = 86_400_000;

/**
 * Keeps a delivery durably, then captures it. When this has resolved, the sender may be told that all is well: whatever
 * happens now, the receipt is there and will be captured. The same delivery again (by the provider's id, else by its content
 * within a day) changes nothing. Rejects with `StoreUnavailable` when it could not be kept.
 */
export async function receive(context: ProcessContext, delivery: Delivery): Promise<Received> {
	const submissions = readDelivery(delivery, context.now);
	const kept = await keep(context, delivery, submissions);
	const { receiptId } = kept.receipt;
	// Still being captured by another call, or left lying by a dead one: then the sweep captures it. It is kept either way.
	if (kept.kind === 'seen') {
		return { receiptId, repeated: true, outcomes: recorded(kept.receipt) };
	}
	const outcomes = await captureReceipt(context, kept.receipt, submissions, delivery.capture);
	return { receiptId, repeated: false, outcomes };
}

/** Captures what a receipt holds; also for receipts whose capture was cut off. */
export async function captureReceipt(
	context: ProcessContext,
	receipt: Receipt,
	submissions: readonly Submission[],
	options: CaptureOptions,
): Promise<CaptureOutcome[]> {
	const { receiptId, eventId } = receipt;
	const wishes = submissions.map((submission, index) => ({
		submission,
		receipt: { receiptId, index, eventId: index === 0 ? eventId : `${eventId}/${index}` },
	}));
	return await capture(context, wishes, options);
}

/** The submissions of a delivery as they were when it arrived. */
export function readDelivery(
	{ payload, meta, source, read }: Pick<Delivery, 'payload' | 'meta' | 'source' | 'read'>,
	receivedAt: number,
): Submission[] {
	const { ip, userAgent, referrer } = meta;
	return normaliseSubmissions(
		payload,
		{
			receivedAt,
			...(ip ? { ip } : {}),
			...(userAgent ? { userAgent } : {}),
			...(referrer ? { referrer } : {}),
		},
		{ origin: source, ...read },
	);
}

async function keep(
	context: ProcessContext,
	delivery: Delivery,
	submissions: readonly Submission[],
): Promise<KeptReceipt> {
	const { value } = cleanPayload(delivery.payload);
	const hash = contentHash(value);
	const named = eventIdOf(submissions);
	let eventId = named ?? `content:${hash}`;
	for (let attempt = 0; ; attempt++) {
		const [kept] = await context.store.keepReceipts([
			{
				receiptId: context.newId(),
				source: delivery.source,
				eventId,
				hash: sha256(hash),
				payload: value,
				meta: delivery.meta,
				receivedAt: new Date(context.now).toISOString(),
			},
		]);
		if (kept === undefined) throw new Error('The store kept no receipt.');
		const isOld = context.now - Date.parse(kept.receipt.receivedAt) >= day;
		// Another content under a known id is a submission of its own; so is the same content a day later.
		if (kept.kind === 'conflict') eventId = `${named ?? ''}#${hash}`;
		else if (kept.kind === 'seen' && named === undefined && isOld && attempt < 1000) {
			eventId = `content:${hash}@${kept.receipt.receivedAt}`;
		} else return kept;
	}
}

/** The provider's ids, when every submission has one; several make one id together. */
function eventIdOf(submissions: readonly Submission[]): string | undefined {
	const ids = submissions.flatMap(({ sourceId }) => sourceId ?? []);
	if (ids.length === 0 || ids.length < submissions.length) return undefined;
	return ids.length === 1 ? `id:${ids[0]}` : `ids:${sha256(JSON.stringify(ids)).slice(0, 32)}`;
}
