import { places } from '../counts';
import type { ReportInput, Section } from '../types';
import { counted, inWords, share } from '../words';

/** Which answers to a question about a lead are good ones. */
const facts = [
	{ key: 'email', label: 'E-mail there and not invalid', bad: ['none', 'invalid'] },
	{ key: 'phone', label: 'Phone there and not invalid', bad: ['none', 'invalid'] },
	{ key: 'company', label: 'Company known', bad: ['none'] },
	{ key: 'country', label: 'Country known', bad: ['none'] },
	{ key: 'consent', label: 'Consent on record', bad: ['none'] },
	{ key: 'source', label: 'Source known', bad: ['none'] },
	{ key: 'stage', label: 'Not junk', bad: ['junk'] },
] as const;

/** What is known of the leads that came in. */
export function quality({ counts, previous }: ReportInput): Section {
	const good = (key: string, bad: readonly string[], place: number) => {
		const all = counts.total('quality', place, key).n;
		const wrong = bad.reduce((sum, value) => sum + counts.total('quality', place, key, value).n, 0);
		return { n: all - wrong, share: share(all - wrong, all) };
	};
	const rows = facts.map(({ key, label, bad }) => {
		const now = good(key, bad, places.period);
		return {
			fact: label,
			n: now.n,
			share: now.share,
			...(previous && { before: good(key, bad, places.previous).share }),
		};
	});
	const all = counts.total('quality', places.period, 'source').n;
	const weakest = rows.toSorted((a, b) => (a.share ?? 1) - (b.share ?? 1))[0];
	return {
		key: 'quality',
		title: 'Data quality',
		summary:
			all === 0
				? 'No lead came in during the period.'
				: `Of ${counted(all, 'new lead')}, the weakest point is ‘${weakest?.fact ?? ''}’: ${inWords(weakest?.share, 'share')}.`,
		figures: [],
		tables: [
			{
				key: 'facts',
				title: 'What is known of the new leads',
				bar: 'share',
				columns: [
					{ key: 'fact', label: 'Fact', unit: 'text' },
					{ key: 'n', label: 'Leads', unit: 'count' },
					{ key: 'share', label: 'Share', unit: 'share' },
					...(previous ? [{ key: 'before', label: 'Before', unit: 'share' as const }] : []),
				],
				rows,
			},
		],
	};
}
