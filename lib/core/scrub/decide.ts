import type { Lead, Stage } from '../lead/lead';
import { moveAlong } from './route';
import { scrubLead } from './scrub';
import type { ScrubResult, ScrubSettings } from './types';

/** Where junk goes: out of the process into quarantine, or nowhere (the lead stays, its item says what was found). */
export type JunkGoesTo = 'quarantine' | 'mark';

/** What scrubbing decides for one lead: the result, and the lead as it shall be where something changes. */
export interface ScrubDecision {
	result: ScrubResult;
	lead?: Lead;
}

/** A lead in these stages has been spoken to or bought: a machine does not throw it out. */
const beyondDoubt: readonly Stage[] = [
	'contacted',
	'tracking',
	'qualified',
	'opportunity',
	'customer',
	'keptAccount',
];

/**
 * Scrubs a stored lead. Junk moves to the stage junk with its reason and is quarantined; a test lead, a lead that somebody
 * has spoken to and one that a person took back from junk are only sent to review. A lead that is junk already stays as it is.
 */
export function decideScrub(
	lead: Lead,
	settings: ScrubSettings & { junkGoesTo: JunkGoesTo; by: string },
): ScrubDecision {
	const found = scrubLead(lead, settings);
	if (lead.stage === 'junk') return { result: { ...found, verdict: 'junk' } };
	if (found.verdict !== 'junk') return { result: found };
	const spared = whySpared(lead);
	if (spared)
		return { result: { ...found, verdict: 'review', reasons: [spared, ...found.reasons] } };
	if (settings.junkGoesTo === 'mark') return { result: found };
	const move = moveAlong(lead, {
		to: 'junk',
		reason: found.reason ?? 'spamOrBot',
		note: found.reasons.join('; ').slice(0, 1000),
		by: settings.by,
		at: settings.now,
	});
	if (move.kind !== 'moved') return { result: { ...found, verdict: 'review' } };
	return { result: found, lead: { ...move.lead, quarantined: true } };
}

function whySpared(lead: Lead): string | undefined {
	if (beyondDoubt.includes(lead.stage))
		return `The lead is already '${lead.stage}', so a person should decide`;
	const restored = lead.stageHistory.some(({ from, to }) => from === 'junk' && to === 'filtered');
	return restored ? 'Somebody took it back from junk before' : undefined;
}
