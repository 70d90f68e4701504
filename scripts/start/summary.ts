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

/** Counts what the answers say and what the store and the mail server hold. */
export async function summarise(
	posted: Posted[],
	store: LeadStore,
	mailbox: Pick<Mailbox, 'messageIds'>,
): Promise<Summary> {
	const counts = await store.counts();
	const answered = (outcome: string) => posted.filter((one) => one.outcome === outcome).length;
	const named = [...new Set(posted.flatMap(({ leadId }) => leadId ?? []))];
	const stored = new Set((await store.getLeads(named)).map(({ lead }) => lead.leadId));
	return {
		posted: posted.length,
		captured: answered('captured'),
		updated: answered('updated'),
		review: answered('review'),
		rejected: answered('rejected'),
		...standing(counts),
		mailed: new Set(await mailbox.messageIds()).size,
		lost: posted.filter(
			({ outcome, leadId }) =>
				outcome === undefined || (leadId !== undefined && !stored.has(leadId)),
		).length,
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
 * Waits until the process has come to rest: no submission waits for its workflow, no mail is on its way, and nothing has
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
			const { kept = 0 } = counts.receipts;
			const now = JSON.stringify([counts, (await mailbox.messageIds()).length]);
			if (now !== last || kept > 0 || (await busy())) {
				last = now;
				since = Date.now();
			}
			return Date.now() - since >= quietMs;
		},
		{ timeoutMs: 180_000, everyMs: 300 },
	);
}
