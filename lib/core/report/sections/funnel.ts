import type { Stage } from '../../lead/lead';
import { stages, wayToCustomer } from '../../lead/lifecycle';
import { keyInWords } from '../../lead/words';
import { median, places } from '../counts';
import type { ReportInput, Section } from '../types';
import { counted, inWords, share } from '../words';

/** How far the leads of the period got, and how long each stage took. */
export function funnel({ counts, byStage, previous }: ReportInput): Section {
	const place = places.period;
	const came = counts.total('captured', place).n;
	const cameBefore = counts.total('captured', places.previous).n;
	const reached = (stage: Stage, at: number) =>
		stage === 'new' ? counts.total('captured', at).n : counts.total('reached', at, stage).n;
	const rows = wayToCustomer.map((stage, index) => {
		const next = wayToCustomer[index + 1];
		const n = reached(stage, place);
		return {
			stage: keyInWords(stage),
			reached: n,
			share: share(n, came),
			...(previous && { before: share(reached(stage, places.previous), cameBefore) }),
			next: next && share(reached(next, place), n),
			entered: stage === 'new' ? came : counts.total('entered', place, stage).n,
			now: byStage[stage] ?? 0,
		};
	});
	const won = reached('customer', place);
	const qualified = reached('qualified', place);
	const conversion = (stage: Stage, label: string) => ({
		key: `${stage}Share`,
		label,
		value: share(reached(stage, place), came),
		...(previous && { before: share(reached(stage, places.previous), cameBefore) }),
		unit: 'share' as const,
		better: 'more' as const,
		sentence: `Of the leads that came in during the period, those that have become ${stage} since.`,
	});
	return {
		key: 'funnel',
		title: 'Funnel',
		summary:
			came === 0
				? 'No lead came in during the period.'
				: `Of ${counted(came, 'new lead')}, ${inWords(qualified, 'count')} (${inWords(share(qualified, came), 'share')}) became qualified and ${inWords(won, 'count')} (${inWords(share(won, came), 'share')}) customers so far.`,
		figures: [
			conversion('contacted', 'Contacted'),
			conversion('qualified', 'Qualified'),
			conversion('customer', 'Won'),
		],
		tables: [
			{
				key: 'stages',
				title: 'How far the new leads got',
				bar: 'reached',
				columns: [
					{ key: 'stage', label: 'Stage', unit: 'text' },
					{ key: 'reached', label: 'Reached', unit: 'count' },
					{ key: 'share', label: 'Of all', unit: 'share' },
					...(previous ? [{ key: 'before', label: 'Before', unit: 'share' as const }] : []),
					{ key: 'next', label: 'Went on', unit: 'share' },
					{ key: 'entered', label: 'Moves into it', unit: 'count' },
					{ key: 'now', label: 'There now', unit: 'count' },
				],
				rows,
			},
			times(counts),
		],
	};
}

function times(counts: ReportInput['counts']) {
	const lines = counts.lines('between', places.period);
	const moves = Map.groupBy(lines, ({ keys: [from, to] }) => `${from} ${to}`);
	const rows = [...moves.values()].map((all) => ({
		from: keyInWords(all[0]?.keys[0] ?? ''),
		to: keyInWords(all[0]?.keys[1] ?? ''),
		n: all.reduce((sum, { n }) => sum + n, 0),
		time: median(all.map(({ keys, n }): [number, number] => [Number(keys[2]), n])),
	}));
	const order = stages.map(keyInWords);
	const steps = wayToCustomer.map(keyInWords);
	// The way to a customer first: who reads only the first lines shall see it.
	const isAside = ({ from, to }: { from: string; to: string }) =>
		Number(steps.indexOf(to) !== steps.indexOf(from) + 1 || !steps.includes(from));
	rows.sort(
		(a, b) => isAside(a) - isAside(b) || order.indexOf(a.from) - order.indexOf(b.from) || b.n - a.n,
	);
	return {
		key: 'times',
		title: 'Time between stages',
		columns: [
			{ key: 'from', label: 'From', unit: 'text' as const },
			{ key: 'to', label: 'To', unit: 'text' as const },
			{ key: 'n', label: 'Moves', unit: 'count' as const },
			{ key: 'time', label: 'Half took at most', unit: 'minutes' as const },
		],
		rows,
	};
}
