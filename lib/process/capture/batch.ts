import { keyText, keysOf } from '../../core/capture/identity';
import type { LeadSubmission } from '../../core/capture/submission';
import {
	StoreUnavailable,
	type LeadChange,
	type LeadStore,
	type ReceiptMark,
} from '../../store/port';
import { erasedAmong, erasedReason } from './erased';
import { apply, importNote, type Applied } from './apply';
import { readKnown, type Working } from './known';
import { referralKeys } from './referral';
import { stitch } from '../track/stitch';
import type { CaptureOutcome, Job } from './types';

/** Another process may be at work on the same person; each round at least one of them gets through. */
const rounds = 30;

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
		pending = await once(store, pending, outcomes, blocked);
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
	for (const [index, one] of pending.entries()) {
		if (index % 64 === 63) await one.job.context.pause?.();
		const applied = apply(one, known);
		if (!applied.working) outcomes[one.place] = applied.outcome;
		else changed.set(applied.working, [...(changed.get(applied.working) ?? []), { one, applied }]);
	}
	const work = [...changed];
	const results = await store.saveLeads(
		work.map(([working, parts]) =>
			toChange(working, blocked.get(working.lead.leadId) ?? new Set(), parts),
		),
	);
	const again: Pending[] = [];
	const late: ReceiptMark[] = [];
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
			const mark = markOf(one, applied, working);
			if (mark && part > 0) late.push(mark);
		});
	});
	// A change carries one receipt; the other submissions of the same person in this batch settle theirs right after.
	await settle(store, late);
	return again.sort((a, b) => a.place - b.place);
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
	const mark = first && markOf(first.one, first.applied, working);
	return {
		lead: working.lead,
		version: working.version,
		keys: unique,
		touchpoints: parts.flatMap(({ applied }) => applied.touchpoints),
		...(mark ? { receipt: mark } : {}),
		audit: {
			by: first?.one.job.context.by ?? 'Capture',
			action: working.version === 'new' ? 'captured' : 'updated',
			changes: Object.assign({}, ...parts.map(({ applied }) => applied.changes)),
			...noteOf(first?.one),
		},
	};
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

function markOf({ job }: Pending, { outcome }: Applied, working: Working): ReceiptMark | undefined {
	const { receipt } = job.wish;
	if (!receipt) return undefined;
	return {
		receiptId: receipt.receiptId,
		index: receipt.index,
		state: 'captured',
		leadId: working.lead.leadId,
		outcome: outcome.outcome,
		...(outcome.reason ? { note: outcome.reason } : {}),
	};
}

/** Its fields lie at the provider, and somebody is going to fetch them. */
function isWaiting({ wish: { submission, receipt }, options }: Job): boolean {
	return (
		submission.kind === 'rejected' &&
		submission.code === 'waitsForFields' &&
		receipt !== undefined &&
		options.fetched === true
	);
}

function rejectedMarks(jobs: readonly Job[]): ReceiptMark[] {
	return jobs.flatMap((job): ReceiptMark[] => {
		const { submission, receipt } = job.wish;
		if (submission.kind !== 'rejected' || !receipt) return [];
		const { receiptId, index } = receipt;
		const at = { receiptId, index, note: submission.reason };
		return [
			isWaiting(job)
				? { ...at, state: 'awaitingFields', outcome: 'waiting' }
				: { ...at, state: 'rejected', outcome: 'rejected' },
		];
	});
}

async function settle(store: LeadStore, marks: ReceiptMark[]): Promise<void> {
	for (let start = 0; start < marks.length; start += 1000)
		await store.settleReceipts(marks.slice(start, start + 1000));
}
