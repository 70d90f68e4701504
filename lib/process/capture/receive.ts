import { contentHash, sha256 } from '../../core/capture/hash';
import { normaliseSubmissions } from '../../core/capture/normalise';
import { cleanPayload } from '../../core/capture/read/clean';
import { isSettled, type Receipt } from '../../core/capture/receipt';
import type { ReadOptions, Submission } from '../../core/capture/submission';
import { StoreUnavailable, type KeptReceipt } from '../../store/port';
import type { ProcessContext } from '../context';
import { capture } from './capture';
import { settle } from './marks';
import { recorded, withLeads } from './recorded';
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
	/** Delivered and captured before, or by another call: nothing has to be started. */
	repeated: boolean;
	outcomes: CaptureOutcome[];
}

const day = 86_400_000;

/** Receipts that are being captured in this process. */
const underWay = new Map<string, Promise<Received>>();

/**
 * Keeps a delivery durably, then captures it. When this has resolved, the sender may be told that all is well: whatever
 * happens now, the receipt is there and will be captured. The same delivery again (by the provider's id, else by its content
 * within a day) captures what is missing of it, if anything is. Rejects with `StoreUnavailable` when it could not be kept or captured.
 */
export async function receive(context: ProcessContext, delivery: Delivery): Promise<Received> {
	const submissions = readDelivery(context, delivery, context.now);
	const { receipt } = await keep(context, delivery, submissions);
	try {
		return await captureReceipt(context, receipt, submissions, delivery.capture);
	} catch (cause) {
		if (cause instanceof StoreUnavailable) throw cause;
		// The sweep tries it again, and tells people when it cannot be done.
		throw new StoreUnavailable('The submission is kept, but not captured yet.', true, { cause });
	}
}

/**
 * Captures what a receipt holds and has no outcome yet: also of receipts whose capture was cut off. Safe to call by several at once;
 * in one process those that come while another is at it are told its outcomes, across processes the store tells who was first.
 */
export async function captureReceipt(
	context: ProcessContext,
	receipt: Receipt,
	submissions: readonly Submission[],
	options: CaptureOptions,
): Promise<Received> {
	const { receiptId } = receipt;
	const other = underWay.get(receiptId);
	if (other) return { ...(await other), repeated: true };
	const mine = captureOpen(context, receipt, submissions, options);
	underWay.set(receiptId, mine);
	try {
		return await mine;
	} finally {
		underWay.delete(receiptId);
	}
}

async function captureOpen(
	context: ProcessContext,
	seen: Receipt,
	submissions: readonly Submission[],
	options: CaptureOptions,
): Promise<Received> {
	const { receiptId, eventId } = seen;
	if (seen.state !== 'kept') return { receiptId, repeated: true, outcomes: recorded(seen) };
	const isOpen = (index: number) => (seen.outcomes[index] ?? '') === '';
	const wishes = submissions.map((submission, index) => ({
		submission,
		receipt: { receiptId, index, eventId: index === 0 ? eventId : `${eventId}/${index}` },
	}));
	const open = wishes.filter(({ receipt: { index } }) => isOpen(index));
	const captured = await capture(context, open, options);
	await settleEmpty(context, seen, submissions.length);
	const [known] = open.length < wishes.length ? await withLeads(context, [seen]) : [];
	let next = 0;
	const outcomes = wishes.flatMap(
		(_, index) => (isOpen(index) ? captured[next++] : known?.outcomes[index]) ?? [],
	);
	return { receiptId, repeated: open.length > 0 && captured.every(isAnothers), outcomes };
}

function isAnothers({ already }: CaptureOutcome): boolean {
	return already === true;
}

/** A receipt without a submission, or whose content was erased before all of it was captured, has nothing left to wait for. */
async function settleEmpty(
	{ store }: ProcessContext,
	{ receiptId, outcomes }: Receipt,
	submissions: number,
): Promise<void> {
	const mark = { receiptId, state: 'rejected', note: 'There is no submission in it' } as const;
	const left = [...outcomes.keys()].filter((index) => index >= submissions && !outcomes[index]);
	if (submissions === 0 && outcomes.length === 0) await settle(store, [mark]);
	else
		await settle(
			store,
			left.map((index) => ({ ...mark, index, outcome: 'rejected' })),
		);
}

/** What cannot be captured counts as rejected, so that nobody waits for it any more. */
export async function giveUp(
	context: ProcessContext,
	receipt: Receipt,
	reason: string,
): Promise<Received> {
	const { receiptId, outcomes } = receipt;
	const mark = { receiptId, state: 'rejected', outcome: 'rejected', note: reason } as const;
	const open = [...outcomes.keys()].filter((index) => !isSettled(outcomes[index]));
	// Receipts of earlier versions have no places.
	const places = outcomes.length === 0 ? [0] : open;
	await settle(
		context.store,
		places.map((index) => ({ ...mark, index })),
	);
	const [told] = await withLeads(context, await context.store.getReceipts([receiptId]));
	return { receiptId, repeated: false, outcomes: told?.outcomes ?? [] };
}

/**
 * The submissions of a delivery as they were when it arrived; a phone number that names no country is of the source's, else of the
 * workspace's.
 */
export function readDelivery(
	{ settings: { defaultCountry } }: Pick<ProcessContext, 'settings'>,
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
		{ origin: source, ...read, defaultCountry: read.defaultCountry ?? defaultCountry },
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
				submissions: submissions.length,
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
