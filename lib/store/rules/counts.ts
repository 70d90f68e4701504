import { isStage } from '../../core/lead/lifecycle';
import type { StoreCounts } from '../types';

/** How many leads are in a combination of stage, temperature and owner; '' for none. */
export interface LeadCount {
	stage: string;
	temperature: string;
	owner: string;
	n: number;
}

/** The counter that a lead adds to. */
export function leadCounter(
	stage: string,
	temperature: string | null,
	owner: string | null,
): string {
	return `${stage}|${temperature ?? ''}|${owner ?? ''}`;
}

/** Reads the counters of leads. */
export function leadCounts(counters: Record<string, number>): LeadCount[] {
	return Object.entries(counters).map(([name, n]) => {
		// Only an owner's id is somebody else's text, and it comes last.
		const [stage = '', temperature = '', ...owner] = name.split('|');
		return { stage, temperature, owner: owner.join('|'), n };
	});
}

/** Totals from the counters: the same cost with ten leads and with a million. */
export function totalsOf(
	counters: (kind: string) => Record<string, number>,
	unended: number,
): StoreCounts {
	const totals: StoreCounts = {
		leads: 0,
		byStage: {},
		byTemperature: {},
		byOwner: {},
		receipts: counters('receipts'),
		unended,
		outcomes: counters('outcomes'),
		touchpoints: counters('touchpoints')[''] ?? 0,
		deliveries: counters('deliveries'),
		tasksOpen: counters('tasks').open ?? 0,
	};
	const byTemperature: Record<string, number> = totals.byTemperature;
	for (const { stage, temperature, owner, n } of leadCounts(counters('lead'))) {
		totals.leads += n;
		if (isStage(stage)) totals.byStage[stage] = (totals.byStage[stage] ?? 0) + n;
		if (temperature !== '') byTemperature[temperature] = (byTemperature[temperature] ?? 0) + n;
		if (owner !== '') totals.byOwner[owner] = (totals.byOwner[owner] ?? 0) + n;
	}
	return totals;
}
