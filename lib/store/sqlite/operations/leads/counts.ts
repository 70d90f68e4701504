import { isStage } from '../../../../core/lead/lifecycle';
import type { StoreCounts } from '../../../port';
import { text } from '../../rows';
import type { Session } from '../../session';

/** Totals from the counters: the same cost with ten leads and with a million. */
export function counts(session: Session): StoreCounts {
	const totals: StoreCounts = {
		leads: 0,
		byStage: {},
		byTemperature: {},
		byOwner: {},
		receipts: session.counters('receipts'),
		outcomes: session.counters('outcomes'),
		touchpoints: session.counters('touchpoints')[''] ?? 0,
		deliveries: session.counters('deliveries'),
		tasksOpen: session.counters('tasks').open ?? 0,
	};
	const byTemperature: Record<string, number> = totals.byTemperature;
	for (const { stage, temperature, owner, n } of leadCounters(session)) {
		totals.leads += n;
		if (isStage(stage)) totals.byStage[stage] = (totals.byStage[stage] ?? 0) + n;
		if (temperature !== '') byTemperature[temperature] = (byTemperature[temperature] ?? 0) + n;
		if (owner !== '') totals.byOwner[owner] = (totals.byOwner[owner] ?? 0) + n;
	}
	return totals;
}

/** How many leads are in each combination of stage, temperature and owner. */
export function leadCounters(
	session: Session,
): Array<{ stage: string; temperature: string; owner: string; n: number }> {
	return Object.entries(session.counters('lead')).map(([name, n]) => {
		// Only an owner's id is somebody else's text, and it comes last.
		const [stage = '', temperature = '', ...owner] = name.split('|');
		return { stage, temperature, owner: owner.join('|'), n };
	});
}

/** Names of own fields, most frequent first. */
export function ownFields(session: Session, limit: number): string[] {
	return session
		.sql(
			"SELECT name FROM counters WHERE kind = 'ownField' AND n > 0 ORDER BY n DESC, name LIMIT ?",
		)
		.all(limit)
		.map((row) => text(row.name));
}
