import { keyText, keysOf } from '../../core/capture/identity';
import { isSettled } from '../../core/capture/receipt';
import type { LeadSubmission } from '../../core/capture/submission';
import {
	StoreUnavailable,
	type Confirmation,
	type LeadChange,
	type LeadStore,
	type ReceiptMark,
} from '../../store/port';
import { erasedAmong, erasedReason } from './erased';
import { apply, importNote, type Applied } from './apply';
import { readKnown, type Working } from './known';
import { isWaiting, marksOf, rejectedMarks, settle } from './marks';
import { withLeads } from './recorded';
import { referralKeys } from './referral';
import { stitch } from '../track/stitch';
import type { CaptureOutcome, Job } from './types';

/** Another process may be at work on the same person; each round at least one of them gets through. */
const rounds = 30;

/** A submission on its way; `place` is where its outcome goes. */
interface Pending {
	place: number;
	job: Job;
	submission: LeadSubmission;
}

/** Keys that known leads cannot have because another lead owns them, by lead. */
type Blocked = Map<string, Set<string>>;

/** Works off up to 1,000 submissions together: one look-up, one read, one save; what another process was faster with, again. */
export async function captureBatch(
	store: LeadStore,
	jobs: readonly Job[],
): Promise<CaptureOutcome[]> {
	const erased = await erasedAmong(store, jobs);
	const outcomes: CaptureOutcome[] = jobs.map((job) => {
		const { submission } = job.wish;
		return {
			outcome: 'rejected',
			...(submission.kind === 'rejected' ? { reason: submission.reason } : {}),
			...(erased.has(job) ? { reason: erasedReason } : {}),
			...(isWaiting(job) ? { waiting: true } : {}),
		};
	});
	await settle(store, rejectedMarks(jobs));
	let pending = jobs.flatMap((job, place) => (erased.has(job) ? [] : toPending(job, place)));
	const blocked: Blocked = new Map();
	for (let round = 0; pending.length > 0; round++) {
		if (round === rounds) {
			throw new StoreUnavailable(
				'Other processes kept changing the same leads. Run this again.',
				true,
			);
		}
		pending = await stillOpen(await once(store, pending, outcomes, blocked), outcomes);
	}
	await stitchBrowsers(jobs, outcomes);
	return outcomes;
}

/** Who sends a form from a page with our script sends the visitor's id along: the visits before are this lead's. */
async function stitchBrowsers(
	jobs: readonly Job[],
	outcomes: readonly CaptureOutcome[],
): Promise<void> {
	const context = jobs[0]?.context;
	const identified = jobs.flatMap(({ wish: { submission } }, place) => {
		const leadId = outcomes[place]?.lead?.leadId;
		if (submission.kind !== 'lead' || submission.suspicion || leadId === undefined) return [];
		const visitor = submission.fields.extra?.['lt_visitor'];
		return typeof visitor === 'string' ? [{ visitor, leadId }] : [];
	});
	if (context && identified.length > 0) await stitch(context, identified);
}

async function once(
	store: LeadStore,
	pending: readonly Pending[],
	outcomes: CaptureOutcome[],
	blocked: Blocked,
): Promise<Pending[]> {
	const now = Math.max(...pending.map(({ job }) => job.context.now));
	const keys = pending.flatMap(({ submission }) => [
		...keysOf(submission.fields),
		...referralKeys(submission),
	]);
	const known = await readKnown(store, keys, now);
	const changed = new Map<Working, Array<{ one: Pending; applied: Applied }>>();
	const late: ReceiptMark[] = [];
	for (const [index, one] of pending.entries()) {
		if (index % 64 === 63) await one.job.context.pause?.();
		const applied = apply(one, known);
		if (!applied.working) {
			outcomes[one.place] = applied.outcome;
			late.push(...marksOf(one.job, applied.outcome));
		} else
			changed.set(applied.working, [...(changed.get(applied.working) ?? []), { one, applied }]);
	}
	const work = [...changed];
	const results = await store.saveLeads(
		work.map(([working, parts]) =>
			toChange(working, blocked.get(working.lead.leadId) ?? new Set(), parts),
		),
	);
	const again: Pending[] = [];
	work.forEach(([working, parts], index) => {
		const result = results[index];
		if (result?.kind !== 'saved') {
			if (result?.kind === 'keyTaken' && working.version !== 'new') {
				const { leadId } = working.lead;
				blocked.set(leadId, (blocked.get(leadId) ?? new Set()).add(keyText(result.key)));
			}
			again.push(...parts.map(({ one }) => one));
			return;
		}
		parts.forEach(({ one, applied }, part) => {
			outcomes[one.place] = { ...applied.outcome, lead: working.lead };
			if (part > 0) late.push(...marksOf(one.job, applied.outcome, working));
		});
	});
	// A change carries one receipt; the other submissions of the same person in this batch settle theirs right after.
	await settle(store, late);
	return again.sort((a, b) => a.place - b.place);
}

