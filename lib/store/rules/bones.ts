import { keysOf as keysOfLead, secondKeys } from '../../core/capture/identity';
import type { Suppression } from '../../core/nurture/types';
import type { Lead } from '../../core/lead/lead';
import { toInstant } from '../rows/instants';
import { keysOf, unionOfKeys } from './keys';

/** What stays of an erased lead: that there was one, when, from which source and through which stages. */
export function bonesOf(lead: Lead, by: string, now: number): Lead {
	const at = toInstant(now);
	const history = lead.stageHistory.map(({ note: _note, ...move }) => move);
	const { leadId, createdAt, source, channel, campaign } = lead;
	return {
		leadId,
		createdAt,
		updatedAt: at,
		...(source === undefined ? {} : { source }),
		...(channel === undefined ? {} : { channel }),
		...(campaign === undefined ? {} : { campaign }),
		stage: 'erased',
		stageHistory: [...history, { from: lead.stage, to: 'erased', by, at }],
	};
}

/**
 * A later import of the same person must not bring them back into a mailing: every address and number of the lead, those it owns
 * (`keys`, its column) and those that a merge left in its fields.
 */
export function keptAway(keys: string, lead: Lead, now: number): Suppression[] {
	const all = unionOfKeys(keysOf(keys), [...keysOfLead(lead), ...secondKeys(lead)]);
	return all.flatMap(({ kind, value }): Suppression[] =>
		kind === 'email' || kind === 'phone'
			? [{ kind, value, scope: 'all', reason: 'erased', at: toInstant(now) }]
			: [],
	);
}
