import type { LeadStore, StoreCounts } from '../../lib/store/port';
import type { Mailbox } from '../runtime/mailbox';
import { until } from '../runtime/until';
import type { Posted } from './samples';

/** What happened to the samples; the JSON of `npm start -- --once --json`. */
export interface Summary {
	posted: number;
	captured: number;
	updated: number;
	review: number;
	rejected: number;
	/** Leads that were recognised as junk. */
	junk: number;
	/** Leads that have an owner. */
	assigned: number;
	/** Different mails that reached the mail server. */
	mailed: number;
	/** Samples that neither became a lead nor were refused with a reason. */
	lost: number;
}

/** What became of a submission. */
export type Outcome = 'captured' | 'updated' | 'review' | 'rejected';

/**
 * What became of each submission, in their order, as the store has it; undefined for one that is lost. The answers do
 * not say it: they are the same for known and unknown people. A delivery that came twice counts with those that update.
 */
export async function outcomesOf(
	posted: Posted[],
	store: LeadStore,
): Promise<Array<Outcome | undefined>> {
	const ids = [...new Set(posted.flatMap(({ receiptId }) => receiptId ?? []))];
	const receipts = new Map(
		(await store.getReceipts(ids)).map((receipt) => [receipt.receiptId, receipt]),
	);
	const named = [...receipts.values()].flatMap(({ leadIds }) => leadIds.filter((id) => id !== ''));
	const stored = new Set(
		(await store.getLeads([...new Set(named)])).map(({ lead }) => lead.leadId),
	);
	const seen = new Set<string>();
	return posted.map(({ receiptId = '' }) => {
		const receipt = receipts.get(receiptId);
		if (receipt === undefined) return undefined;
		const repeated = seen.has(receiptId);
		seen.add(receiptId);
		const [word] = receipt.outcomes;
		if (word === 'rejected') return 'rejected';
		// A lead that an answer promised and that is not there is lost, whatever the receipt says.
		if (!receipt.leadIds.some((id) => stored.has(id))) return undefined;
		if (repeated || word === 'updated') return 'updated';
		return word === 'new' ? 'captured' : word === 'review' ? 'review' : undefined;
	});
}

/** Counts what the store and the mail server hold of the samples. */
export async function summarise(
	posted: Posted[],
	store: LeadStore,
	mailbox: Pick<Mailbox, 'messageIds'>,
): Promise<Summary> {
	const outcomes = await outcomesOf(posted, store);
	const number = (wanted: Outcome | undefined) =>
		outcomes.filter((outcome) => outcome === wanted).length;
	return {
		posted: posted.length,
		captured: number('captured'),
		updated: number('updated'),
		review: number('review'),
		rejected: number('rejected'),
		...standing(await store.counts()),
		mailed: new Set(await mailbox.messageIds()).size,
		lost: number(undefined),
	};
}

/** Where the leads of a workspace stand. */
function standing(counts: StoreCounts): Pick<Summary, 'junk' | 'assigned'> {
	const owned = Object.entries(counts.byOwner).filter(([owner]) => owner !== '');
	return {
		junk: counts.byStage.junk ?? 0,
		assigned: owned.reduce((total, [, leads]) => total + leads, 0),
	};
}

/**
 * Waits until the process has come to rest: no submission is captured or in its workflow, no mail is on its way, and nothing has
 * changed for `quietMs`.
 */
export async function settled(
	store: LeadStore,
	mailbox: Pick<Mailbox, 'messageIds'>,
	busy: () => Promise<boolean>,
	quietMs = 3_000,
): Promise<void> {
	let last = '';
	let since = Date.now();
	await until(
		'the lead process to come to rest',
		async () => {
			const counts = await store.counts();
			const now = JSON.stringify([counts, (await mailbox.messageIds()).length]);
			if (now !== last || (counts.receipts.kept ?? 0) + counts.unended > 0 || (await busy())) {
				last = now;
				since = Date.now();
			}
			return Date.now() - since >= quietMs;
		},
		{ timeoutMs: 180_000, everyMs: 300 },
	);
}
