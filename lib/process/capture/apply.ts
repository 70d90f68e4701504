import { externalKey, keyText, type Key } from '../../core/capture/identity';
import { mergeIntoLead, type Merged } from '../../core/capture/merge';
import type { LeadFields } from '../../core/capture/read/build';
import type { LeadSubmission } from '../../core/capture/submission';
import { moveStage } from '../../core/lead/lifecycle';
import type { Lead } from '../../core/lead/lead';
import { ownCode } from '../../core/lead/referral';
import type { Touchpoint } from '../../core/lead/touchpoint';
import type { Known, Working } from './known';
import { recommendedBy, referralGiven } from './referral';
import { ownerOf } from './resolve';
import type { CaptureOptions, CaptureOutcome, Job } from './types';

/** What a submission does to a lead. */
export interface Applied {
	outcome: CaptureOutcome;
	/** The lead to be saved; absent where nothing is written. */
	working?: Working;
	changes: Merged['changes'];
	touchpoints: Touchpoint[];
	/** Keys that stay with another lead. */
	taken: Key[];
}

/** Puts one submission into the leads of its batch. */
export function apply(
	{ submission, job }: { submission: LeadSubmission; job: Job },
	known: Known,
): Applied {
	const { options } = job;
	const owner = ownerOf(submission, known, options);
	const mode = options.mode ?? 'both';
	if (owner.lead && mode === 'createOnly')
		return refused('This person is a lead already, and only new leads are wanted');
	if (!owner.lead && mode === 'updateOnly')
		return refused('There is no such lead yet, and only known leads are wanted');
	const { referrer, fields } = recommendedBy(submission, known, owner.lead);
	const credited = { ...submission, fields };
	return owner.lead
		? meet(owner.lead, credited, job, known, owner)
		: make(credited, job, known, owner, referrer);
}

type Owner = ReturnType<typeof ownerOf>;

function make(
	submission: LeadSubmission,
	job: Job,
	known: Known,
	owner: Owner,
	referrer: Working | undefined,
): Applied {
	const { context, options } = job;
	const leadId = context.newId();
	const at = submission.occurredAt;
	const stage = options.startAs === 'target' ? 'target' : 'new';
	const lead: Lead = {
		leadId,
		createdAt: at,
		updatedAt: new Date(context.now).toISOString(),
		referralCode: ownCode(leadId),
		...free(submission.fields, owner.taken),
		...(options.importBatch ? { importBatch: options.importBatch } : {}),
		stage,
		stageHistory: [
			{
				from: null,
				to: stage,
				by: context.by,
				at,
				...(options.importBatch ? { note: importNote(options.importBatch) } : {}),
			},
		],
		...(isOurs(options) ? {} : { lastTouchAt: at }),
	};
	const { suspicion } = submission;
	const working: Working = {
		lead: suspicion ? quarantine(lead, suspicion, context) : lead,
		version: 'new',
	};
	known.add(working);
	known.index(working);
	return {
		outcome: suspicion
			? { outcome: 'review', reason: `Quarantined. ${suspicion}` }
			: owner.reason
				? review(owner, 'new')
				: { outcome: 'new' },
		working,
		changes: {},
		touchpoints: isOurs(options)
			? []
			: [
					touchOf(submission, leadId, job),
					...(referrer && !suspicion ? [referralGiven(referrer, leadId, at, job)] : []),
				],
		taken: owner.taken,
	};
}

/** A list that we bring in: nobody on it has done anything, so nobody is touched by it. */
function isOurs({ importBatch, startAs }: CaptureOptions): boolean {
	return importBatch !== undefined || startAs === 'target';
}

/** What became a customer's data is no longer changed by what comes in; the contact is recorded, and people may still edit. */
function isLocked({ convertedAt, stage }: Lead): boolean {
	return convertedAt !== undefined && ['opportunity', 'customer', 'keptAccount'].includes(stage);
}

