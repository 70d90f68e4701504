import { keepApart } from '../../core/dedupe/apart';
import { searchDuplicates } from '../../core/dedupe/find';
import {
	leadFields,
	type Answer,
	type DedupeOptions,
	type DedupeRecord,
	type DuplicatePair,
	type DuplicateSearch,
} from '../../core/dedupe/types';
import type { Lead, Stage } from '../../core/lead/lead';
import { batchRows } from '../../store/batches';
import type { ProcessContext } from '../context';
import { listLeads } from '../record/list';

/** Leads in these stages are not looked for: they are gone already. */
const gone: readonly Stage[] = ['merged', 'erased', 'junk'];

/** Records that are the same, or that a person should look at. */
export interface DuplicateGroup {
	verdict: 'match' | 'review';
	/** Ids, oldest first; the first one would survive a merge. */
	ids: string[];
	/** Points of the weakest link that holds a match together, or of the pair. */
	points: number;
	/** Why, of the strongest pair. */
	reasons: string[];
}

/** Searches all living leads of the workspace, whatever their number, without holding up the event loop. */
export async function findDuplicateLeads(
	context: ProcessContext,
	options: DedupeOptions = {},
): Promise<{ groups: DuplicateGroup[]; leads: Map<string, Lead>; search: DuplicateSearch }> {
	const leads = new Map<string, Lead>();
	for (const lead of await listLeads(context, { sort: 'createdAt' }))
		if (!gone.includes(lead.stage)) leads.set(lead.leadId, lead);
	const records = [...leads.values()].map((lead) => recordOf(lead.leadId, lead));
	const told = [...leads.values()].flatMap(({ leadId, differentFrom = [] }) =>
		differentFrom.map((other): Answer => ({ a: leadId, b: other, same: false })),
	);
	const found = await inSteps(records, { ...options, answers: told }, context.pause);
	const search = keepApart(found, [...told, ...(await takenBack(context, found))]);
	return { groups: groupsOf(search), leads, search };
}

/** Merges that were taken back say that those leads are different; asked of the leads found only. */
async function takenBack(
	{ store }: ProcessContext,
	{ groups, pairs }: DuplicateSearch,
): Promise<Answer[]> {
	const ids = [...new Set([...groups.flat(), ...pairs.flatMap(({ a, b }) => [a, b])])];
	const answers: Answer[] = [];
	for (let from = 0; from < ids.length; from += batchRows) {
		for (const merge of await store.mergesOf(ids.slice(from, from + batchRows))) {
			if (merge.undoneAt === undefined) continue;
			for (const other of merge.absorbedIds)
				answers.push({ a: merge.survivorId, b: other, same: false });
		}
	}
	return answers;
}

/** Runs a search step by step with pauses between. */
export async function inSteps(
	records: readonly DedupeRecord[],
	options: DedupeOptions,
	pause: ProcessContext['pause'],
): Promise<DuplicateSearch> {
	const steps = searchDuplicates(records, options);
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		await pause?.();
	}
}

/** What of a lead is compared: the lead's own fields, and further ones by name. */
export function recordOf(
	id: string,
	lead: object,
	keys = leadFields.map(({ key }) => key),
): DedupeRecord {
	const values: Record<string, string | undefined> = {};
	const all = new Map<string, unknown>(Object.entries(lead));
	for (const key of keys) {
		const value = all.get(key);
		if (typeof value === 'string' || typeof value === 'number') values[key] = String(value);
	}
	const e164 = all.get('phoneE164');
	if (typeof e164 === 'string' && keys.includes('phone')) values['phone'] = e164;
	return { id, values };
}

/** The groups of matches, strongest first, then the pairs for review. */
export function groupsOf({ groups, pairs }: DuplicateSearch): DuplicateGroup[] {
	const place = new Map(
		groups.flatMap((ids, index) => ids.map((id): [string, number] => [id, index])),
	);
	const matches = groups.map((ids): DuplicateGroup => ({
		verdict: 'match',
		ids: [...ids].sort(),
		points: Infinity,
		reasons: [],
	}));
	const reviews: DuplicateGroup[] = [];
	for (const pair of pairs) {
		const group = place.get(pair.a);
		const match = group === undefined || group !== place.get(pair.b) ? undefined : matches[group];
		if (match === undefined) reviews.push(toReview(pair));
		else if (pair.verdict === 'match') {
			match.points = Math.min(match.points, pair.points);
			if (match.reasons.length === 0) match.reasons = pair.reasons;
		}
	}
	return [...matches.sort((a, b) => b.points - a.points), ...reviews];
}

function toReview({ a, b, points, reasons }: DuplicatePair): DuplicateGroup {
	return { verdict: 'review', ids: [a, b].sort(), points, reasons };
}
