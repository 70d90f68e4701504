import type { Stage } from '../../lead/lead';
import { places } from '../counts';
import type { ReportInput, Section } from '../types';
import { counted, inWords, share } from '../words';

const kept: readonly Stage[] = ['customer', 'keptAccount'];
/** Going back to qualified is more business, not a loss. */
const gone = ['nurturing', 'bad', 'disqualified', 'junk'];

/** Customers kept, and leads that customers sent. */
export function retention(input: ReportInput): Section {
	const { counts, byStage, previous } = input;
	const net = (place: number) => flow(counts, place);
	const after = net(places.after);
	const now = net(places.period);
	const atEnd =
		kept.reduce((sum, stage) => sum + (byStage[stage] ?? 0), 0) - after.came + after.left;
	const atStart = Math.max(0, atEnd - now.came + now.left);
	const was = net(places.previous);
	const beforeStart = Math.max(0, atStart - was.came + was.left);
	const rate = atStart > 0 ? 1 - Math.min(now.lost, atStart) / atStart : undefined;
	const referred = (place: number) =>
		share(counts.total('quality', place, 'referred', 'yes').n, counts.total('captured', place).n);
	const sent = counts.total('quality', places.period, 'referred', 'yes').n;
	return {
		key: 'retention',
		title: 'Customers kept and referrals',
		summary:
			rate === undefined
				? `There were no customers at the beginning of the period; there are ${inWords(Math.max(0, atEnd), 'count')} at its end.`
				: `Of ${counted(atStart, 'customer')} at the beginning, ${inWords(rate, 'share')} were kept. ${counted(sent, 'new lead was', 'new leads were')} sent by somebody who knows you.`,
		figures: [
			{
				key: 'retention',
				label: 'Customers kept',
				value: rate,
				...(previous && {
					before: beforeStart > 0 ? 1 - Math.min(was.lost, beforeStart) / beforeStart : undefined,
				}),
				unit: 'share',
				better: 'more',
				sentence: `${counted(now.lost, 'customer')} of ${inWords(atStart, 'count')} went back to nurturing or were lost.`,
			},
			{
				key: 'customers',
				label: 'Customers at the end',
				value: Math.max(0, atEnd),
				...(previous && { before: atStart }),
				unit: 'count',
				better: 'more',
				sentence: 'Leads in the stages customer and kept account.',
			},
			{
				key: 'referrals',
				label: 'Referred leads',
				value: referred(places.period),
				...(previous && { before: referred(places.previous) }),
				unit: 'share',
				better: 'more',
				sentence: `${counted(sent, 'new lead')} came through a referral.`,
			},
		],
		tables: [],
	};
}

function flow(counts: ReportInput['counts'], place: number) {
	const isKept = (stage: string) => kept.some((one) => one === stage);
	let came = 0;
	let left = 0;
	let lost = 0;
	for (const { keys, n } of counts.lines('move', place)) {
		const [from = '', to = ''] = keys;
		if (!isKept(from) && isKept(to)) came += n;
		if (isKept(from) && !isKept(to)) left += n;
		if (isKept(from) && gone.includes(to)) lost += n;
	}
	return { came, left, lost };
}
