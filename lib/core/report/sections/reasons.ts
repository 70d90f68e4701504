import { isReason, reasons as known } from '../../lead/lifecycle';
import { places } from '../counts';
import type { ReportInput, Section } from '../types';
import { counted, inWords, share } from '../words';
import { keyInWords } from '../../lead/words';

/** Why leads left the process. */
export function reasons({ counts, previous }: ReportInput): Section {
	const total = counts.total('lost', places.period).n;
	const before = new Map(counts.by(1, 'lost', places.previous));
	const rows = counts.by(1, 'lost', places.period).map(([reason, { n }]) => ({
		reason: reasonLabel(reason),
		n,
		share: share(n, total),
		...(previous && { before: before.get(reason)?.n ?? 0 }),
		stages: counts
			.by(0, 'lost', places.period, '*', reason)
			.map(([stage]) => keyInWords(stage))
			.join(', '),
		source: counts.by(2, 'lost', places.period, '*', reason)[0]?.[0] || 'Unknown',
	}));
	const [first] = rows;
	return {
		key: 'reasons',
		title: 'Reasons lost',
		summary: first
			? `${counted(total, 'lead')} left the process, most often for the reason ‘${first.reason}’ (${inWords(first.share, 'share')}).`
			: 'No lead left the process in the period.',
		figures: [],
		tables: [
			{
				key: 'reasons',
				title: 'Why leads left',
				bar: 'n',
				columns: [
					{ key: 'reason', label: 'Reason', unit: 'text' },
					{ key: 'n', label: 'Leads', unit: 'count' },
					{ key: 'share', label: 'Of all', unit: 'share' },
					...(previous ? [{ key: 'before', label: 'Before', unit: 'count' as const }] : []),
					{ key: 'stages', label: 'Moved to', unit: 'text' },
					{ key: 'source', label: 'Most from', unit: 'text' },
				],
				rows,
			},
		],
	};
}

/** A reason as people read it; own reasons stay as they are. */
export function reasonLabel(reason: string): string {
	return isReason(reason) ? known[reason].label : reason || 'No reason given';
}
