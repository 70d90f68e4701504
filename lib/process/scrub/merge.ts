import { mergeLeads } from '../../core/dedupe/merge';
import type { Lead } from '../../core/lead/lead';
import { batchRows } from '../../store/batches';
import type { MergeRecord, StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';

/** Leads that shall become one. */
export interface MergeRequest {
	leadIds: string[];
	/** The one that survives; otherwise the oldest in a live stage. */
	survivorId?: string;
}

/** What became of a request. */
export type MergeOutcome =
	| { kind: 'merged'; mergeId: string; survivor: Lead; absorbedIds: string[] }
	| { kind: 'unchanged'; survivorId: string }
	| { kind: 'refused'; message: string };

const attempts = 3;

/**
 * Merges leads, request by request, with a journal from which each can be taken back. Leads that are merged into each other
 * already are left as they are. A lead that changed meanwhile is read and merged anew.
 */
export async function mergeRequests(
	context: ProcessContext,
	requests: readonly MergeRequest[],
): Promise<MergeOutcome[]> {
	const outcomes: MergeOutcome[] = [];
	for (const request of requests) {
		outcomes.push(await mergeOne(context, request));
		await context.pause?.();
	}
	return outcomes;
}

async function mergeOne(context: ProcessContext, request: MergeRequest): Promise<MergeOutcome> {
	const wanted = [...new Set(request.leadIds)];
	if (wanted.length < 2)
		return { kind: 'refused', message: 'A merge needs the ids of at least two leads' };
	if (wanted.length > batchRows)
		return { kind: 'refused', message: `More than ${batchRows} leads are not merged at once` };
	for (let attempt = 0; attempt < attempts; attempt += 1) {
		const found = await living(context, wanted);
		if (found.missing.length > 0)
			return { kind: 'refused', message: `No lead '${found.missing.join("', '")}' in the store` };
		const [first] = found.leads;
		if (first === undefined)
			return { kind: 'refused', message: 'None of the leads is there any more' };
		if (found.leads.length === 1) return { kind: 'unchanged', survivorId: first.lead.leadId };
		const merged = mergeLeads(
			found.leads.map(({ lead }) => lead),
			{
				by: context.by,
				at: context.now,
				...(request.survivorId !== undefined && { survivorId: request.survivorId }),
			},
		);
		if (merged === undefined)
			return {
				kind: 'refused',
				message: 'The chosen survivor is not among the leads, or one of them was erased',
			};
		const versions = new Map(found.leads.map(({ lead, version }) => [lead.leadId, version]));
		const stored = (lead: Lead): StoredLead => ({ lead, version: versions.get(lead.leadId) ?? 0 });
		const mergeId = context.newId();
		const absorbedIds = merged.absorbed.map(({ leadId }) => leadId);
		const [result] = await context.store.mergeLeads([
			{
				mergeId,
				survivor: stored(merged.survivor),
				absorbed: merged.absorbed.map(stored),
				audit: {
					by: context.by,
					action: 'lead.merged',
					changes: {},
					note: `${absorbedIds.join(', ')} into ${merged.survivor.leadId}`,
				},
			},
		]);
		if (result === 'merged')
			return { kind: 'merged', mergeId, survivor: merged.survivor, absorbedIds };
	}
	return {
		kind: 'refused',
		message: 'The leads are being changed by others all the time; run the item again',
	};
}

/** Follows leads that were merged before to where they went. */
async function living(
	{ store }: ProcessContext,
	ids: readonly string[],
): Promise<{ leads: StoredLead[]; missing: string[] }> {
	const leads = new Map<string, StoredLead>();
	const missing: string[] = [];
	let open = [...ids];
	for (let hops = 0; open.length > 0 && hops < 20; hops += 1) {
		const found = new Map(
			(await store.getLeads(open)).map((stored) => [stored.lead.leadId, stored]),
		);
		const next: string[] = [];
		for (const id of open) {
			const stored = found.get(id);
			if (stored === undefined) missing.push(id);
			else if (stored.lead.stage === 'merged' && stored.lead.duplicateOf)
				next.push(stored.lead.duplicateOf);
			else leads.set(id, stored);
		}
		open = next;
	}
	return { leads: [...leads.values()], missing };
}

/** What became of a wish to take a merge back. */
export type UnmergeOutcome =
	{ kind: 'undone'; record: MergeRecord; leads: Lead[] } | { kind: 'refused'; message: string };

/** Takes back a merge by its id, or the last one a lead took part in. */
export async function unmergeRequests(
	context: ProcessContext,
	requests: ReadonlyArray<{ mergeId?: string; leadId?: string }>,
): Promise<UnmergeOutcome[]> {
	const outcomes: UnmergeOutcome[] = [];
	for (const { mergeId, leadId } of requests) {
		outcomes.push(await unmergeOne(context, mergeId, leadId));
		await context.pause?.();
	}
	return outcomes;
}

async function unmergeOne(
	{ store, by }: ProcessContext,
	mergeId?: string,
	leadId?: string,
): Promise<UnmergeOutcome> {
	const records = leadId === undefined ? [] : await store.mergesOf([leadId]);
	const open = records.filter(({ undoneAt }) => undoneAt === undefined);
	// A browser that was given to the lead by mistake is taken back by the same word, once no merge is left.
	const record =
		mergeId === undefined
			? (open.find(({ absorbedIds }) => absorbedIds.length > 0) ?? open[0])
			: records.find((one) => one.mergeId === mergeId);
	const id = mergeId ?? record?.mergeId;
	if (id === undefined) {
		return {
			kind: 'refused',
			message:
				leadId === undefined
					? 'The item names no merge'
					: `Lead '${leadId}' was not merged with another`,
		};
	}
	const [result] = await store.unmergeLeads([id], by);
	if (result?.kind === 'blocked') {
		return {
			kind: 'refused',
			message: `The survivor was merged into another lead since; take back merge '${result.by}' first`,
		};
	}
	if (result?.kind !== 'undone')
		return { kind: 'refused', message: `No merge '${id}' in the store` };
	const leads = await store.getLeads(result.leadIds);
	const [known] = (await store.mergesOf(result.leadIds)).filter((one) => one.mergeId === id);
	if (known === undefined) return { kind: 'refused', message: `No merge '${id}' in the store` };
	return { kind: 'undone', record: known, leads: leads.map(({ lead }) => lead) };
}
