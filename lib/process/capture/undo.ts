import { keysMoved } from '../../core/capture/identity';
import type { Lead } from '../../core/lead/lead';
import type { LeadChange, LeadQuery, StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { pagesOf } from '../pages';
import { importNote } from './apply';

/** What an undo came to. */
export interface UndoResult {
	importBatch: string;
	/** Leads that the import had made and that are gone. */
	removed: number;
	/** Leads that are as they were before. */
	restored: number;
	/** Leads that somebody has worked with since; they were left alone. */
	kept: Array<{ leadId: string; why: string }>;
}

const page = 500;

/**
 * Takes an import back: leads that it made are emptied and leave every list, leads that it changed get their former values
 * back, field by field, where nobody has changed them since. A lead that was worked with in the meantime stays and is named.
 * Undo the newest import first; repeating an undo is safe.
 */
export async function undoImport(
	context: ProcessContext,
	importBatch: string,
): Promise<UndoResult> {
	const result: UndoResult = { importBatch, removed: 0, restored: 0, kept: [] };
	const leads: StoredLead[] = [];
	const query: LeadQuery = {
		conditions: [{ field: 'importBatch', operator: 'is', value: importBatch }],
		sort: 'createdAt',
		limit: page,
	};
	const pages = pagesOf((place) => context.store.listLeads({ ...query, ...place }), context.pause);
	for await (const found of pages) leads.push(...found.leads);
	for (let start = 0; start < leads.length; start += page) {
		await undoPage(context, leads.slice(start, start + page), result);
		await context.pause?.();
	}
	return result;
}

async function undoPage(
	context: ProcessContext,
	leads: StoredLead[],
	result: UndoResult,
): Promise<void> {
	const changes: LeadChange[] = [];
	const kinds: Array<'removed' | 'restored'> = [];
	const touched = await touchedSince(context, leads);
	const updated = leads.filter(({ lead }) => !isMade(lead, result.importBatch));
	const trails = await Promise.all(
		updated.map(async ({ lead }) => await context.store.auditOf(lead.leadId, 100)),
	);
	const trailOf = new Map(updated.map(({ lead }, index) => [lead.leadId, trails[index] ?? []]));
	for (const { lead, version } of leads) {
		if (lead.stage === 'erased') continue;
		if (isMade(lead, result.importBatch)) {
			const why = touched.has(lead.leadId)
				? 'it has touchpoints since'
				: lead.stage === lead.stageHistory[0]?.to
					? undefined
					: `it has moved on to '${lead.stage}'`;
			if (why !== undefined) result.kept.push({ leadId: lead.leadId, why });
			else {
				changes.push(removal(context, lead, version, result.importBatch));
				kinds.push('removed');
			}
			continue;
		}
		const entry = trailOf
			.get(lead.leadId)
			?.find(({ note }) => note === importNote(result.importBatch));
		if (!entry) {
			result.kept.push({ leadId: lead.leadId, why: 'its former values are no longer kept' });
			continue;
		}
		const restored = restore(lead, entry.changes);
		changes.push({
			lead: restored,
			version,
			...keysMoved(lead, restored),
			audit: {
				by: context.by,
				action: 'import undone',
				changes: reversed(entry.changes),
				note: importNote(result.importBatch),
			},
		});
		kinds.push('restored');
	}
	const saved = await context.store.saveLeads(changes);
	saved.forEach(({ kind }, index) => {
		const what = kinds[index];
		if (kind === 'saved' && what) result[what]++;
		else
			result.kept.push({
				leadId: changes[index]?.lead.leadId ?? '',
				why: 'it was being changed; run the undo again',
			});
	});
}

function isMade(lead: Lead, importBatch: string): boolean {
	return lead.stageHistory[0]?.note === importNote(importBatch);
}

async function touchedSince(context: ProcessContext, leads: StoredLead[]): Promise<Set<string>> {
	const touches = await context.store.touchpoints({
		leadIds: leads.map(({ lead }) => lead.leadId),
		perLead: 5,
	});
	return new Set(
		touches.flatMap(({ leadId, source }) =>
			leadId !== undefined && source !== 'process' ? [leadId] : [],
		),
	);
}

/** The shell of a lead without anything about the person. */
function removal(
	context: ProcessContext,
	lead: Lead,
	version: number,
	importBatch: string,
): LeadChange {
	const at = new Date(context.now).toISOString();
	return {
		lead: {
			leadId: lead.leadId,
			createdAt: lead.createdAt,
			updatedAt: at,
			importBatch,
			stage: 'erased',
			stageHistory: [
				...lead.stageHistory,
				{ from: lead.stage, to: 'erased', by: context.by, at, note: 'import undone' },
			],
		},
		version,
		lostKeys: 'all',
		audit: { by: context.by, action: 'import undone', changes: {}, note: importNote(importBatch) },
	};
}

/** Former values where the imported ones still stand. */
function restore(lead: Lead, changes: Record<string, { from?: unknown; to?: unknown }>): Lead {
	const before: Lead = { ...lead };
	for (const [name, { from, to }] of Object.entries(changes)) {
		if (JSON.stringify(Reflect.get(before, name)) !== JSON.stringify(to)) continue;
		if (from === undefined) Reflect.deleteProperty(before, name);
		else Reflect.set(before, name, from);
	}
	return before;
}

function reversed(
	changes: Record<string, { from?: unknown; to?: unknown }>,
): Record<string, { from?: unknown; to?: unknown }> {
	return Object.fromEntries(
		Object.entries(changes).map(([name, { from, to }]) => [name, { from: to, to: from }]),
	);
}