/** Leaves out what another call has captured meanwhile; its outcome is the one that was recorded. */
async function stillOpen(
	pending: readonly Pending[],
	outcomes: CaptureOutcome[],
): Promise<Pending[]> {
	const [context] = pending.map(({ job }) => job.context);
	const ids = new Set(pending.flatMap(({ job }) => job.wish.receipt?.receiptId ?? []));
	if (context === undefined || ids.size === 0) return [...pending];
	const receipts = await context.store.getReceipts([...ids]);
	const told = await withLeads(context, receipts);
	const settled = new Map(
		receipts.map(({ receiptId, outcomes: all }, at) => [
			receiptId,
			told[at]?.outcomes.map((one, index) => (isSettled(all[index]) ? one : undefined)),
		]),
	);
	return pending.filter(({ place, job: { wish } }) => {
		const outcome = wish.receipt && settled.get(wish.receipt.receiptId)?.[wish.receipt.index];
		if (!outcome) return true;
		outcomes[place] = { ...outcome, already: true };
		return false;
	});
}

function toChange(
	working: Working,
	blocked: ReadonlySet<string>,
	parts: ReadonlyArray<{ one: Pending; applied: Applied }>,
): LeadChange {
	const first = parts[0];
	const taken = new Set([
		...blocked,
		...parts.flatMap(({ applied }) => applied.taken.map(keyText)),
	]);
	const keys = keysOf(working.lead).filter((key) => !taken.has(keyText(key)));
	const unique = [...new Map(keys.map((key) => [keyText(key), key])).values()];
	const [mark] = first ? marksOf(first.one.job, first.applied.outcome, working) : [];
	return {
		lead: working.lead,
		version: working.version,
		keys: unique,
		touchpoints: parts.flatMap(({ applied }) => applied.touchpoints),
		...(mark ? { receipt: mark } : {}),
		confirmations: parts.flatMap((part) => confirmationOf(part, working.lead.leadId)),
		audit: {
			by: first?.one.job.context.by ?? 'Capture',
			action: working.version === 'new' ? 'captured' : 'updated',
			changes: Object.assign({}, ...parts.map(({ applied }) => applied.changes)),
			...noteOf(first?.one),
		},
	};
}

/** The mail that asks to confirm: owed with the lead, so that nothing can come between. Review means that nobody is believed yet. */
function confirmationOf(
	{ one: { job, submission }, applied: { outcome } }: { one: Pending; applied: Applied },
	leadId: string,
): Confirmation[] {
	const { receipt } = job.wish;
	const { confirmFor: form } = job.options;
	const { confirmAt: address } = submission;
	if (outcome.outcome !== 'new' && outcome.outcome !== 'updated') return [];
	return receipt && form && address
		? [{ receiptId: receipt.receiptId, leadId, form, address }]
		: [];
}

function noteOf(one: Pending | undefined): { note?: string } {
	const { importBatch } = one?.job.options ?? {};
	if (importBatch) return { note: importNote(importBatch) };
	const source = one?.submission.fields.source;
	return source ? { note: `from ${source}` } : {};
}

function toPending(job: Job, place: number): Pending[] {
	const { submission } = job.wish;
	if (submission.kind !== 'lead') return [];
	return [{ place, job, submission }];
}
