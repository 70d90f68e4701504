import { decideScrub, type JunkGoesTo } from '../../core/scrub/decide';
import type { ScrubResult, ScrubSettings } from '../../core/scrub/types';
import { batchRows } from '../../store/batches';
import type { StoredLead } from '../../store/port';
import type { ProcessContext } from '../context';
import { saveChanged, type Decision, type Saved } from '../record/save';

/** How a batch is scrubbed. */
export type ScrubOptions = Pick<ScrubSettings, 'strictness' | 'checks' | 'obsoleteAfterDays'> & {
	junkGoesTo: JunkGoesTo;
};

/** What became of one lead. */
export type Scrubbed = { saved: Saved; result: ScrubResult };

/**
 * Scrubs leads and quarantines junk with its reason, history and audit, a thousand per transaction. Safe to repeat: a lead
 * that is junk already stays as it is. Answers in the order of the leads.
 */
export async function scrubLeads(
	context: ProcessContext,
	leads: readonly StoredLead[],
	options: ScrubOptions,
): Promise<Scrubbed[]> {
	const { now, by, settings } = context;
	const scrubbed: Scrubbed[] = [];
	for (let from = 0; from < leads.length; from += batchRows) {
		const slice = leads.slice(from, from + batchRows);
		const results: ScrubResult[] = [];
		const saved = await saveChanged(context, slice, (stored, index): Decision => {
			const decision = decideScrub(stored.lead, {
				...options,
				now,
				by,
				defaultCountry: settings.defaultCountry,
			});
			results[index] = decision.result;
			if (decision.lead === undefined) return { kind: 'unchanged', lead: stored.lead };
			const note = decision.result.reasons.join('; ');
			return { kind: 'changed', lead: decision.lead, action: 'scrub.quarantined', note };
		});
		for (const [index, outcome] of saved.entries()) {
			const result = results[index];
			if (result !== undefined) scrubbed.push({ saved: outcome, result });
		}
		await context.pause?.();
	}
	return scrubbed;
}
