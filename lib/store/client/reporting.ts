import type { LeadStore } from '../port';
import { toMs } from '../rows/instants';
import type { Caller } from './caller';

type Reporting = Pick<
	LeadStore,
	'listSequences' | 'campaigns' | 'saveCampaigns' | 'tally' | 'retain'
>;

/** What reports count and what age limits let go. */
export function reporting({ call }: Caller): Reporting {
	return {
		listSequences: (limit) => call('listSequences', limit),
		campaigns: () => call('campaigns', undefined),
		saveCampaigns: (campaigns) => call('saveCampaigns', campaigns),
		tally: (query) => call('tally', query),
		retain: ({ before, ...query }) => call('retain', { ...query, before: toMs(before) ?? 0 }),
	};
}
