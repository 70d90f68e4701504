import type { StoreCounts } from '../../../port';
import { leadCounts, totalsOf, type LeadCount } from '../../../rules/counts';
import { int, text } from '../../rows';
import type { Session } from '../../session';

/** Totals from the counters, and from an index of what is under way, which is never long. */
export function counts(session: Session): StoreCounts {
	const underWay = session
		.sql("SELECT count(*) AS n FROM receipts WHERE state = 'captured' AND ended_at IS NULL")
		.get();
	return totalsOf((kind) => session.counters(kind), int(underWay?.n));
}

/** How many leads are in each combination of stage, temperature and owner. */
export function leadCounters(session: Session): LeadCount[] {
	return leadCounts(session.counters('lead'));
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
