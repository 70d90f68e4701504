import { idsPerConversion, type Converted, type ConvertRequest } from '../../core/convert/types';
import type { Lead } from '../../core/lead/lead';
import { batchRows } from '../../store/batches';
import type { ProcessContext } from '../context';

/** A lead that is to become account, contact and, where wanted, opportunity. */
export type ConvertWish = Omit<ConvertRequest, 'by' | 'ids' | 'currency'>;

/** What became of a wish. */
export type ConvertOutcome =
	| ({ kind: 'converted' | 'already'; lead: Lead } & Converted)
	| { kind: 'refused'; message: string };

/**
 * Converts leads, a thousand per call of the store, which decides inside its transaction: two leads of one company never make
 * two accounts, and a lead that was converted before stays as it is. Answers in the order given.
 */
export async function convertLeads(
	context: ProcessContext,
	wishes: readonly ConvertWish[],
): Promise<ConvertOutcome[]> {
	const { store, settings, by, newId, pause } = context;
	const outcomes: ConvertOutcome[] = [];
	for (let from = 0; from < wishes.length; from += batchRows) {
		const requests = wishes.slice(from, from + batchRows).map((wish) => ({
			...wish,
			currency: settings.currency,
			by,
			ids: Array.from({ length: idsPerConversion }, newId),
		}));
		for (const result of await store.convert(requests)) outcomes.push(toOutcome(result));
		await pause?.();
	}
	return outcomes;
}

type Result = Awaited<ReturnType<ProcessContext['store']['convert']>>[number];

function toOutcome(result: Result): ConvertOutcome {
	switch (result.kind) {
		case 'missing':
			return { kind: 'refused', message: 'The lead is no longer in the store' };
		case 'refused':
			return { kind: 'refused', message: result.message };
		default:
			return { ...result, lead: result.lead.lead };
	}
}
