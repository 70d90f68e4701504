import { places } from '../counts';
import type { ReportInput, Section } from '../types';
import { counted, inWords, share } from '../words';

const happenings = {
	replies: 'email.reply',
	clicks: 'email.click',
	bounces: 'email.bounce',
	unsubscribes: 'email.unsubscribe',
	complaints: 'email.complaint',
} as const;

/** What came of the mails of sequences. */
export function sequences({ counts, previous }: ReportInput): Section {
	const sent = counts.total('mail', places.period, 'email.sent').n;
	const replies = counts.total('mail', places.period, 'email.reply').n;
	const rate = (type: string, place: number) =>
		share(counts.total('mail', place, type).n, counts.total('mail', place, 'email.sent').n);
	const figure = (type: string, label: string, better: 'more' | 'less') => ({
		key: type.replace('email.', ''),
		label,
		value: rate(type, places.period),
		...(previous && { before: rate(type, places.previous) }),
		unit: 'share' as const,
		better,
		sentence: `${counted(counts.total('mail', places.period, type).n, label.toLowerCase().replace(/s$/, ''))} came in during the period, by ${counted(sent, 'mail')} sent in it.`,
	});
	const rows = counts.by(1, 'mail', places.period).flatMap(([sequence]) =>
		counts.by(2, 'mail', places.period, '*', sequence).flatMap(([step]) =>
			counts.by(3, 'mail', places.period, '*', sequence, step).map(([variant]) => {
				const n = (type: string) =>
					counts.total('mail', places.period, type, sequence, step, variant).n;
				const all = n('email.sent');
				return {
					sequence,
					step,
					variant,
					sent: all,
					...Object.fromEntries(Object.entries(happenings).map(([key, type]) => [key, n(type)])),
					rate: share(n('email.reply'), all),
				};
			}),
		),
	);
	rows.sort((a, b) => order(a).localeCompare(order(b), 'en', { numeric: true }));
	return {
		key: 'sequences',
		title: 'Sequences',
		summary:
			sent === 0
				? 'No mail of a sequence went out in the period.'
				: `${counted(sent, 'mail')} went out and ${counted(replies, 'reply', 'replies')} came back (${inWords(share(replies, sent), 'share')}). What machines open or click does not count.`,
		figures:
			sent === 0
				? []
				: [
						figure('email.reply', 'Replies', 'more'),
						figure('email.bounce', 'Bounces', 'less'),
						figure('email.unsubscribe', 'Unsubscribes', 'less'),
					],
		tables: [
			{
				key: 'steps',
				title: 'By step and variant',
				bar: 'sent',
				columns: [
					{ key: 'sequence', label: 'Sequence', unit: 'text' },
					{ key: 'step', label: 'Step', unit: 'text' },
					{ key: 'variant', label: 'Variant', unit: 'text' },
					{ key: 'sent', label: 'Sent', unit: 'count' },
					{ key: 'replies', label: 'Replies', unit: 'count' },
					{ key: 'rate', label: 'Reply rate', unit: 'share' },
					{ key: 'clicks', label: 'Clicks', unit: 'count' },
					{ key: 'bounces', label: 'Bounces', unit: 'count' },
					{ key: 'unsubscribes', label: 'Unsubscribes', unit: 'count' },
					{ key: 'complaints', label: 'Complaints', unit: 'count' },
				],
				rows,
			},
		],
	};
}

function order({ sequence, step, variant }: { sequence: string; step: string; variant: string }) {
	return `${sequence}\u0000${step}\u0000${variant}`;
}