function meet(
	working: Working,
	submission: LeadSubmission,
	job: Job,
	known: Known,
	owner: Owner,
): Applied {
	const { context, options } = job;
	const at = submission.occurredAt;
	const touch = touchOf(submission, working.lead.leadId, job);
	const repeated =
		!isOurs(options) && isRepeated(submission, job, known.recent(working.lead.leadId));
	const onMatch = isLocked(working.lead) ? 'unchanged' : (options.onMatch ?? 'update');
	const { suspicion } = submission;
	if (suspicion && !repeated)
		return {
			outcome: { outcome: 'review', reason: `The lead was left as it is. ${suspicion}` },
			working,
			changes: {},
			touchpoints: [touch],
			taken: owner.taken,
		};
	if (repeated)
		return {
			outcome: { outcome: 'updated', reason: 'This submission was captured before' },
			working,
			changes: {},
			touchpoints: [],
			taken: owner.taken,
		};
	const merged: Merged =
		onMatch === 'review'
			? { lead: { ...working.lead }, changes: {} }
			: mergeIntoLead(working.lead, free(submission.fields, owner.taken), onMatch, at);
	const lead =
		options.startAs === 'target' ? merged.lead : revive(merged.lead, context.by, context.now);
	if (!isOurs(options) && (lead.lastTouchAt === undefined || lead.lastTouchAt < at))
		lead.lastTouchAt = at;
	if (options.importBatch && Object.keys(merged.changes).length > 0) {
		merged.changes['importBatch'] = {
			...(lead.importBatch ? { from: lead.importBatch } : {}),
			to: options.importBatch,
		};
		lead.importBatch = options.importBatch;
		// Undoing the import brings these back as well.
		for (const key of ['fieldTimes', 'updatedAt'] as const) {
			merged.changes[key] = {
				...(working.lead[key] ? { from: working.lead[key] } : {}),
				to: lead[key],
			};
		}
	}
	working.lead = lead;
	known.index(working);
	const outcome: CaptureOutcome =
		onMatch === 'review'
			? { outcome: 'review', reason: 'This person is a lead already' }
			: owner.reason
				? review(owner, 'updated')
				: { outcome: 'updated' };
	return {
		outcome,
		working,
		changes: merged.changes,
		touchpoints: isOurs(options) ? [] : [touch],
		taken: owner.taken,
	};
}

function review(owner: Owner, what: 'new' | 'updated'): CaptureOutcome {
	const done = what === 'new' ? 'Captured as a new lead.' : 'The lead of its e-mail was updated.';
	return {
		outcome: 'review',
		reason: `${done} ${owner.reason ?? ''}`,
		...(owner.other ? { otherLeadId: owner.other.lead.leadId } : {}),
	};
}

function refused(reason: string): Applied {
	return { outcome: { outcome: 'rejected', reason }, changes: {}, touchpoints: [], taken: [] };
}

/** The submission without ids and codes that belong to another lead. */
function free(fields: LeadFields, taken: readonly Key[]): LeadFields {
	if (taken.length === 0) return fields;
	const others = new Set(taken.map(keyText));
	const { referralCode, externalIds, ...rest } = fields;
	const ids = Object.entries(externalIds ?? {}).filter(
		([system, id]) => !others.has(keyText(externalKey(system, id))),
	);
	return {
		...rest,
		...(externalIds ? { externalIds: Object.fromEntries(ids) } : {}),
		...(referralCode && !taken.some(({ kind }) => kind === 'referral') ? { referralCode } : {}),
	};
}

/** How the history and the audit trail name an import. */
export function importNote(batch: string): string {
	return `import ${batch}`;
}

/** A lead that a program or a joker sent is kept apart; a person may take it back. */
function quarantine(lead: Lead, note: string, { by, now }: Job['context']): Lead {
	const moved = moveStage(lead, { to: 'junk', reason: 'spamOrBot', note, by, at: now });
	return moved.kind === 'moved' ? { ...moved.lead, quarantined: true } : lead;
}

/** A target that answers is a new lead. */
function revive(lead: Lead, by: string, at: number): Lead {
	if (lead.stage !== 'target') return lead;
	const moved = moveStage(lead, { to: 'new', by, at });
	return moved.kind === 'moved' ? moved.lead : lead;
}

/** The touchpoint's id: the provider's, the receipt's, or the content on that day. */
function touchOf(submission: LeadSubmission, leadId: string, { context, wish }: Job): Touchpoint {
	const { fields, occurredAt } = submission;
	const sourceId =
		submission.sourceId ?? wish.receipt?.eventId ?? `${submission.hash}:${occurredAt.slice(0, 10)}`;
	return {
		touchId: context.newId(),
		leadId,
		type: submission.touchType,
		direction: 'in',
		...(fields.channel ? { channel: fields.channel } : {}),
		...(fields.campaign ? { campaign: fields.campaign } : {}),
		...(submission.form ? { content: submission.form } : {}),
		...(fields.topics ? { topics: fields.topics } : {}),
		...(fields.landingUrl ? { url: fields.landingUrl } : {}),
		actor: submission.suspicion
			? { kind: 'machine', confidence: 0.8 }
			: { kind: 'human', confidence: 0.9 },
		occurredAt,
		receivedAt: new Date(context.now).toISOString(),
		source: submission.origin,
		sourceId,
		...(fields.lastUtm ? { utm: fields.lastUtm } : {}),
		meta: { preset: submission.preset, ...(fields.source ? { source: fields.source } : {}) },
	};
}

/** Without an id of the provider, the same content within a day is the same submission. */
function isRepeated(
	submission: LeadSubmission,
	{ wish }: Job,
	recent: ReadonlySet<string>,
): boolean {
	if (submission.sourceId !== undefined)
		return recent.has(`${submission.origin} ${submission.sourceId}`);
	if (wish.receipt) return recent.has(`${submission.origin} ${wish.receipt.eventId}`);
	const prefix = `${submission.origin} ${submission.hash}:`;
	return [...recent].some((id) => id.startsWith(prefix));
}
