import type { Suppression } from '../../core/nurture/types';
import type { Lead } from '../../core/lead/lead';
import { toInstant } from '../rows/instants';
import { keysOf } from './keys';

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

/** A later import of the same person must not bring them back into a mailing. `keys` is the column of the lead. */
export function keptAway(keys: string, now: number): Suppression[] {
	return keysOf(keys).flatMap(({ kind, value }): Suppression[] =>
		kind === 'email' || kind === 'phone'
			? [{ kind, value, scope: 'all', reason: 'erased', at: toInstant(now) }]
			: [],
	);
}
