import type { Counts } from '../counts';
import { median, places } from '../counts';
import type { Figure, ReportInput, Section } from '../types';
import { counted, inWords, share } from '../words';

/** How fast a person answered, and whether in time. */
export function response({ counts, previous, reps }: ReportInput): Section {
	const names = new Map(reps.map(({ repId, name }) => [repId, name]));
	const place = places.period;
	const answered = counts.total('response', place).n;
	const came = counts.total('captured', place).n;
	const minutes = median(responseMinutes(counts, place));
	const overdue = counts.total('sla', place, '*', 'overdue').n;
	const owners = [
		...new Set(
			[...counts.by(0, 'response', place), ...counts.by(0, 'sla', place)].map(([id]) => id),
		),
	];
	const rows = owners
		.map((owner) => {
			const sla = (state: string) => counts.total('sla', place, owner, state).n;
			return {
				owner: owner === '' ? 'Nobody' : (names.get(owner) ?? owner),
				assigned: counts.total('sla', place, owner).n,
				onTime: sla('onTime'),
				late: sla('late'),
				overdue: sla('overdue'),
				open: sla('open'),
				share: onTimeShare(counts, place, owner),
				minutes: median(responseMinutes(counts, place, owner)),
			};
		})
		.sort((a, b) => b.assigned - a.assigned || (a.owner < b.owner ? -1 : 1));
	const figures: Figure[] = [
		{
			key: 'minutes',
			label: 'First answer after',
			value: minutes,
			...(previous && { before: median(responseMinutes(counts, places.previous)) }),
			unit: 'minutes',
			better: 'less',
			sentence: `From coming in to the first call, message or meeting by a person: half of ${counted(answered, 'answered lead')} waited no longer.`,
		},
		{
			key: 'onTime',
			label: 'Answered in time',
			value: onTimeShare(counts, place),
			...(previous && { before: onTimeShare(counts, places.previous) }),
			unit: 'share',
			better: 'more',
			sentence:
				'Of the leads whose deadline has passed or was met; deadlines are in working hours.',
		},
		{
			key: 'answered',
			label: 'Answered at all',
			value: share(answered, came),
			...(previous && {
				before: share(
					counts.total('response', places.previous).n,
					counts.total('captured', places.previous).n,
				),
			}),
			unit: 'share',
			better: 'more',
			sentence: `${counted(answered, 'new lead')} of ${inWords(came, 'count')} heard from a person so far.`,
		},
	];
	return {
		key: 'response',
		title: 'Speed to lead',
		summary:
			answered === 0
				? 'No lead of the period has been answered by a person yet.'
				: `Half of the answered leads heard from a person within ${inWords(minutes, 'minutes')}.${overdue > 0 ? ` ${counted(overdue, 'lead is', 'leads are')} overdue: see to them first.` : ''}`,
		figures,
		tables: [
			{
				key: 'owners',
				title: 'By owner',
				columns: [
					{ key: 'owner', label: 'Owner', unit: 'text' },
					{ key: 'assigned', label: 'With deadline', unit: 'count' },
					{ key: 'onTime', label: 'In time', unit: 'count' },
					{ key: 'late', label: 'Late', unit: 'count' },
					{ key: 'overdue', label: 'Overdue', unit: 'count' },
					{ key: 'open', label: 'Still open', unit: 'count' },
					{ key: 'share', label: 'In time', unit: 'share' },
					{ key: 'minutes', label: 'Half within', unit: 'minutes' },
				],
				rows,
			},
		],
	};
}

/** Minutes to the first answer with how often each occurs. */
export function responseMinutes(
	counts: Counts,
	place: number,
	owner = '*',
): Array<[minutes: number, n: number]> {
	return counts.lines('response', place, owner).map(({ keys, n }) => [Number(keys[1]), n]);
}

/** Share answered in time of what was answered or is overdue. */
export function onTimeShare(counts: Counts, place: number, owner = '*'): number | undefined {
	const n = (state: string) => counts.total('sla', place, owner, state).n;
	return share(n('onTime'), n('onTime') + n('late') + n('overdue'));
}
