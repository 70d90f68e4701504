import { keysMoved } from '../../core/capture/identity';
import { factsOf } from '../../core/filter/values';
import type { Lead } from '../../core/lead/lead';
import type { Touchpoint } from '../../core/lead/touchpoint';
import type { AuditEntry, LeadChange, SaveResult, StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';

/** What shall be done with one lead. */
export type Decision =
	| {
			kind: 'changed';
			lead: Lead;
			/** The audit's word for it, e.g. 'stage.moved'. */
			action: string;
			note?: string;
			/** Written with the lead, or not at all. */
			touchpoints?: Touchpoint[];
	  }
	| Unsaved;

/** What became of it. */
export type Saved = { kind: 'changed'; lead: Lead } | Unsaved;

type Unsaved = { kind: 'unchanged'; lead: Lead } | { kind: 'refused'; message: string };

const attempts = 3;

/**
 * Decides for each lead and saves what changed with its keys and its audit row, in one transaction. A lead that somebody else changed
 * meanwhile is decided again on its newest state, three times at most. Takes at most a thousand leads, answers in their order.
 */
export async function saveChanged(
	context: ProcessContext,
	leads: readonly StoredLead[],
	decide: (stored: StoredLead, index: number) => Decision,
): Promise<Saved[]> {
	const outcomes: Saved[] = [];
	let open = leads.map((stored, index) => ({ stored, index }));
	for (let attempt = 0; open.length > 0 && attempt < attempts; attempt++) {
		const changes: Array<{ change: LeadChange; index: number }> = [];
		for (const { stored, index } of open) {
			const decision = decide(stored, index);
			if (decision.kind !== 'changed') outcomes[index] = decision;
			else changes.push({ change: toChange(context, stored, decision), index });
		}
		open = [];
		if (changes.length === 0) break;
		const results = await context.store.saveLeads(changes.map(({ change }) => change));
		for (const [place, { change, index }] of changes.entries()) {
			const result = results[place];
			if (result?.kind === 'saved') outcomes[index] = { kind: 'changed', lead: change.lead };
			else if (result?.kind === 'stale' && result.current) {
				open.push({ stored: result.current, index });
			} else outcomes[index] = { kind: 'refused', message: whyNot(result) };
		}
	}
	for (const { index } of open) {
		outcomes[index] = {
			kind: 'refused',
			message: 'The lead is being changed by others all the time; run the item again',
		};
	}
	return outcomes;
}

function toChange(
	{ now, by }: ProcessContext,
	{ lead: before, version }: StoredLead,
	{ lead, action, note, touchpoints }: Extract<Decision, { kind: 'changed' }>,
): LeadChange {
	return {
		lead: { ...lead, updatedAt: new Date(now).toISOString() },
		version,
		...keysMoved(before, lead),
		...(touchpoints && touchpoints.length > 0 && { touchpoints }),
		audit: { by, action, changes: differences(before, lead), ...(note !== undefined && { note }) },
	};
}

const unaudited = ['updatedAt', 'stageHistory', 'fieldTimes'];

/** Which fields differ, with both values. */
function differences(before: object, after: object): AuditEntry['changes'] {
	const old = factsOf(before);
	const young = factsOf(after);
	const changes: AuditEntry['changes'] = {};
	const compare = (key: string) => {
		const [from, to] = [old[key], young[key]];
		if (from !== to && !unaudited.includes(key)) changes[key] = { from, to };
	};
	// Most fields stay as they are, and this is asked of every lead that is saved: nothing is made for those.
	for (const key in young) compare(key);
	for (const key in old) if (!(key in young)) compare(key);
	return changes;
}

function whyNot(result: SaveResult | undefined): string {
	if (result?.kind === 'keyTaken') {
		return `The ${result.key.kind} '${result.key.value}' belongs to another lead, ${result.leadId}`;
	}
	return 'The lead is no longer in the store';
}
