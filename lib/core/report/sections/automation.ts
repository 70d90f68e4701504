import { places } from '../counts';
import type { ReportInput, Section } from '../types';
import { counted, inWords, share } from '../words';

/** How much of the work the process did by itself, and by which channels people were spoken with. */
export function automation({ counts, previous }: ReportInput): Section {
	const work = (place: number) => {
		const moves = counts.total('move', place, '*', '*', 'process').n;
		const byHand = counts.total('move', place, '*', '*', 'person').n;
		const mails = counts.total('touch', place, 'email.sent', '*', 'machine').n;
		const messages = counts
			.lines('touch', place, '*', '*', '*', 'out')
			.filter(({ keys: [type = '', , actor] }) => actor !== 'machine' && !/^ad\./.test(type))
			.reduce((sum, { n }) => sum + n, 0);
		return { auto: moves + mails, people: byHand + messages };
	};
	const now = work(places.period);
	const before = work(places.previous);
	const touches = counts
		.lines('touch', places.period)
		.filter(({ keys: [type = ''] }) => !/^(lifecycle|assignment|score|task)\./.test(type));
	const channels = Map.groupBy(touches, ({ keys: [, channel] }) => channel || 'Other');
	const rows = [...channels]
		.map(([channel, lines]) => {
			const n = (test: (keys: readonly string[]) => boolean) =>
				lines.filter(({ keys }) => test(keys)).reduce((sum, line) => sum + line.n, 0);
			return {
				channel,
				n: n(() => true),
				in: n((keys) => keys[3] === 'in' && keys[2] !== 'machine'),
				out: n((keys) => keys[3] === 'out'),
				machine: n((keys) => keys[2] === 'machine' && keys[3] !== 'out'),
			};
		})
		.sort((a, b) => b.n - a.n || (a.channel < b.channel ? -1 : 1));
	return {
		key: 'automation',
		title: 'Automation and channels',
		summary:
			now.auto + now.people === 0
				? 'Nothing was moved or sent in the period.'
				: `The process did ${inWords(share(now.auto, now.auto + now.people), 'share')} of the moves and messages by itself; people did ${inWords(now.people, 'count')}.`,
		figures: [
			{
				key: 'automated',
				label: 'Done by the process',
				value: share(now.auto, now.auto + now.people),
				...(previous && { before: share(before.auto, before.auto + before.people) }),
				unit: 'share',
				sentence: `${counted(now.auto, 'move or mail', 'moves and mails')} of the process, ${inWords(now.people, 'count')} of people.`,
			},
		],
		tables: [
			{
				key: 'channels',
				title: 'Touchpoints by channel',
				bar: 'n',
				columns: [
					{ key: 'channel', label: 'Channel', unit: 'text' },
					{ key: 'n', label: 'Touchpoints', unit: 'count' },
					{ key: 'in', label: 'From leads', unit: 'count' },
					{ key: 'out', label: 'From us', unit: 'count' },
					{ key: 'machine', label: 'By machines', unit: 'count' },
				],
				rows,
			},
		],
	};
}
