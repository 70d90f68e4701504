import type { Rep } from '../../assign/types';
import { everyone } from '../../assign/request';
import { places } from '../counts';
import type { ReportInput, Section } from '../types';
import { counted, inWords, share } from '../words';

/** Who got how many leads, and how far that is from their share. */
export function fairness({ counts, reps }: ReportInput): Section {
	const known = new Map(reps.map((rep) => [rep.repId, rep]));
	const given = counts.total('assigned', places.period).n;
	const rows = counts.by(0, 'assigned', places.period).flatMap(([pool, { n: total }]) => {
		const got = new Map(counts.by(1, 'assigned', places.period, pool));
		// Who takes part and got nothing is the farthest from a fair share.
		const all = [...new Set([...got.keys(), ...membersOf(pool, reps)])];
		const weightOf = (id: string) => known.get(id)?.weight ?? 1;
		const sum = all.reduce((weights, id) => weights + weightOf(id), 0);
		return all.map((id) => {
			const n = got.get(id)?.n ?? 0;
			const fair = sum > 0 ? (total * weightOf(id)) / sum : undefined;
			const back = counts
				.lines('assigned', places.period, pool, id)
				.filter(({ keys }) => ['declined', 'expired', 'released'].includes(keys[2] ?? ''))
				.reduce((lines, line) => lines + line.n, 0);
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
				: `${counted(given, 'assignment')}; the farthest from a fair share is ${inWords(worst, 'decimal')} leads off, by today’s reps and weights. Days off, hours, caps and languages move shares too.`,
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

/** Reps who take part in a pool today; where a rule names one rep or partner, nobody shares with them. */
function membersOf(pool: string, reps: readonly Rep[]): string[] {
	const [, kind, name = ''] = /^(team|pool):(.*)$/.exec(pool) ?? [];
	if (pool !== everyone && kind === undefined) return [];
	const same = (text = '') => text.trim().toLowerCase() === name.trim().toLowerCase();
	return reps
		.filter(({ active, weight, team }) => active && weight > 0 && (pool === everyone || same(team)))
		.map(({ repId }) => repId);
}

function poolName(pool: string): string {
	return pool === everyone ? 'Everyone' : pool.replace(/^(team|rep|partner|pool):/, '');
}
