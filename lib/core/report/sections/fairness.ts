import { places } from '../counts';
import type { ReportInput, Section } from '../types';
import { counted, inWords, share } from '../words';

/** Who got how many leads, and how far that is from their share. */
export function fairness({ counts, reps }: ReportInput): Section {
	const known = new Map(reps.map((rep) => [rep.repId, rep]));
	const given = counts.total('assigned', places.period).n;
	const rows = counts.by(0, 'assigned', places.period).flatMap(([pool, { n: total }]) => {
		const got = counts.by(1, 'assigned', places.period, pool);
		const weights = got.map(([id]) => known.get(id)?.weight ?? 1);
		const sum = weights.reduce((all, weight) => all + weight, 0);
		return got.map(([id, { n }], index) => {
			const fair = sum > 0 ? (total * (weights[index] ?? 0)) / sum : undefined;
			const back = counts
				.lines('assigned', places.period, pool, id)
				.filter(({ keys }) => ['declined', 'expired', 'released'].includes(keys[2] ?? ''))
				.reduce((all, line) => all + line.n, 0);
			return {
				pool: poolName(pool),
				rep: known.get(id)?.name ?? id,
				n,
				share: share(n, total),
				fair,
				drift: fair === undefined ? undefined : n - fair,
				back,
			};
		});
	});
	const worst = rows.reduce((most, { drift = 0 }) => Math.max(most, Math.abs(drift)), 0);
	return {
		key: 'fairness',
		title: 'Who got the leads',
		summary:
			given === 0
				? 'No lead was assigned in the period.'
				: `${counted(given, 'assignment')}; the farthest from a fair share is ${inWords(worst, 'decimal')} leads off. Days off, hours, caps and languages move shares too.`,
		figures: [],
		tables: [
			{
				key: 'reps',
				title: 'By pool and rep',
				bar: 'n',
				columns: [
					{ key: 'pool', label: 'Pool', unit: 'text' },
					{ key: 'rep', label: 'Rep', unit: 'text' },
					{ key: 'n', label: 'Leads', unit: 'count' },
					{ key: 'share', label: 'Share', unit: 'share' },
					{ key: 'fair', label: 'Fair by weight', unit: 'decimal' },
					{ key: 'drift', label: 'Off by', unit: 'decimal' },
					{ key: 'back', label: 'Given back', unit: 'count' },
				],
				rows,
			},
		],
	};
}

function poolName(pool: string): string {
	return pool === 'everyone' ? 'Everyone' : pool.replace(/^(team|rep|partner|pool):/, '');
}
