import { places, type Counts } from '../counts';
import { shifts, trendLimits, type Shift } from '../trend';
import type { ReportInput, Section } from '../types';
import { counted, inWords } from '../words';

/** What shifted in the last week against the four weeks before. */
export function trends({ counts }: ReportInput): Section {
	const found = [
		...of(counts, 'Topic', 'topic', 'topics'),
		...of(counts, 'Objection', 'objection', 'objections'),
		...of(counts, 'Source', 'captured', 'captured'),
	];
	const rows = found.map(({ kind, name, now, before, n }) => ({
		kind,
		name: name || 'Unknown',
		n,
		now,
		before,
		what: `${now > before ? 'More' : 'Less'} than before: ${inWords(now, 'share')} instead of ${inWords(before, 'share')}`,
	}));
	const [first] = rows;
	return {
		key: 'trends',
		title: 'Trend lens',
		summary: first
			? `${counted(found.length, 'shift')} in the last seven days that chance does not explain. The clearest: ${first.kind.toLowerCase()} ‘${first.name}’ went from ${inWords(first.before, 'share')} to ${inWords(first.now, 'share')}.`
			: `Nothing shifted in the last seven days by more than chance explains (at least ${trendLimits.whole} mentions a week and in the four weeks before are needed to tell).`,
		figures: [],
		tables: [
			{
				key: 'shifts',
				title: 'What shifted',
				columns: [
					{ key: 'kind', label: 'What', unit: 'text' },
					{ key: 'name', label: 'Name', unit: 'text' },
					{ key: 'n', label: 'This week', unit: 'count' },
					{ key: 'now', label: 'Share now', unit: 'share' },
					{ key: 'before', label: 'Share before', unit: 'share' },
				],
				rows,
			},
		],
	};
}

function of(
	counts: Counts,
	kind: string,
	what: string,
	whole: string,
): Array<Shift & { kind: string }> {
	const sample = (place: number) => ({
		whole: counts.total(whole, place).n,
		parts: new Map(counts.by(0, what, place).map(([name, { n }]) => [name, n])),
	});
	return shifts(sample(places.week), sample(places.base)).map((shift) => ({ ...shift, kind }));
}
