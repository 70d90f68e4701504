import { setField } from '../../core/record/setField';
import type { Lead } from '../../core/lead/lead';
import { batchRows } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { saveChanged, type Decision, type Saved } from './save';

/** Fields of one lead to set, in order; nothing ('' or null) empties a field. */
export interface UpdateWish {
	stored: StoredLead;
	values: ReadonlyArray<{ field: string; value: unknown }>;
}

/**
 * Sets fields of leads, a thousand per transaction. A lead is changed wholly or, where one value does not fit its field or
 * an address belongs to somebody else, not at all. Answers in the order of the wishes.
 */
export async function updateLeads(
	context: ProcessContext,
	wishes: readonly UpdateWish[],
): Promise<Saved[]> {
	const outcomes: Saved[] = [];
	for (let from = 0; from < wishes.length; from += batchRows) {
		const slice = wishes.slice(from, from + batchRows);
		const saved = await saveChanged(
			context,
			slice.map(({ stored }) => stored),
			({ lead }, index) => decide(context, lead, slice[index]?.values ?? []),
		);
		for (const outcome of saved) outcomes.push(outcome);
		await context.pause?.();
	}
	return outcomes;
}

function decide(
	{ settings, now }: ProcessContext,
	before: Lead,
	values: UpdateWish['values'],
): Decision {
	let lead = before;
	for (const { field, value } of values) {
		const result = setField(lead, field, value, { defaultCountry: settings.defaultCountry, now });
		if (result.kind === 'refused') return result;
		lead = result.lead;
	}
	if (values.every(({ field }) => same(before, lead, field)))
		return { kind: 'unchanged', lead: before };
	return { kind: 'changed', lead, action: 'lead.updated' };
}

function same(before: Lead, after: Lead, field: string): boolean {
	const read = (lead: Lead) =>
		JSON.stringify(new Map<string, unknown>(Object.entries({ ...lead.extra, ...lead })).get(field));
	return read(before) === read(after);
}
