import type { Lead } from '../../core/lead/lead';
import { stageTouches } from '../../core/lead/moves';
import type { Touchpoint } from '../../core/lead/touchpoint';
import { tellsOfOthers } from '../../core/machine/reclassify';
import { inHindsight } from '../../core/track/hindsight';
import { inBatches } from '../../store/batches';
import type { AuditEntry, LeadChange, StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import type { EffectsOf } from './record';

/** The leads as saved, which touchpoints the store knew already, and the others. */
export interface Touched {
	leads: Map<string, Lead>;
	known: Set<string>;
	/** The new ones by id, each with the class that it has beside what was known. */
	fresh: Map<string, Touchpoint>;
}

/** How many of a lead's newest touchpoints are looked through for repetitions and for its history of bounces. */
const remembered = 200;
const attempts = 5;

/**
 * Saves leads with their new touchpoints. A lead that somebody else changed meanwhile is read again and its touchpoints are applied
 * to what it is now. Touchpoints that the store has already change nothing.
 */
export async function saveTouched(
	context: ProcessContext,
	byLead: ReadonlyMap<string, Touchpoint[]>,
	read: ReadonlyMap<string, StoredLead>,
	effects: EffectsOf,
): Promise<Touched> {
	const touched: Touched = { leads: new Map(), known: new Set(), fresh: new Map() };
	let current = new Map(read);
	let open = [...byLead.keys()];
	for (let attempt = 0; open.length > 0; attempt += 1) {
		if (attempt === attempts) {
			throw new Error(
				`Lead ${open[0] ?? ''} keeps being changed by others. Run the node again: nothing is recorded twice.`,
			);
		}
		if (attempt > 0) {
			const again = await inBatches(open, async (slice) => await context.store.getLeads(slice));
			current = new Map(again.map((stored) => [stored.lead.leadId, stored]));
		}
		open = await saveOnce(context, open, byLead, current, effects, touched);
	}
	return touched;
}

/** One round; returns the leads that have to be tried again. */
async function saveOnce(
	{ store, by, now, newId, pause }: ProcessContext,
	leadIds: string[],
	byLead: ReadonlyMap<string, Touchpoint[]>,
	current: ReadonlyMap<string, StoredLead>,
	effects: EffectsOf,
	touched: Touched,
): Promise<string[]> {
	// One with an id of ours alone cannot have been recorded before; where it tells nothing of others, nothing needs to be read.
	const withPast = leadIds.filter((leadId) => byLead.get(leadId)?.some(needsPast));
	const history = groupByLead(
		await inBatches(
			withPast,
			async (slice) => await store.touchpoints({ leadIds: slice, perLead: remembered }),
		),
	);
	const changes: LeadChange[] = [];
	const suppress = [];
	for (const leadId of leadIds) {
		const stored = current.get(leadId);
		if (!stored) continue;
		const before = history.get(leadId) ?? [];
		const seen = new Set(before.map(identity));
		const fresh = (byLead.get(leadId) ?? []).filter((touch) => {
			const isNew = !seen.has(identity(touch));
			if (!isNew) touched.known.add(touch.touchId);
			seen.add(identity(touch));
			return isNew;
		});
		touched.leads.set(leadId, stored.lead);
		if (fresh.length === 0) continue;
		const known = inHindsight(stored.lead, before, fresh, now);
		for (const touch of known.fresh) touched.fresh.set(touch.touchId, touch);
		const result = effects(known.lead, known.apply, known.past);
		const moves = result.lead.stageHistory.slice(stored.lead.stageHistory.length);
		suppress.push(...result.suppress);
		changes.push({
			lead: result.lead,
			version: stored.version,
			touchpoints: [
				...known.fresh,
				...stageTouches(
					stored.lead,
					result.lead,
					moves.map(() => newId()),
				),
			],
			...(known.changed.length > 0 ? { judged: [...known.changed] } : {}),
			...(result.tasks.length > 0 ? { tasks: result.tasks } : {}),
			audit: auditOf(by, stored.lead, result.lead, fresh),
		});
		await pause?.();
	}
	// First, so that a lead is never saved as bounced while mail may still go out to it.
	await inBatches(suppress, async (slice) => (await store.suppress(slice), []));
	const results = await inBatches(changes, async (slice) => await store.saveLeads(slice));
	const again: string[] = [];
	for (const [index, result] of results.entries()) {
		const lead = changes[index]?.lead;
		if (!lead) continue;
		if (result.kind === 'saved') touched.leads.set(lead.leadId, lead);
		else if (result.kind === 'stale') again.push(lead.leadId);
	}
	return again;
}

function needsPast(touch: Touchpoint): boolean {
	return (
		touch.sourceId !== touch.touchId || touch.outcome === 'mailboxFull' || tellsOfOthers(touch)
	);
}

function auditOf(by: string, from: Lead, to: Lead, touches: readonly Touchpoint[]): AuditEntry {
	const changes: AuditEntry['changes'] = {};
	for (const key of audited) {
		if (from[key] !== to[key]) changes[key] = { from: from[key], to: to[key] };
	}
	return {
		by,
		action: 'track',
		changes,
		note: [...new Set(touches.map(({ type }) => type))].join(', '),
	};
}

const audited = [
	'stage',
	'stageReason',
	'firstResponseAt',
	'nextAction',
	'nextActionAt',
	'emailStatus',
	'phoneStatus',
	'consent',
	'doNotContact',
	'topicsOff',
	'mailEvery',
	'mailPausedUntil',
	'topics',
	'wonAt',
	'dealValue',
] as const satisfies Array<keyof Lead>;

function groupByLead(touches: readonly Touchpoint[]): Map<string, Touchpoint[]> {
	const groups = new Map<string, Touchpoint[]>();
	for (const touch of touches) {
		const key = touch.leadId ?? '';
		const group = groups.get(key) ?? [];
		group.push(touch);
		groups.set(key, group);
	}
	return groups;
}

function identity({ source, sourceId }: Touchpoint): string {
	return `${source}\n${sourceId}`;
}
