import type { Lead } from '../../core/lead/lead';
import type { Touchpoint } from '../../core/lead/touchpoint';
import { applyTouches, type TaskWish } from '../../core/track/effects';
import type { ReportedLead } from '../../core/track/report';
import { readTouch, type TouchDraft, type TouchReport } from '../../core/track/touch';
import type { Suppression, Task } from '../../core/nurture/types';
import { inBatches } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { createMissing } from './create';
import { readText } from '../../core/track/values';
import { phoneReader } from './phone';
import { resolveLeads, type Resolved } from './resolve';
import { saveTouched } from './save';

/** A report of something that happened, and whom it happened with. */
export type RecordInput = TouchReport & ReportedLead;

/** How touchpoints are recorded. */
export interface RecordOptions {
	/** What becomes of a report whose lead is not in the store: left out, or a new lead when it has an e-mail or phone. */
	whenMissing: 'unmatched' | 'create';
	/** Only says what would be recorded, and nothing is written. */
	dryRun?: boolean;
}

/** What became of a report, in the order of the reports. */
export type RecordResult =
	/** `known`: it was recorded before and changed nothing now. */
	| { kind: 'recorded' | 'known'; touch: Touchpoint; lead: Lead; created: boolean }
	/** Kept for a visitor who has not said who they are. */
	| { kind: 'anonymous'; touch: Touchpoint }
	| { kind: 'unmatched' | 'unusable'; reason: string; field?: string };

/**
 * Records touchpoints and lets them take effect on their leads: last touch, first response, stage, next action, suppression.
 * Safe to repeat: a touchpoint is known by its source and source id. Reads and writes in batches of at most 1,000; the lead, its
 * touchpoints, tasks and audit row are saved in one transaction, suppressions before it, so that nothing is forgotten.
 */
export async function record(
	context: ProcessContext,
	inputs: readonly RecordInput[],
	options: RecordOptions,
): Promise<RecordResult[]> {
	return await inBatches(inputs, async (slice) => {
		const results = await recordSlice(context, slice, options);
		await context.pause?.();
		return results;
	});
}

async function recordSlice(
	context: ProcessContext,
	inputs: RecordInput[],
	options: RecordOptions,
): Promise<RecordResult[]> {
	const readings = inputs.map((input) => readTouch(input, context.now));
	const phone = phoneReader(context.settings.defaultCountry);
	let { resolved, leads } = await resolveLeads(context.store, inputs, phone);
	const created = new Set<string>();
	if (options.whenMissing === 'create' && !options.dryRun) {
		const wanted = inputs.map((input, index) =>
			isMissing(resolved[index], readings[index]?.kind) ? input : undefined,
		);
		const made = await createMissing(context, wanted, phone);
		if (made.length > 0) {
			for (const id of made) created.add(id);
			({ resolved, leads } = await resolveLeads(context.store, inputs, phone));
		}
	}
	const results: RecordResult[] = [];
	const byLead = new Map<string, Touchpoint[]>();
	const anonymous: Touchpoint[] = [];
	for (const [index, reading] of readings.entries()) {
		if (reading.kind === 'unusable') {
			results.push({ kind: 'unusable', field: reading.field, reason: reading.reason });
			continue;
		}
		const result = place(context, reading.touch, resolved[index], {
			leads,
			created,
			anonymousId: readText(inputs[index]?.anonymousId),
		});
		results.push(result);
		if (result.kind === 'anonymous') anonymous.push(result.touch);
		if (result.kind !== 'recorded') continue;
		const touches = byLead.get(result.lead.leadId) ?? [];
		touches.push(result.touch);
		byLead.set(result.lead.leadId, touches);
	}
	if (options.dryRun) return results;
	if (anonymous.length > 0) await context.store.recordTouchpoints(anonymous);
	const saved = await saveTouched(context, byLead, leads, effectsOf(context));
	return results.map((result) => {
		if (result.kind !== 'recorded') return result;
		const lead = saved.leads.get(result.lead.leadId) ?? result.lead;
		const { touchId } = result.touch;
		const touch = saved.fresh.get(touchId) ?? result.touch;
		return { ...result, touch, lead, kind: saved.known.has(touchId) ? 'known' : 'recorded' };
	});
}

function isMissing(resolved: Resolved | undefined, reading: string | undefined): boolean {
	return reading === 'touch' && resolved?.kind === 'unknown';
}

interface Placing {
	leads: ReadonlyMap<string, StoredLead>;
	created: ReadonlySet<string>;
	/** Whose browser it came from: kept, so that a browser can be taken back. */
	anonymousId: string | undefined;
}

function place(
	context: ProcessContext,
	draft: TouchDraft,
	resolved: Resolved | undefined,
	{ leads, created, anonymousId }: Placing,
): RecordResult {
	const touchId = context.newId();
	const touch: Touchpoint = { ...draft, touchId, sourceId: draft.sourceId ?? touchId };
	if (resolved?.kind === 'lead') {
		const stored = leads.get(resolved.leadId);
		if (stored) {
			return {
				kind: 'recorded',
				touch: { ...touch, leadId: resolved.leadId, ...(anonymousId ? { anonymousId } : {}) },
				lead: stored.lead,
				created: created.has(resolved.leadId),
			};
		}
	}
	if (resolved?.kind === 'unknown') {
		if (resolved.anonymousId)
			return { kind: 'anonymous', touch: { ...touch, anonymousId: resolved.anonymousId } };
		return { kind: 'unmatched', reason: `No lead '${resolved.who}' in this workspace.` };
	}
	return {
		kind: 'unmatched',
		reason: resolved?.kind === 'unclear' ? resolved.reason : 'It names no lead.',
	};
}

/** What touchpoints do to a lead, with ids and hashes where the store wants them. */
export function effectsOf(context: ProcessContext): EffectsOf {
	return (lead, touches, history) => {
		const effects = applyTouches(lead, touches, { now: context.now, by: context.by, history });
		return { ...effects, tasks: effects.tasks.map((wish) => taskOf(context, lead, wish)) };
	};
}

/** Applies touchpoints that are new to a lead. */
export type EffectsOf = (
	lead: Lead,
	touches: readonly Touchpoint[],
	history: readonly Touchpoint[],
) => { lead: Lead; suppress: Suppression[]; tasks: Task[] };

function taskOf(context: ProcessContext, lead: Lead, wish: TaskWish): Task {
	return {
		...wish,
		taskId: context.newId(),
		leadId: lead.leadId,
		...(lead.owner ? { owner: lead.owner } : {}),
		state: 'open',
		createdAt: new Date(context.now).toISOString(),
	};
}
